import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/choice-group.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { TextArea, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { isSiren, vatNumber } from '#packages/business-identifiers/identifiers.ts'
import { contractHref } from '../trail.ts'
import type { Route } from './+types/payer.page.ts'
import { keepPayer, payerOf } from './billing.server.ts'
import { billingTrail, invoicesHref } from './trail.ts'

export const handle = { trail: billingTrail }

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.payer.name ?? ''} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    const payer = await payerOf(tx, args.params.party)
    return {
      payer,
      proposed: payer.siren !== null && isSiren(payer.siren) ? vatNumber(payer.siren) : '',
      partyHref: contractHref(args.params.convention, 'parties', args.params.party),
    }
  })
}

const MOST_STREET_LINES = 3
const Optional = (most: number) => z.string().trim().max(most).nullable().default(null)
const PayerInput = z.object({
  street: z
    .string()
    .transform((text) =>
      text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter(Boolean),
    )
    .refine((lines) => lines.length >= 1 && lines.length <= MOST_STREET_LINES, {
      params: { code: 'convention.street-lines' },
    }),
  postcode: z.string().trim().min(1).max(10),
  city: z.string().trim().min(1).max(60),
  country: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/),
  vatNumber: Optional(20),
  electronicAddress: Optional(125),
  serviceCode: Optional(100),
  paysPublicly: z
    .literal('yes')
    .optional()
    .transform((answer) => answer === 'yes'),
})

export function action(args: Route.ActionArgs) {
  return submit(args, PayerInput, async (tx, facts) => {
    await keepPayer(tx, args.params.party, facts)
    return redirect(invoicesHref(args.params.convention, 'settings'), {
      headers: await flashHeaders({ tone: 'good', message: m.convention_billing_saved() }),
    })
  })
}

export default function PayerPage({ loaderData: { payer, proposed, partyHref }, actionData }: Route.ComponentProps) {
  const { name, address } = payer
  return (
    <Page title={m.convention_address_of({ name })}>
      <p>
        <Link to={partyHref}>{m.convention_identity_of()}</Link>
      </p>
      <Form answer={actionData}>
        <TextArea
          name="street"
          label={m.convention_street()}
          hint={m.convention_street_hint()}
          rows={3}
          value={address?.street.join('\n') ?? ''}
        />
        <TextField name="postcode" label={m.convention_postcode()} value={address?.postcode ?? ''} short />
        <TextField name="city" label={m.convention_city()} value={address?.city ?? ''} />
        <TextField name="country" label={m.convention_country()} value={address?.country ?? 'FR'} short />
        <TextField
          name="vatNumber"
          label={m.convention_vat_number()}
          hint={m.convention_vat_number_hint()}
          value={address ? (address.vat_number ?? '') : proposed}
          optional
        />
        <TextField
          name="electronicAddress"
          label={m.convention_electronic_address()}
          hint={m.convention_electronic_address_hint()}
          value={address?.electronic_address ?? ''}
          optional
        />
        {payer.part !== 'operator' && (
          <>
            <TextField
              name="serviceCode"
              label={m.convention_service_code()}
              hint={m.convention_service_code_hint()}
              value={address?.service_code ?? ''}
              optional
            />
            <Checkbox
              name="paysPublicly"
              label={m.convention_pays_publicly()}
              hint={m.convention_pays_publicly_hint()}
              checked={address?.pays_publicly ?? false}
            />
          </>
        )}
        <SubmitButton>{m.convention_save()}</SubmitButton>
      </Form>
    </Page>
  )
}
