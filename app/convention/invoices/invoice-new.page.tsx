import { redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { m } from '#messages'
import { euros } from '../words.ts'
import type { Route } from './+types/invoice-new.page.ts'
import { payers } from './billing.server.ts'
import { makeDraft, toInvoice } from './drafts.server.ts'
import { invoicesHref, invoicesTrail } from './trail.ts'

export const handle = { trail: invoicesTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_invoice_new()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  const asked = new URL(args.request.url).searchParams.get('instalment')
  return read(args, async (tx) => {
    const due = await toInvoice(tx)
    return {
      due,
      instalment: due.find(({ id }) => id === asked)?.id ?? '',
      buyers: (await payers(tx)).filter(({ part }) => part !== 'operator'),
    }
  })
}

const NewDraft = z.object({ buyerId: z.uuid(), instalmentId: z.uuid().nullable().default(null) })

export function action(args: Route.ActionArgs) {
  return submit(args, NewDraft, async (tx, draft) =>
    redirect(invoicesHref(args.params.convention, await makeDraft(tx, draft))),
  )
}

export default function InvoiceNew({ loaderData: { due, instalment, buyers }, actionData }: Route.ComponentProps) {
  if (buyers.length === 0)
    return (
      <Page title={m.convention_invoice_new()}>
        <EmptyState title={m.convention_empty()}>{m.convention_empty_lead()}</EmptyState>
      </Page>
    )
  return (
    <Page title={m.convention_invoice_new()} lead={m.convention_invoice_new_lead()}>
      <Form answer={actionData}>
        <SelectField
          name="instalmentId"
          label={m.convention_instalment()}
          hint={m.convention_instalment_none()}
          value={instalment}
          optional
          choices={due.map(({ id, mission_title, label, left_cents }) => ({
            value: id,
            label: `${mission_title}, ${label} (${euros(left_cents)})`,
          }))}
        />
        <SelectField
          name="buyerId"
          label={m.convention_buyer()}
          value={buyers.find(({ part }) => part === 'landlord')?.id ?? ''}
          choices={buyers.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <SubmitButton>{m.convention_draft_make()}</SubmitButton>
      </Form>
    </Page>
  )
}
