import { redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { m } from '#messages'
import { euros } from '../words.ts'
import type { Route } from './+types/invoice-new.page.ts'
import { payers } from './billing.server.ts'
import { makeDraft, makeDrafts, toInvoice } from './drafts.server.ts'
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

const NewDraft = z.object({
  buyerId: z.uuid().nullable().default(null),
  instalmentId: z.uuid().nullable().default(null),
})

export function action(args: Route.ActionArgs) {
  return submit(args, NewDraft, async (tx, { buyerId, instalmentId }) => {
    if (buyerId === null && instalmentId === null) throw new Refusal('convention.buyer-missing', { field: 'buyerId' })
    const made =
      buyerId === null ? await makeDrafts(tx, instalmentId ?? '') : [await makeDraft(tx, { buyerId, instalmentId })]
    const [only, ...others] = made
    const { convention } = args.params
    return redirect(
      only && others.length === 0 ? invoicesHref(convention, only) : `${invoicesHref(convention)}?state=draft`,
    )
  })
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
          choices={due.map(({ id, mission_title, label, left_cents, payers }) => ({
            value: id,
            label: m.convention_instalment_of_payers({
              instalment: `${mission_title}, ${label}`,
              amount: euros(left_cents),
              payers: payers.map(({ name }) => name).join(', '),
            }),
          }))}
        />
        <SelectField
          name="buyerId"
          label={m.convention_buyer()}
          hint={m.convention_buyer_hint()}
          value={instalment ? '' : (buyers.find(({ part }) => part === 'landlord')?.id ?? '')}
          optional
          choices={buyers.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <SubmitButton>{m.convention_draft_make()}</SubmitButton>
      </Form>
    </Page>
  )
}
