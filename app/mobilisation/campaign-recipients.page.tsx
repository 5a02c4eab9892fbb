import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatNumber } from '#app/ui/format.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { pageNumber } from '#app/ui/page-number.ts'
import { Pagination } from '#app/ui/pagination.tsx'
import { State } from '#app/ui/state.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/campaign-recipients.page.ts'
import { campaignOf } from './campaigns.server.ts'
import { noteReturn, tracesOf } from './frozen.server.ts'
import { noteOptOut } from './opt-outs.server.ts'
import {
  countsByResidence,
  nameTown,
  type RecipientProblem,
  recipientCounts,
  recipientsOf,
  townsOf,
} from './recipients.server.ts'
import { REASON_WORDS } from './returns/words.ts'
import { RETURNS, type TraceKind } from './traces.ts'
import { campaignTrail, mobilisationHref } from './trail.ts'
import { agreeingWords } from './words.tsx'

export const handle = { trail: campaignTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.mobilisation_recipients()} – Palier` }]

const PAGE_ROWS = 25

export async function loader(args: Route.LoaderArgs) {
  const { convention, campaign: id } = args.params
  const page = pageNumber(args.url.searchParams)
  const wrongOnly = args.url.searchParams.get('only') === 'wrong'
  return read(args, async (tx) => {
    const campaign = await campaignOf(tx, id)
    const { total, agreeing } = await recipientCounts(tx, campaign)
    const from = (page - 1) * PAGE_ROWS
    const wrong = wrongOnly ? (await recipientsOf(tx, campaign)).filter(({ problems }) => problems.length > 0) : []
    const recipients = wrongOnly
      ? wrong.slice(from, from + PAGE_ROWS)
      : await recipientsOf(tx, campaign, { limit: PAGE_ROWS, offset: from })
    const left = campaign.leftAt !== null
    const traces = await tracesOf(tx, id, left ? recipients.map(({ personId }) => personId) : [])
    return {
      kind: campaign.kind,
      left,
      here: mobilisationHref(convention, 'campaigns', id, 'recipients'),
      page,
      pages: Math.ceil((wrongOnly ? wrong.length : total) / PAGE_ROWS),
      wrongOnly,
      wrongs: wrong.length,
      total,
      agreeing,
      consents: mobilisationHref(convention, 'consents'),
      recipients: recipients.map(({ personId, lines, values, problems }) => {
        const { civilité, nom } = values
        return { personId, lines, name: `${civilité} ${nom}`, problems, left: traces.get(personId) ?? null }
      }),
      mayNote: may(tx.actor, 'mobilisation.recipient.write'),
      residences: await countsByResidence(tx, campaign.criteria),
      towns: await townsOf(tx),
      maySend: may(tx.actor, 'mobilisation.campaign.send'),
    }
  })
}

const Press = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('town'),
    code: z.string().regex(/^\d{5}$/),
    name: z.string().trim().min(1).max(32),
  }),
  z.object({ intent: z.literal('returned'), recipient: z.uuid(), what: z.enum(RETURNS) }),
  z.object({ intent: z.literal('out'), address: z.string().min(1).max(254) }),
])

export function action(args: Route.ActionArgs) {
  const { convention, campaign } = args.params
  return submit(args, Press, async (tx, press) => {
    if (press.intent === 'town') await nameTown(tx, press.code, press.name)
    else if (press.intent === 'out') await noteOptOut(tx, press.address)
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

const TRACE_WORDS: Record<TraceKind, () => string> = {
  sent: m.mobilisation_trace_sent,
  bounced: m.mobilisation_trace_bounced,
  returned: m.mobilisation_trace_returned,
  stopped: m.mobilisation_trace_stopped,
  unknown: m.mobilisation_trace_unknown,
  moved: m.mobilisation_trace_moved,
  refused: m.mobilisation_trace_refused,
  'no-box': m.mobilisation_trace_no_box,
}

export default function Recipients({ loaderData, actionData }: Route.ComponentProps) {
  const { here, kind, left, page, pages, total, recipients, towns, residences, maySend, mayNote } = loaderData
  const { agreeing, consents, wrongOnly, wrongs } = loaderData
  const isLetter = kind === 'letter'
  return (
    <Page
      title={m.mobilisation_recipients()}
      lead={m.mobilisation_recipients_lead({ count: total, number: formatNumber(total) })}
    >
      {total === 0 && (
        <EmptyState title={m.mobilisation_recipients_empty()}>{m.mobilisation_recipients_empty_next()}</EmptyState>
      )}
      {agreeing !== null && (
        <p>
          {agreeingWords(agreeing)} <Link to={consents}>{m.mobilisation_consents_see()}</Link>
        </p>
      )}
      {total > 0 && (
        <p>
          {wrongOnly ? (
            <>
              {wrongs === 0
                ? m.mobilisation_recipients_wrong_none()
                : m.mobilisation_recipients_wrong({ count: wrongs, number: formatNumber(wrongs) })}{' '}
              <Link to={here}>{m.mobilisation_recipients_all()}</Link>
            </>
          ) : (
            <Link to={`${here}?only=wrong`}>{m.mobilisation_recipients_see_wrong()}</Link>
          )}
        </p>
      )}
      {recipients.length > 0 && (
        <div className="table-scroll">
          <table className="table cards">
            <caption className="unseen">{m.mobilisation_recipients()}</caption>
            <thead>
              <tr>
                <th scope="col">{isLetter ? m.mobilisation_address() : m.mobilisation_recipient()}</th>
                <th scope="col">{m.mobilisation_address_state()}</th>
                {mayNote && (left || !isLetter) && <th scope="col">{m.mobilisation_note()}</th>}
              </tr>
            </thead>
            <tbody>
              {recipients.map(({ personId, lines, name, problems, left: frozen }) => (
                <tr key={personId}>
                  <th scope="row">{lines.join(' · ') || name}</th>
                  <td data-title={m.mobilisation_address_state()}>
                    {problems.length === 0 ? (
                      <State tone="good">{m.mobilisation_address_good()}</State>
                    ) : (
                      <State tone="bad">{problems.map((problem) => PROBLEM_WORDS[problem]()).join(' ')}</State>
                    )}
                    {frozen?.traces.map(({ what, reason }) => (
                      <State key={what} tone={what === 'sent' ? 'good' : 'bad'}>
                        {reason
                          ? m.mobilisation_trace_because({ trace: TRACE_WORDS[what](), reason: REASON_WORDS[reason]() })
                          : TRACE_WORDS[what]()}
                      </State>
                    ))}
                  </td>
                  {mayNote && (left || !isLetter) && (
                    <td data-title={m.mobilisation_note()}>
                      {isLetter && frozen?.outcome === 'printed' && <Returned recipient={frozen.id} />}
                      {!isLetter && problems.length === 0 && <OptOut address={lines[0] ?? ''} />}
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
      )}
      <Pagination
        page={page}
        pages={pages}
        hrefOf={(number) => `${here}?${wrongOnly ? 'only=wrong&' : ''}page=${number}`}
      />
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
      {maySend && isLetter && towns.length > 0 && (
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

/** A letter that the post brought back. */
function Returned({ recipient }: { recipient: string }) {
  return (
    <Form intent="returned" layout="line">
      <input type="hidden" name="recipient" value={recipient} />
      <label>
        <span className="unseen">{m.mobilisation_returned_why()}</span>
        <select className="input" name="what" defaultValue="moved">
          {RETURNS.map((what) => (
            <option key={what} value={what}>
              {TRACE_WORDS[what]()}
            </option>
          ))}
        </select>
      </label>
      <SubmitButton kind="quiet">{m.mobilisation_returned()}</SubmitButton>
    </Form>
  )
}

/** Somebody said so by telephone, or answered STOP. */
function OptOut({ address }: { address: string }) {
  return (
    <Form intent="out" layout="line">
      <input type="hidden" name="address" value={address} />
      <SubmitButton kind="quiet">
        {m.mobilisation_opt_out_note()}
        <span className="unseen"> {address}</span>
      </SubmitButton>
    </Form>
  )
}
