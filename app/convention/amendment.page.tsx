import { Link, redirect } from 'react-router'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { read, receive, sayRefusal } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { FileDrop } from '#app/ui/file-drop.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { formatDate } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import type { Route } from './+types/amendment.page.ts'
import { changesOf, invoicedOtherwise, scheduleUnder } from './amendment-changes.server.ts'
import { AmendmentChanges } from './amendment-changes.tsx'
import { AmendmentState } from './amendment-state.tsx'
import { type Amendment, amendmentOf, attachSigned } from './amendments.server.ts'
import { receiveDocument } from './documents.server.ts'
import { missions } from './missions.server.ts'
import { InstalmentChanges, PayerChanges } from './schedule-changes.tsx'
import { maySignFor } from './signatures.server.ts'
import { amendmentsTrail, contractHref } from './trail.ts'

export const handle = { trail: amendmentsTrail }

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${m.convention_amendment_number({ number: String(loaderData?.amendment.number ?? '') })} – Palier` },
]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    const amendment = await amendmentOf(tx, args.params.amendment)
    return {
      convention: args.params.convention,
      mayChange: may(tx.actor, 'convention.contract.change'),
      missions: (await missions(tx)).map(({ id, title, actions }) => ({
        id,
        title,
        actions: actions.map((action) => ({ id: action.id, title: action.title })),
      })),
      signable: amendment.awaited.filter((party) => maySignFor(tx, party)).map(({ id }) => id),
      amendment,
      changes: await changesOf(tx, amendment.id),
      consequences: await consequencesOf(tx, amendment),
    }
  })
}

/** What becomes of the schedule; what cannot be any more is said, and signed it cannot be. */
async function consequencesOf(tx: ActorTx, amendment: Amendment) {
  try {
    return {
      schedule: amendment.state === 'signed' ? null : await scheduleUnder(tx, amendment),
      invoiced: await invoicedOtherwise(tx, amendment),
      impossible: null,
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { schedule: null, invoiced: [], impossible: sayRefusal(error).message }
  }
}

/** The signed document, read as it arrives. */
export function action(args: Route.ActionArgs) {
  const { convention, amendment } = args.params
  return receive(args, async (member) => {
    must(member, 'convention.contract.change')
    await receiveDocument(member, args, (tx, document) => attachSigned(tx, amendment, document))
    return redirect(contractHref(convention, 'amendments', amendment), {
      headers: await flashHeaders({ tone: 'good', message: m.convention_amendment_document_added() }),
    })
  })
}

export default function AmendmentPage({ loaderData, actionData }: Route.ComponentProps) {
  const { convention, mayChange, amendment, changes } = loaderData
  const { number, title, state, effective_on, signed_on, document } = amendment
  const here = contractHref(convention, 'amendments', amendment.id)
  return (
    <Page
      title={m.convention_amendment_titled({ number: String(number), title })}
      lead={
        <>
          <AmendmentState state={state} /> {STATE_LEADS[state]()}
        </>
      }
    >
      <p className="letter" lang="fr">
        {amendment.changes}
      </p>
      <DefinitionList
        facts={[
          { term: m.convention_effective_on(), value: formatDate(effective_on) },
          ...(signed_on === null ? [] : [{ term: m.convention_signed_last(), value: formatDate(signed_on) }]),
          {
            term: m.convention_amendment_document(),
            value:
              document === null ? (
                m.convention_amendment_document_none()
              ) : (
                <a href={`${here}/document`} download>
                  {document}
                </a>
              ),
          },
        ]}
      />
      {mayChange && state === 'prepared' && (
        <LinkButton to={`${here}/edit`}>{m.convention_amendment_edit()}</LinkButton>
      )}
      <Signatures {...loaderData} />
      <Section title={state === 'signed' ? m.convention_amendment_compared() : m.convention_amendment_would()}>
        <AmendmentChanges
          convention={convention}
          changes={changes}
          dropHref={mayChange && state === 'prepared' ? `${here}/edit` : undefined}
          empty={
            <EmptyState title={m.convention_amendment_empty()}>
              {mayChange && state === 'prepared' && m.convention_amendment_empty_write()}
            </EmptyState>
          }
        />
      </Section>
      <Consequences {...loaderData} />
      {mayChange && state === 'prepared' && <WaysToChange {...loaderData} />}
      {mayChange && (state !== 'signed' || document === null) && (
        <Section title={m.convention_amendment_document_add()}>
          <Form files reload answer={actionData}>
            <FileDrop
              name="file"
              label={m.convention_document_file()}
              hint={m.convention_document_hint()}
              accept=".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.odt"
            />
            <SubmitButton kind="plain">{m.convention_document_send()}</SubmitButton>
          </Form>
        </Section>
      )}
    </Page>
  )
}

const STATE_LEADS = {
  prepared: m.convention_amendment_prepared_lead,
  signing: m.convention_amendment_signing_lead,
  signed: m.convention_amendment_signed_lead,
}

type Data = Route.ComponentProps['loaderData']

/** Who signed, who is awaited, and where the next signature is recorded. */
function Signatures({ convention, amendment, signable }: Data) {
  const here = contractHref(convention, 'amendments', amendment.id)
  return (
    <Section title={m.convention_signatures()}>
      <ul className="plain">
        {amendment.signatures.map(({ id, party, party_id, signed_on, signer, capacity }) => (
          <li key={id}>
            <State tone="good">{m.convention_has_signed()}</State>{' '}
            <Link to={contractHref(convention, 'parties', party_id)}>{party}</Link>
            {` · ${[formatDate(signed_on), signer, capacity].filter(Boolean).join(' · ')}`}
          </li>
        ))}
        {amendment.awaited.map(({ id, name }) => (
          <li key={id}>
            <State tone="warn">{m.convention_is_awaited()}</State> {name}{' '}
            {signable.includes(id) && (
              <Link to={`${here}/sign?party=${id}`} aria-label={m.convention_sign_for({ name })}>
                {m.convention_sign()}
              </Link>
            )}
          </li>
        ))}
      </ul>
      {amendment.state !== 'signed' && <p className="soft">{m.convention_signatures_rule()}</p>}
    </Section>
  )
}

function Consequences({ amendment, consequences: { schedule, invoiced, impossible } }: Data) {
  return (
    <>
      {impossible !== null && (
        <Notice tone="bad">
          {m.convention_amendment_impossible()} {impossible}
        </Notice>
      )}
      {schedule && schedule.instalments.length > 0 && (
        <Section title={m.convention_amendment_schedule()}>
          <InstalmentChanges
            caption={m.convention_amendment_schedule()}
            instalments={schedule.instalments}
            before={m.convention_today_side()}
            after={m.convention_signed_side()}
          />
          <h3>{m.convention_payer_budget()}</h3>
          <PayerChanges payers={schedule.payers} />
        </Section>
      )}
      {invoiced.length > 0 && (
        <Section title={m.convention_amendment_invoiced()}>
          <p>
            {m.convention_amendment_invoiced_lead({ day: formatDate(amendment.effective_on), count: invoiced.length })}
          </p>
          <InstalmentChanges
            caption={m.convention_amendment_invoiced()}
            instalments={invoiced}
            before={m.convention_invoiced_side()}
            after={m.convention_amended_side()}
          />
        </Section>
      )}
    </>
  )
}

/** Where what an amendment changes is written, under its name. */
function WaysToChange({ convention, amendment, missions }: Data) {
  const under = (...path: string[]) => `${contractHref(convention, ...path)}?amendment=${amendment.id}`
  return (
    <Section title={m.convention_amendment_ways()}>
      <p>{m.convention_amendment_ways_lead()}</p>
      <ul>
        {missions.map(({ id, title, actions }) => (
          <li key={id}>
            {title}
            <ul>
              <li>
                <Link to={under('schedule', id, 'terms')}>{m.convention_amendment_way_terms()}</Link>
              </li>
              <li>
                <Link to={under('schedule', id, 'payers')}>{m.convention_payers()}</Link>
              </li>
              {actions.map((action) => (
                <li key={action.id}>
                  <Link to={under('actions', action.id, 'edit')} lang="fr">
                    {action.title}
                  </Link>
                </li>
              ))}
            </ul>
          </li>
        ))}
        <li>
          <Link to={under('actions', 'new')}>{m.convention_action_add()}</Link>
        </li>
        <li>
          <Link to={under('schedule')}>{m.convention_amendment_way_schedule()}</Link>
        </li>
        <li>
          <Link to={under('perimeter')}>{m.convention_perimeter_write()}</Link>
        </li>
      </ul>
    </Section>
  )
}
