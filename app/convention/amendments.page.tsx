import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { formatDate, formatInstant } from '#app/ui/format.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { DateField, TextArea, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/amendments.page.ts'
import { addAmendment, amendments } from './amendments.server.ts'
import { Day } from './input.ts'
import { contractHref, contractTabs, contractTrail } from './trail.ts'

export const handle = { trail: contractTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_tab_amendments()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => ({
    convention: args.params.convention,
    tabs: contractTabs(args.params.convention, tx.actor),
    mayChange: may(tx.actor, 'convention.contract.change'),
    amendments: await amendments(tx),
  }))
}

const NewAmendment = z.object({
  title: z.string().trim().min(1).max(200),
  changes: z.string().trim().min(1).max(4000),
  effectiveOn: Day,
})

export function action(args: Route.ActionArgs) {
  return submit(args, NewAmendment, async (tx, amendment) => {
    await addAmendment(tx, amendment)
    return redirect(contractHref(args.params.convention, 'amendments'), {
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
            <TextField name="title" label={m.convention_amendment_title()} />
            <TextArea name="changes" label={m.convention_amendment_changes()} rows={4} />
            <DateField name="effectiveOn" label={m.convention_effective_on()} />
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
  const { number, title, changes, effective_on, signed_by, actions, by, at } = amendment
  return (
    <Section title={m.convention_amendment_titled({ number: String(number), title })}>
      <p lang="fr">{changes}</p>
      <p>{m.convention_effective({ day: formatDate(effective_on) })}</p>
      <p>
        {signed_by.length === 0 ? m.convention_not_signed() : m.convention_signed_by({ parties: signed_by.join(', ') })}
      </p>
      {actions.length > 0 && (
        <ul lang="fr">
          {actions.map(({ id, title: action }) => (
            <li key={id}>
              <Link to={contractHref(convention, 'actions', id)}>{action}</Link>
            </li>
          ))}
        </ul>
      )}
      <p className="soft">{m.convention_written_by({ by, at: formatInstant(at) })}</p>
    </Section>
  )
}
