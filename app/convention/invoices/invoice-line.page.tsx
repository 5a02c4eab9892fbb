import { redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/choice-group.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { TextArea, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { Cents, Milli } from '../amounts.ts'
import type { Route } from './+types/invoice-line.page.ts'
import { UNITS, VAT_TREATMENTS } from './choices.ts'
import { draftOf, keepLine, removeLine } from './drafts.server.ts'
import { invoicesHref, invoiceTrail } from './trail.ts'
import { UNIT_WORDS, VAT_WORDS } from './words.tsx'

export const handle = { trail: invoiceTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_line()} – Palier` }]

const NEW = 'new'

export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    const { lines } = await draftOf(tx, args.params.invoice)
    const line = lines.find(({ id }) => id === args.params.line)
    if (!line && args.params.line !== NEW) throw new Refusal('platform.not-found', { status: 404 })
    return { line: line ?? null }
  })
}

const Press = z.union([
  z.object({ intent: z.literal('remove') }),
  z.object({
    intent: z.literal('keep'),
    name: z.string().trim().min(1).max(300),
    quantityMilli: Milli.refine((milli) => milli >= 1, { params: { code: 'convention.not-an-amount' } }),
    unit: z.enum(UNITS),
    unitPriceCents: Cents,
    vat: z.enum(VAT_TREATMENTS),
  }),
])

export function action(args: Route.ActionArgs) {
  const { convention, invoice, line } = args.params
  return submit(args, Press, async (tx, press) => {
    if (press.intent === 'remove') await removeLine(tx, invoice, line)
    else await keepLine(tx, invoice, line === NEW ? undefined : line, press)
    return redirect(invoicesHref(convention, invoice))
  })
}

export default function InvoiceLine({ loaderData: { line }, actionData }: Route.ComponentProps) {
  const written = (value: number, places: number) => String(value / 10 ** places).replace('.', ',')
  return (
    <Page title={line ? m.convention_line_change() : m.convention_line_add()}>
      <Form intent="keep" answer={actionData}>
        <TextArea name="name" label={m.convention_line_name()} rows={2} value={line?.name ?? ''} />
        <TextField
          name="quantityMilli"
          label={m.convention_quantity()}
          value={written(line?.quantity_milli ?? 1000, 3)}
          short
        />
        <SelectField
          name="unit"
          label={m.convention_unit()}
          value={line?.unit ?? 'LS'}
          choices={UNITS.map((unit) => ({ value: unit, label: UNIT_WORDS[unit]() }))}
        />
        <TextField
          name="unitPriceCents"
          label={m.convention_unit_price()}
          hint={m.convention_unit_price_hint()}
          value={line ? written(line.unit_price_cents, 2) : ''}
          short
        />
        <RadioGroup
          name="vat"
          label={m.convention_vat()}
          hint={m.convention_vat_hint()}
          value={line?.vat ?? 'standard'}
          choices={VAT_TREATMENTS.map((treatment) => ({ value: treatment, label: VAT_WORDS[treatment]() }))}
        />
        <SubmitButton>{m.convention_save()}</SubmitButton>
      </Form>
      {line && (
        <Form intent="remove" layout="line">
          <SubmitButton kind="quiet">{m.convention_line_remove()}</SubmitButton>
        </Form>
      )}
    </Page>
  )
}
