import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { formatDate, formatInstant } from '#app/ui/format.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/deliverable.page.ts'
import { DeliverableState } from './deliverable-state.tsx'
import { changeDeliverable, deliverableOf, noteState } from './deliverables.server.ts'
import { withdrawEvidence } from './evidence.server.ts'
import { DeliverableFields } from './fields.tsx'
import { DeliverableInput } from './input.ts'
import { parties } from './parties.server.ts'
import { contractHref, deliverablesTrail } from './trail.ts'
import { stepWord } from './words.ts'

export const handle = { trail: deliverablesTrail }

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${loaderData?.deliverable.title ?? ''} – Palier` },
]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => ({
    convention: args.params.convention,
    mayChange: may(tx.actor, 'convention.contract.change'),
    deliverable: await deliverableOf(tx, args.params.deliverable),
    parties: (await parties(tx)).map(({ id, name }) => ({ id, name })),
  }))
}

const Press = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('started') }),
  z.object({ intent: z.literal('done') }),
  z.object({ intent: z.literal('reopened') }),
  z.object({ intent: z.literal('withdraw'), evidence: z.uuid() }),
  z.object({ intent: z.literal('change'), ...DeliverableInput.shape }),
])

export function action(args: Route.ActionArgs) {
  const { convention, deliverable } = args.params
  return submit(args, Press, async (tx, press) => {
    if (press.intent === 'withdraw') await withdrawEvidence(tx, deliverable, press.evidence)
    else if (press.intent === 'change') await changeDeliverable(tx, deliverable, press)
    else await noteState(tx, deliverable, press.intent)
    return redirect(contractHref(convention, 'deliverables', deliverable), {
      headers: await flashHeaders({ tone: 'good', message: m.convention_deliverable_saved() }),
    })
  })
}

export default function DeliverablePage({ loaderData, actionData }: Route.ComponentProps) {
  const { convention, mayChange, deliverable, parties } = loaderData
  const sent = actionData?.values.intent
  return (
    <Page title={deliverable.title} lead={<DeliverableState {...deliverable} />}>
      <DefinitionList
        facts={[
          {
            term: m.convention_action(),
            value: (
              <Link to={contractHref(convention, 'actions', deliverable.action_id)} lang="fr">
                {deliverable.action}
              </Link>
            ),
          },
          { term: m.convention_responsible(), value: deliverable.party },
          { term: m.convention_due(), value: formatDate(deliverable.due_on) },
        ]}
      />
      <Evidence {...loaderData} answer={sent === 'withdraw' ? actionData : undefined} />
      {mayChange && (
        <Section title={m.convention_state()}>
          <StatePresses
            state={deliverable.state}
            answer={sent === 'started' || sent === 'done' || sent === 'reopened' ? actionData : undefined}
          />
        </Section>
      )}
      {deliverable.steps.length > 0 && (
        <Section title={m.convention_history()}>
          <ul className="plain">
            {deliverable.steps.map(({ id, state, by, at }) => (
              <li key={id}>
                {stepWord(state)} · {m.convention_written_by({ by, at: formatInstant(at) })}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {mayChange && (
        <Section title={m.convention_deliverable_change()}>
          <Form intent="change" answer={sent === 'change' ? actionData : undefined}>
            <DeliverableFields
              parties={parties}
              title={deliverable.title}
              partyId={deliverable.party_id}
              dueOn={deliverable.due_on}
            />
            <SubmitButton kind="plain">{m.convention_save()}</SubmitButton>
          </Form>
        </Section>
      )}
    </Page>
  )
}

type Data = Route.ComponentProps['loaderData']
type Answer = Route.ComponentProps['actionData']

function Evidence({ convention, mayChange, deliverable, answer }: Data & { answer: Answer }) {
  const here = contractHref(convention, 'deliverables', deliverable.id)
  return (
    <Section title={m.convention_evidence()}>
      {deliverable.evidence.length === 0 && <p>{m.convention_evidence_none()}</p>}
      <ul className="plain">
        {deliverable.evidence.map(({ id, label, record_path, by, at }) => (
          <li key={id}>
            {record_path === null ? (
              <a href={`${here}/evidence/${id}`} download>
                {label}
              </a>
            ) : (
              <Link to={`/c/${convention}/${record_path}`}>{label}</Link>
            )}{' '}
            · {m.convention_written_by({ by, at: formatInstant(at) })}
            {mayChange && (
              <Form intent="withdraw" layout="line" answer={answer?.values.evidence === id ? answer : undefined}>
                <input type="hidden" name="evidence" value={id} />
                <SubmitButton kind="quiet">{m.convention_evidence_withdraw()}</SubmitButton>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {mayChange && <LinkButton to={`${here}/evidence/new`}>{m.convention_evidence_add()}</LinkButton>}
    </Section>
  )
}

/** What may be said next, never more than two presses. */
function StatePresses({ state, answer }: { state: Data['deliverable']['state']; answer: Answer }) {
  if (state === 'done')
    return (
      <Form intent="reopened" answer={answer}>
        <p>{m.convention_reopen_lead()}</p>
        <SubmitButton kind="plain">{m.convention_reopen()}</SubmitButton>
      </Form>
    )
  return (
    <>
      <Form intent="done" answer={answer?.values.intent === 'done' ? answer : undefined}>
        <p>{m.convention_done_lead()}</p>
        <SubmitButton>{m.convention_done_press()}</SubmitButton>
      </Form>
      {state !== 'started' && (
        <Form intent="started" answer={answer?.values.intent === 'started' ? answer : undefined}>
          <SubmitButton kind="plain">{m.convention_started_press()}</SubmitButton>
        </Form>
      )}
    </>
  )
}
