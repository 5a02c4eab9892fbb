import { Link, redirect } from 'react-router'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { formatDate, formatInstant } from '#app/ui/format.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import type { Route } from './+types/amendments.page.ts'
import { touchedBy } from './amendment-changes.server.ts'
import { AmendmentFields } from './amendment-fields.tsx'
import { AmendmentInput } from './amendment-input.ts'
import { AmendmentState } from './amendment-state.tsx'
import { addAmendment, amendments } from './amendments.server.ts'
import type { Touched } from './touched.ts'
import { contractHref, contractTabs, contractTrail } from './trail.ts'

export const handle = { trail: contractTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_tab_amendments()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    const touched = await touchedBy(tx)
    return {
      convention: args.params.convention,
      tabs: contractTabs(args.params.convention, tx.actor),
      mayChange: may(tx.actor, 'convention.contract.change'),
      amendments: (await amendments(tx)).map((one) => ({ ...one, touched: touched.get(one.id) ?? [] })),
    }
  })
}

export function action(args: Route.ActionArgs) {
  return submit(args, AmendmentInput, async (tx, amendment) => {
    const id = await addAmendment(tx, amendment)
    return redirect(contractHref(args.params.convention, 'amendments', id), {
      headers: await flashHeaders({ tone: 'good', message: m.convention_amendment_added() }),
    })
  })
}

export default function Amendments({ loaderData, actionData }: Route.ComponentProps) {
  const { convention, tabs, mayChange, amendments } = loaderData
  return (
    <Page title={m.convention_tab_amendments()} lead={m.convention_amendments_lead()}>
      <Tabs label={m.convention_tabs()} tabs={tabs} />
      {amendments.length === 0 && <EmptyState title={m.convention_amendments_empty()} />}
      {amendments.map((amendment) => (
        <AmendmentSection key={amendment.id} convention={convention} amendment={amendment} />
      ))}
      {mayChange && (
        <Section title={m.convention_amendment_add()}>
          <Form answer={actionData}>
            <AmendmentFields />
            <SubmitButton>{m.convention_amendment_add()}</SubmitButton>
          </Form>
        </Section>
      )}
    </Page>
  )
}

interface AmendmentProps {
  convention: string
  amendment: Route.ComponentProps['loaderData']['amendments'][number]
}

function AmendmentSection({ convention, amendment }: AmendmentProps) {
  const { id, number, title, changes, state, touched, document, by, at } = amendment
  const here = contractHref(convention, 'amendments', id)
  return (
    <Section title={m.convention_amendment_titled({ number: String(number), title })}>
      <p>
        <AmendmentState state={state} /> {standingOf(amendment)}
        {document !== null && ` · ${m.convention_amendment_has_document()}`}
      </p>
      <p className="letter" lang="fr">
        {changes}
      </p>
      <p>
        <Link to={here} aria-label={m.convention_amendment_open_of({ number: String(number) })}>
          {m.convention_amendment_open()}
        </Link>
        {touched.length > 0 && ` (${touched.map((what) => TOUCHED_WORDS[what]()).join(', ')})`}
      </p>
      <p className="soft">{m.convention_written_by({ by, at: formatInstant(at) })}</p>
    </Section>
  )
}

function standingOf({ state, signed_on, effective_on, awaited }: AmendmentProps['amendment']): string {
  const effective = formatDate(effective_on)
  if (state === 'prepared') return m.convention_amendment_would_act({ effective })
  if (signed_on !== null) return m.convention_amendment_acts({ signed: formatDate(signed_on), effective })
  return m.convention_amendment_awaits({ parties: awaited.map(({ name }) => name).join(', '), effective })
}

const TOUCHED_WORDS: Record<Touched, () => string> = {
  schedule: m.convention_touched_schedule,
  terms: m.convention_touched_terms,
  perimeter: m.convention_touched_perimeter,
  payers: m.convention_touched_payers,
  actions: m.convention_touched_actions,
}
