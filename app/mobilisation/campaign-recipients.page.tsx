import { data, Link, redirect } from 'react-router'
import { z } from 'zod'
import type { ActorTx } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Form } from '#app/ui/form.tsx'
import { type FormAnswer, textOf } from '#app/ui/form-answer.ts'
import { formatNumber } from '#app/ui/format.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { pageNumber } from '#app/ui/page-number.ts'
import { Pagination } from '#app/ui/pagination.tsx'
import { Search } from '#app/ui/search.tsx'
import { State } from '#app/ui/state.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/campaign-recipients.page.ts'
import { type Campaign, campaignOf } from './campaigns.server.ts'
import {
  frozenByResidence,
  frozenCounts,
  frozenNamed,
  frozenRecipients,
  noteOutOf,
  noteReturn,
} from './frozen.server.ts'
import { FrozenTable } from './frozen-table.tsx'
import { addressHash, noteOptOut } from './opt-outs.server.ts'
import {
  countsByResidence,
  nameTown,
  type RecipientProblem,
  recipientCounts,
  recipientsOf,
  townsOf,
} from './recipients.server.ts'
import { RETURNS } from './traces.ts'
import { campaignTrail, mobilisationHref } from './trail.ts'
import { agreeingWords, OptOut } from './words.tsx'

export const handle = { trail: campaignTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.mobilisation_recipients()} – Palier` }]

const PAGE_ROWS = 25

export async function loader(args: Route.LoaderArgs) {
  const { convention, campaign: id } = args.params
  const asked = { page: pageNumber(args.url.searchParams), wrongOnly: args.url.searchParams.get('only') === 'wrong' }
  return read(args, async (tx) => {
    const campaign = await campaignOf(tx, id)
    return {
      ...asked,
      kind: campaign.kind,
      here: mobilisationHref(convention, 'campaigns', id, 'recipients'),
      consents: mobilisationHref(convention, 'consents'),
      mayNote: may(tx.actor, 'mobilisation.recipient.write'),
      maySend: may(tx.actor, 'mobilisation.campaign.send'),
      ...(campaign.leftAt === null ? await ofToday(tx, campaign, asked) : await ofThen(tx, id, asked)),
    }
  })
}

interface Asked {
  page: number
  wrongOnly: boolean
}

/** Whom it would go to, as the register is. */
async function ofToday(tx: ActorTx, campaign: Campaign, { page, wrongOnly }: Asked) {
  const { total, agreeing } = await recipientCounts(tx, campaign)
  const from = (page - 1) * PAGE_ROWS
  const wrong = wrongOnly ? (await recipientsOf(tx, campaign)).filter(({ problems }) => problems.length > 0) : []
  const recipients = wrongOnly
    ? wrong.slice(from, from + PAGE_ROWS)
    : await recipientsOf(tx, campaign, { limit: PAGE_ROWS, offset: from })
  return {
    frozen: null,
    pages: Math.ceil((wrongOnly ? wrong.length : total) / PAGE_ROWS),
    wrongs: wrong.length,
    total,
    agreeing,
    recipients: recipients.map(({ personId, lines, values, problems }) => {
      const { civilité, nom } = values
      return { personId, lines, name: `${civilité} ${nom}`, problems }
    }),
    residences: await countsByResidence(tx, campaign.criteria),
    towns: await townsOf(tx),
  }
}

/** Whom it went to, whatever the register says by now. */
async function ofThen(tx: ActorTx, id: string, { page, wrongOnly }: Asked) {
  const { rows, count, pages } = await frozenRecipients(tx, id, { page, missedOnly: wrongOnly })
  const { total } = await frozenCounts(tx, id)
  const residences = await frozenByResidence(tx, id)
  return { frozen: rows, pages, wrongs: count, total, agreeing: null, recipients: [], residences, towns: [] }
}

const Press = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('town'),
    code: z.string().regex(/^\d{5}$/),
    name: z.string().trim().min(1).max(32),
  }),
  z.object({ intent: z.literal('returned'), recipient: z.uuid(), what: z.enum(RETURNS) }),
  z.object({ intent: z.literal('out'), address: z.string().min(1).max(254) }),
  z.object({ intent: z.literal('out-of'), recipient: z.uuid() }),
  z.object({ intent: z.literal('search'), q: z.string().trim().max(100).default('') }),
])

export function action(args: Route.ActionArgs) {
  const { convention, campaign } = args.params
  return submit(args, Press, async (tx, press) => {
    if (press.intent === 'search') {
      const answer: FormAnswer = { refusal: [], values: { q: press.q } }
      return data({ ...answer, found: await frozenNamed(tx, campaign, press.q) })
    }
    if (press.intent === 'town') await nameTown(tx, press.code, press.name)
    else if (press.intent === 'out') await noteOptOut(tx, [addressHash(press.address)])
    else if (press.intent === 'out-of') await noteOutOf(tx, await campaignOf(tx, campaign), press.recipient)
    else await noteReturn(tx, await campaignOf(tx, campaign), press.recipient, press.what)
    return redirect(mobilisationHref(convention, 'campaigns', campaign, 'recipients'))
  })
}

const PROBLEM_WORDS: Record<RecipientProblem, () => string> = {
  'no-name': m.mobilisation_problem_name,
  'no-street': m.mobilisation_problem_street,
  postcode: m.mobilisation_problem_postcode,
  'no-town': m.mobilisation_problem_town,
  'too-long': m.mobilisation_problem_long,
  'empty-field': m.mobilisation_problem_field,
  'no-contact': m.mobilisation_problem_no_contact,
  'bad-contact': m.mobilisation_problem_bad_contact,
  'opted-out': m.mobilisation_problem_opted_out,
  'no-consent': m.mobilisation_problem_no_consent,
  dead: m.mobilisation_problem_dead,
  twice: m.mobilisation_problem_twice,
}

export default function Recipients({ loaderData, actionData }: Route.ComponentProps) {
  const { here, kind, page, pages, total, recipients, frozen, towns, residences, maySend, mayNote } = loaderData
  const { agreeing, consents, wrongOnly } = loaderData
  const words = textOf(actionData, 'q')
  const found = actionData && 'found' in actionData ? actionData.found : []
  const lead = frozen ? m.mobilisation_recipients_left_lead : m.mobilisation_recipients_lead
  return (
    <Page title={m.mobilisation_recipients()} lead={lead({ count: total, number: formatNumber(total) })}>
      {total === 0 && (
        <EmptyState title={m.mobilisation_recipients_empty()}>{m.mobilisation_recipients_empty_next()}</EmptyState>
      )}
      {frozen && total > 0 && (
        <>
          <Search
            action={here}
            label={m.mobilisation_recipient_search()}
            hint={m.mobilisation_recipient_search_hint()}
            value={words}
            method="post"
            intent="search"
          />
          <p role="status">{words && m.mobilisation_recipient_found({ count: found.length })}</p>
          {found.length > 0 && <FrozenTable rows={found} mayNote={mayNote} consents={consents} />}
        </>
      )}
      {agreeing !== null && (
        <p>
          {agreeingWords(agreeing)} <Link to={consents}>{m.mobilisation_consents_see()}</Link>
        </p>
      )}
      {total > 0 && found.length === 0 && <WrongOnly {...loaderData} />}
      {frozen && frozen.length > 0 && found.length === 0 && (
        <FrozenTable rows={frozen} mayNote={mayNote} consents={consents} />
      )}
      {recipients.length > 0 && <TodayTable {...loaderData} />}
      {found.length === 0 && (
        <Pagination
          page={page}
          pages={pages}
          hrefOf={(number) => `${here}?${wrongOnly ? 'only=wrong&' : ''}page=${number}`}
        />
      )}
      {residences.length > 0 && (
        <details>
          <summary>{m.mobilisation_by_residence()}</summary>
          <ul>
            {residences.map(({ id, name, count }) => (
              <li key={id}>{m.mobilisation_need_count({ need: name, count: formatNumber(count) })}</li>
            ))}
          </ul>
        </details>
      )}
      {maySend && kind === 'letter' && towns.length > 0 && (
        <Section title={m.mobilisation_towns()}>
          <p>{m.mobilisation_towns_lead()}</p>
          {towns.map(({ code, name }) => (
            <Form
              key={`${code}-${name}`}
              layout="close"
              answer={actionData?.values.code === code ? actionData : undefined}
            >
              <input type="hidden" name="intent" value="town" />
              <input type="hidden" name="code" value={code} />
              <TextField name="name" label={m.mobilisation_town({ code })} value={name ?? ''} short />
              <SubmitButton kind="plain">
                {m.mobilisation_town_save()}
                <span className="unseen"> {code}</span>
              </SubmitButton>
            </Form>
          ))}
        </Section>
      )}
    </Page>
  )
}

type Loaded = Route.ComponentProps['loaderData']

/** From all to those whom it does not reach, and back. */
function WrongOnly({ here, frozen, wrongOnly, wrongs }: Loaded) {
  const [see, some, none] = frozen
    ? [m.mobilisation_recipients_see_missed, m.mobilisation_recipients_missed, m.mobilisation_recipients_missed_none]
    : [m.mobilisation_recipients_see_wrong, m.mobilisation_recipients_wrong, m.mobilisation_recipients_wrong_none]
  return (
    <p>
      {wrongOnly ? (
        <>
          {wrongs === 0 ? none() : some({ count: wrongs, number: formatNumber(wrongs) })}{' '}
          <Link to={here}>{m.mobilisation_recipients_all()}</Link>
        </>
      ) : (
        <Link to={`${here}?only=wrong`}>{see()}</Link>
      )}
    </p>
  )
}

/** Before it leaves: whether each address can be written to. */
function TodayTable({ recipients, kind, mayNote, consents }: Loaded) {
  const isLetter = kind === 'letter'
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="unseen">{m.mobilisation_recipients()}</caption>
        <thead>
          <tr>
            <th scope="col">{isLetter ? m.mobilisation_address() : m.mobilisation_recipient()}</th>
            <th scope="col">{m.mobilisation_address_state()}</th>
            {mayNote && !isLetter && <th scope="col">{m.mobilisation_note()}</th>}
          </tr>
        </thead>
        <tbody>
          {recipients.map(({ personId, lines, name, problems }) => (
            <tr key={personId}>
              <th scope="row">{lines.join(' · ') || name}</th>
              <td data-title={m.mobilisation_address_state()}>
                {problems.length === 0 ? (
                  <State tone="good">{m.mobilisation_address_good()}</State>
                ) : (
                  <State tone="bad">{problems.map((problem) => PROBLEM_WORDS[problem]()).join(' ')}</State>
                )}
              </td>
              {mayNote && !isLetter && (
                <td data-title={m.mobilisation_note()}>
                  {problems.length === 0 && (
                    <OptOut intent="out" field="address" value={lines[0] ?? ''} who={lines[0] ?? ''} />
                  )}
                  {problems.includes('no-consent') && (
                    <Link to={`${consents}/${personId}`}>
                      {m.mobilisation_consent_note()}
                      <span className="unseen"> {name}</span>
                    </Link>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
