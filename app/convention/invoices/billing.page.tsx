import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/choice-group.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { State } from '#app/ui/state.tsx'
import { DateField, NumberField, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { BasisPoints } from '../amounts.ts'
import { Day } from '../input.ts'
import { PART_WORDS } from '../words.ts'
import type { Route } from './+types/billing.page.ts'
import { billingOf, keepBilling, payers } from './billing.server.ts'
import { FIRST_BILLING } from './choices.ts'
import { invoicesHref, invoicesTrail } from './trail.ts'

export const handle = { trail: invoicesTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_billing()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => ({
    convention: args.params.convention,
    billing: (await billingOf(tx)) ?? null,
    payers: (await payers(tx)).map(({ id, name, part, siren, address }) => ({
      id,
      name,
      part,
      isComplete: siren !== null && address !== undefined,
    })),
  }))
}

const Optional = (most: number) => z.string().trim().max(most).nullable().default(null)
const Needed = (most: number) => z.string().trim().min(1).max(most)
const BillingInput = z.object({
  prefix: z
    .string()
    .trim()
    .regex(/^[A-Z0-9]{1,8}$/),
  legalMention: Needed(300),
  iban: Needed(50),
  bic: Optional(20),
  contractReference: Optional(50),
  paymentDays: z.coerce.number().int().min(0).max(60),
  refinancingRateBp: BasisPoints,
  vatOnDebits: z
    .literal('yes')
    .optional()
    .transform((answer) => answer === 'yes'),
  trainingSince: Day.nullable().default(null),
  trainingMention: Needed(200),
  smallMention: Needed(200),
  mentionsUntil: Day,
})

export function action(args: Route.ActionArgs) {
  return submit(args, BillingInput, async (tx, facts) => {
    await keepBilling(tx, facts)
    return redirect(invoicesHref(args.params.convention, 'settings'), {
      headers: await flashHeaders({ tone: 'good', message: m.convention_billing_saved() }),
    })
  })
}

export default function BillingPage({ loaderData, actionData }: Route.ComponentProps) {
  const { convention, billing, payers } = loaderData
  const first = billing ?? FIRST_BILLING
  return (
    <Page title={m.convention_billing()} lead={m.convention_billing_lead()}>
      <Section title={m.convention_addresses()}>
        <ul className="plain">
          {payers.map(({ id, name, part, isComplete }) => (
            <li key={id}>
              <Link to={invoicesHref(convention, 'settings', id)}>{name}</Link> · {PART_WORDS[part]()}{' '}
              {!isComplete && <State tone="warn">{m.convention_to_complete()}</State>}
            </li>
          ))}
        </ul>
      </Section>
      <Section title={m.convention_tab_invoices()}>
        <Form answer={actionData}>
          <TextField
            name="prefix"
            label={m.convention_prefix()}
            hint={m.convention_prefix_hint()}
            value={first.prefix}
            short
          />
          <TextField
            name="legalMention"
            label={m.convention_legal_mention()}
            hint={m.convention_legal_mention_hint()}
            value={billing?.legal_mention ?? ''}
          />
          <TextField name="iban" label={m.convention_iban()} value={billing?.iban ?? ''} />
          <TextField name="bic" label={m.convention_bic()} value={billing?.bic ?? ''} optional short />
          <TextField
            name="contractReference"
            label={m.convention_contract_reference()}
            value={billing?.contract_reference ?? ''}
            optional
          />
          <NumberField
            name="paymentDays"
            label={m.convention_payment_days()}
            hint={m.convention_payment_days_hint()}
            value={first.payment_days}
          />
          <TextField
            name="refinancingRateBp"
            label={m.convention_refinancing_rate()}
            hint={m.convention_refinancing_rate_hint()}
            value={String(first.refinancing_rate_bp / 100).replace('.', ',')}
            short
          />
          <Checkbox
            name="vatOnDebits"
            label={m.convention_vat_on_debits()}
            hint={m.convention_vat_on_debits_hint()}
            checked={billing?.vat_on_debits ?? false}
          />
          <DateField
            name="trainingSince"
            label={m.convention_training_since()}
            hint={m.convention_training_since_hint()}
            value={billing?.training_since ?? ''}
            optional
          />
          <TextField name="trainingMention" label={m.convention_training_mention()} value={first.training_mention} />
          <TextField name="smallMention" label={m.convention_small_mention()} value={first.small_mention} />
          <DateField
            name="mentionsUntil"
            label={m.convention_mentions_until()}
            hint={m.convention_mentions_until_hint()}
            value={first.mentions_until}
          />
          <SubmitButton>{m.convention_save()}</SubmitButton>
        </Form>
      </Section>
    </Page>
  )
}
