import { Fragment } from 'react'
import { Link, redirect } from 'react-router'
import { z } from 'zod'
import type { ActorTx } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { originOf } from '#app/platform/secret-token.server.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { formatDate, formatInstant, formatNumber } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { pageNumber } from '#app/ui/page-number.ts'
import { TextArea } from '#app/ui/text-field.tsx'
import { WritingHelp } from '#app/ui/writing-help.tsx'
import { m } from '#messages'
import { remarksOn } from '#packages/plain-language/remarks.ts'
import { segmentsOf } from '#packages/sms/segments.ts'
import type { Route } from './+types/campaign.page.ts'
import { addComment, approvalsOf, approve, commentsOf, leave, sideOf } from './approvals.server.ts'
import { type Campaign, campaignOf } from './campaigns.server.ts'
import { criteriaWords } from './criteria-words.ts'
import { askEmails, sendingOf, stopSending } from './emails.job.ts'
import { frozenCounts } from './frozen.server.ts'
import { consentNeeded } from './legal-kinds.ts'
import { askLetters, lettersJobOf } from './letters.job.ts'
import { printOf } from './letters.server.ts'
import { linesOver } from './page-fit.server.ts'
import { exampleOf, letterFor } from './print.server.ts'
import { recipientCounts } from './recipients.server.ts'
import { REASON_WORDS } from './returns/words.ts'
import { leaveSms, smsText } from './sms.server.ts'
import { goesToPersons } from './templates.ts'
import { mobilisationHref, mobilisationTrail } from './trail.ts'
import { CampaignStage, householdWords, KIND_WORDS, LEAVE_WORDS, TooLong } from './words.tsx'

export const handle = { trail: mobilisationTrail }

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.campaign.title ?? ''} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const { convention, campaign: id } = args.params
  const place = pageNumber(args.url.searchParams, 'recipient')
  return read(args, async (tx) => {
    const seesPeople = may(tx.actor, 'mobilisation.recipient.read')
    const first = await campaignOf(tx, id)
    const isLetter = first.kind === 'letter'
    const job = isLetter ? await lettersJobOf(tx, id) : undefined
    const printed = seesPeople && isLetter ? await printOf(tx, id) : undefined
    // Letters may leave between two readings: what is printed has left.
    const campaign = printed && first.stage !== 'left' ? await campaignOf(tx, id) : first
    const approvals = await approvalsOf(tx, campaign.textId)
    const toPersons = seesPeople && goesToPersons(campaign.kind)
    const example = letterFor(campaign, await exampleOf(tx, campaign, place))
    return {
      here: mobilisationHref(convention, 'campaigns', id),
      jobsHref: `/c/${convention}/jobs`,
      returnsHref: mobilisationHref(convention, 'returns'),
      campaign,
      approvals,
      comments: await commentsOf(tx, id),
      remarks: remarksOn(`${campaign.subject}\n${campaign.body}`),
      side: sideOf(tx),
      mayWrite: may(tx.actor, 'mobilisation.campaign.write'),
      maySend: may(tx.actor, 'mobilisation.campaign.send'),
      place,
      example,
      over: campaign.stage === 'left' ? 0 : await linesOver(tx, campaign),
      sms: campaign.kind === 'sms' ? segmentsOf(smsText({ ...campaign, body: example.paragraphs.join('\n\n') })) : null,
      counts: toPersons
        ? await (campaign.stage === 'left' ? frozenCounts(tx, id) : recipientCounts(tx, campaign))
        : null,
      printed,
      job,
      sending: campaign.kind === 'email' && campaign.stage === 'left' ? await sendingOf(tx, id) : undefined,
    }
  })
}

type Loaded = Route.ComponentProps['loaderData']

const Press = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('comment'), said: z.string().trim().min(1).max(2000) }),
  z.object({ intent: z.literal('approve'), text: z.uuid() }),
  z.object({ intent: z.literal('leave') }),
  z.object({ intent: z.literal('stop') }),
])

export function action(args: Route.ActionArgs) {
  const { convention, campaign: id } = args.params
  return submit(args, Press, async (tx, press) => {
    const message = await follow(tx, await campaignOf(tx, id), press, originOf(args.request))
    return redirect(mobilisationHref(convention, 'campaigns', id), {
      headers: await flashHeaders({ tone: 'good', message }),
    })
  })
}

async function follow(tx: ActorTx, campaign: Campaign, press: z.infer<typeof Press>, origin: string): Promise<string> {
  if (press.intent === 'comment') {
    await addComment(tx, campaign, press.said)
    return m.mobilisation_commented()
  }
  if (press.intent === 'approve') {
    await approve(tx, campaign, press.text)
    return m.mobilisation_approved()
  }
  if (press.intent === 'stop') return m.mobilisation_emails_stopped({ count: await stopSending(tx, campaign.id) })
  return depart(tx, campaign, origin)
}

async function depart(tx: ActorTx, campaign: Campaign, origin: string): Promise<string> {
  switch (campaign.kind) {
    case 'letter':
      await askLetters(tx, campaign.id)
      return m.mobilisation_printing()
    case 'email':
      await askEmails(tx, campaign, origin)
      return m.mobilisation_emails_leave()
    case 'sms':
      await leaveSms(tx, campaign)
      return m.mobilisation_sms_left()
    case 'poster':
      await leave(tx, campaign)
      return m.mobilisation_poster_left()
  }
}

export default function CampaignPage({ loaderData, actionData }: Route.ComponentProps) {
  const { here, campaign, comments, remarks, mayWrite } = loaderData
  const edit = mayWrite && campaign.stage !== 'left' && (
    <LinkButton to={`${here}/text`}>{m.mobilisation_text_edit()}</LinkButton>
  )
  // Whoever is to approve reads first; once approved, what comes next stands first.
  const toRead = campaign.stage === 'draft' || campaign.stage === 'approved-by-one'
  return (
    <Page
      title={campaign.title}
      lead={
        <>
          {KIND_WORDS[campaign.kind]()}
          {campaign.legalKind === 'prospecting' && ` · ${m.mobilisation_legal_prospecting()}`}{' '}
          <CampaignStage stage={campaign.stage} />
        </>
      }
      action={edit}
    >
      {toRead && <Example loaded={loaderData} />}
      <Leaving loaded={loaderData} answer={actionData} />
      {!toRead && <Example loaded={loaderData} />}
      {campaign.stage !== 'left' && <WritingHelp remarks={remarks} />}
      <Section title={m.mobilisation_comments()}>
        {comments.length === 0 && <p>{m.mobilisation_comments_none()}</p>}
        <ol className="plain">
          {comments.map(({ id, said, by, at, version }) => (
            <li key={id}>
              <p>
                <strong>{by}</strong>{' '}
                <small className="soft">{m.mobilisation_comment_on({ version, at: formatInstant(at) })}</small>
                <br />
                {said}
              </p>
            </li>
          ))}
        </ol>
        <Form
          key={comments.length}
          intent="comment"
          answer={actionData?.values.intent === 'comment' ? actionData : undefined}
        >
          <TextArea name="said" label={m.mobilisation_comment()} rows={3} />
          <SubmitButton kind="plain">{m.mobilisation_comment_send()}</SubmitButton>
        </Form>
      </Section>
    </Page>
  )
}

/** Who approved, and the one next step of whoever reads. */
function Leaving({ loaded, answer }: { loaded: Loaded; answer: Route.ComponentProps['actionData'] }) {
  const { here, campaign, approvals, side, maySend, counts, printed, job, jobsHref, sending } = loaded
  const criteria = criteriaWords(campaign.criteria)
  const underWay = job?.state === 'waiting' || job?.state === 'running'
  return (
    <Section title={m.mobilisation_approvals()}>
      <p>{m.mobilisation_approvals_lead()}</p>
      <ul>
        {(['operator', 'landlord'] as const).map((one) => {
          const given = approvals.find((approval) => approval.side === one)
          const who = one === 'operator' ? m.mobilisation_side_operator() : m.mobilisation_side_landlord()
          return (
            <li key={one}>
              {given
                ? m.mobilisation_approval_given({ who, by: given.by, at: formatInstant(given.at) })
                : m.mobilisation_approval_awaited({ who })}
            </li>
          )
        })}
      </ul>
      {side && campaign.stage !== 'left' && !approvals.some((approval) => approval.side === side) && (
        <Form intent="approve" answer={answer?.values.intent === 'approve' ? answer : undefined}>
          <input type="hidden" name="text" value={campaign.textId} />
          <SubmitButton>{m.mobilisation_approve({ version: campaign.version })}</SubmitButton>
        </Form>
      )}
      {counts && (
        <p>
          {criteria.length > 0 && `${criteria.join(' ')} `}
          {householdWords(counts)} <Link to={`${here}/recipients`}>{m.mobilisation_recipients_see()}</Link>
        </p>
      )}
      {consentNeeded(campaign.legalKind, campaign.kind) && (
        <p>{campaign.kind === 'sms' ? m.mobilisation_by_day_sms() : m.mobilisation_by_day_emails()}</p>
      )}
      {underWay && (
        <Notice>
          {m.mobilisation_printing()} <Link to={`${jobsHref}/${job.id}`}>{m.mobilisation_printing_see()}</Link>
        </Notice>
      )}
      {job?.state === 'failed' && (
        <Notice tone="bad">
          {m.mobilisation_print_failed()} <Link to={`${jobsHref}/${job.id}`}>{m.mobilisation_printing_see()}</Link>
        </Notice>
      )}
      {maySend && campaign.stage === 'approved' && !underWay && (
        <Form intent="leave" answer={answer?.values.intent === 'leave' ? answer : undefined}>
          <SubmitButton>{LEAVE_WORDS[campaign.kind]()}</SubmitButton>
        </Form>
      )}
      {campaign.leftAt && <p>{m.mobilisation_left_on({ on: formatDate(campaign.leftAt) })}</p>}
      {sending && <Sending loaded={loaded} sending={sending} />}
      {campaign.kind === 'sms' && campaign.leftAt && maySend && (
        <Actions>
          <LinkButton to={`${here}/sms/export?format=csv`} kind="primary" download>
            {m.mobilisation_sms_export()}
          </LinkButton>
        </Actions>
      )}
      {printed && (
        <Actions>
          {printed.fileId && printed.until && (
            <LinkButton to={`${here}/letters.pdf`} kind="primary" download>
              {m.mobilisation_letters_file({ count: formatNumber(printed.letters), until: formatDate(printed.until) })}
            </LinkButton>
          )}
          <LinkButton to={`${here}/delivery.pdf`} download>
            {m.mobilisation_delivery()}
          </LinkButton>
        </Actions>
      )}
    </Section>
  )
}

/** The delivery record as it grows; nobody learns who opened a letter. */
function Sending({ loaded, sending }: { loaded: Loaded; sending: NonNullable<Loaded['sending']> }) {
  const { here, maySend, returnsHref, counts } = loaded
  const seesPeople = counts !== null
  const { written, waiting, sent, bounced, returned, stopped, givenUp, reasons } = sending
  return (
    <>
      <DefinitionList
        facts={[
          { term: m.mobilisation_emails_written(), value: formatNumber(written) },
          { term: m.mobilisation_emails_sent(), value: formatNumber(sent) },
          { term: m.mobilisation_emails_waiting(), value: formatNumber(waiting) },
          { term: m.mobilisation_emails_bounced(), value: formatNumber(bounced) },
          { term: m.mobilisation_emails_returned(), value: formatNumber(returned) },
          ...(stopped > 0 ? [{ term: m.mobilisation_emails_were_stopped(), value: formatNumber(stopped) }] : []),
          ...(givenUp > 0 ? [{ term: m.mobilisation_emails_given_up(), value: formatNumber(givenUp) }] : []),
        ]}
      />
      {givenUp > 0 && (
        <Notice tone="warn">
          {m.mobilisation_emails_given_up_why()}{' '}
          {seesPeople && <Link to={`${here}/recipients?only=wrong`}>{m.mobilisation_recipients_see_missed()}</Link>}
        </Notice>
      )}
      {reasons.length > 0 && (
        <ul>
          {reasons.map(({ reason, count }) => (
            <li key={reason}>{m.mobilisation_return_count({ reason: REASON_WORDS[reason](), count })}</li>
          ))}
        </ul>
      )}
      {maySend && written > 0 && (
        <p>
          <Link to={returnsHref}>{m.mobilisation_returns_bring()}</Link>
        </p>
      )}
      {waiting > 0 && maySend && (
        <Form intent="stop">
          <SubmitButton kind="danger">{m.mobilisation_emails_stop()}</SubmitButton>
        </Form>
      )}
    </>
  )
}

function Example({ loaded: { here, campaign, place, example, over, counts, sms } }: { loaded: Loaded }) {
  return (
    <Section title={m.mobilisation_preview({ version: campaign.version })}>
      <p className="soft">
        {m.mobilisation_written_by({ by: campaign.writtenBy, at: formatInstant(campaign.writtenAt) })}
      </p>
      {counts && counts.total > 0 && (
        <p>
          {m.mobilisation_preview_place({ place: formatNumber(place), count: formatNumber(counts.total) })}{' '}
          {place < counts.total && <Link to={`${here}?recipient=${place + 1}`}>{m.mobilisation_preview_next()}</Link>}
        </p>
      )}
      <TooLong lines={over} />
      <blockquote lang="fr" className="stack">
        {campaign.kind !== 'poster' && (
          <address>
            <Lines text={example.lines.join('\n')} />
          </address>
        )}
        <p>
          <strong>{example.subject}</strong>
        </p>
        {example.paragraphs.map((paragraph) => (
          <p key={paragraph}>
            <Lines text={paragraph} />
          </p>
        ))}
        {campaign.link && <p>{campaign.link}</p>}
      </blockquote>
      {sms && <Segments {...sms} />}
      {(campaign.kind === 'letter' || campaign.kind === 'poster') && (
        <Papers here={here} kind={campaign.kind} place={place} />
      )}
    </Section>
  )
}

/** What one message costs, and the signs that make it long. */
function Segments({ segments, units, costly }: NonNullable<Loaded['sms']>) {
  return (
    <p>
      {m.mobilisation_sms_segments({ count: segments, units: formatNumber(units) })}{' '}
      {costly.length > 0 && m.mobilisation_sms_costly({ signs: costly.join(' ') })}
    </p>
  )
}

function Papers({ here, kind, place }: { here: string; kind: 'letter' | 'poster'; place: number }) {
  return (
    <Actions>
      <LinkButton to={`${here}/preview.pdf?recipient=${place}`} download>
        {kind === 'letter' ? m.mobilisation_preview_pdf() : m.mobilisation_poster_pdf({ paper: 'A4' })}
      </LinkButton>
      {kind === 'poster' && (
        <LinkButton to={`${here}/preview.pdf?paper=a3`} download>
          {m.mobilisation_poster_pdf({ paper: 'A3' })}
        </LinkButton>
      )}
    </Actions>
  )
}

function Lines({ text }: { text: string }) {
  const [first, ...others] = text.split('\n')
  return (
    <>
      {first}
      {others.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line's place is its name
        <Fragment key={at}>
          <br />
          {line}
        </Fragment>
      ))}
    </>
  )
}
