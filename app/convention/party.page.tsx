import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { formatDate } from '#app/ui/format.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import { spacedIdentifier } from '#packages/business-identifiers/identifiers.ts'
import type { Route } from './+types/party.page.ts'
import { amendments } from './amendments.server.ts'
import { partyOf } from './parties.server.ts'
import { PartyFields } from './party-fields.tsx'
import { PartyInput } from './party-input.ts'
import { SignatureFields } from './signature-fields.tsx'
import { SignatureInput } from './signature-input.ts'
import { changeSignatory, maySignFor, recordSignature, removeSignature } from './signatures.server.ts'
import { contractHref, partiesTrail } from './trail.ts'
import { PART_WORDS } from './words.ts'

export const handle = { trail: partiesTrail }

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.party.name ?? ''} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    const party = await partyOf(tx, args.params.party)
    return {
      party,
      maySign: maySignFor(tx, party),
      mayChange: may(tx.actor, 'convention.contract.change'),
      toSign: (await amendments(tx))
        .filter(({ awaited }) => awaited.some(({ id }) => id === party.id))
        .map(({ id, number, title }) => ({ id, number, title })),
      convention: args.params.convention,
    }
  })
}

const Press = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('change'), ...PartyInput.shape }),
  z.object({ intent: z.literal('sign'), ...SignatureInput.shape }),
  z.object({ intent: z.literal('unsign'), signature: z.uuid() }),
])

export function action(args: Route.ActionArgs) {
  const { convention, party } = args.params
  return submit(args, Press, async (tx, press) => {
    if (press.intent === 'change') await changeSignatory(tx, party, press)
    else if (press.intent === 'sign') await recordSignature(tx, party, { ...press, amendmentId: null })
    else await removeSignature(tx, party, press.signature)
    return redirect(contractHref(convention, 'parties', party), {
      headers: await flashHeaders({ tone: 'good', message: m.convention_party_saved() }),
    })
  })
}

export default function PartyPage({ loaderData, actionData }: Route.ComponentProps) {
  const { convention, party, maySign, mayChange, toSign } = loaderData
  const sent = actionData?.values.intent
  return (
    <Page title={party.name} lead={PART_WORDS[party.part]()}>
      <DefinitionList facts={factsOf(party)} />
      <Section title={m.convention_signatures()}>
        {party.signatures.length === 0 && <p>{m.convention_not_signed()}</p>}
        <ul className="plain">
          {party.signatures.map(({ id, signed_on, signer, capacity, amendment, is_final }) => (
            <li key={id}>
              {[
                amendment === null
                  ? m.convention_signed_itself()
                  : m.convention_amendment_number({ number: String(amendment) }),
                formatDate(signed_on),
                signer,
                capacity,
              ]
                .filter(Boolean)
                .join(' · ')}
              {mayChange && !is_final && (
                <Form intent="unsign" layout="line">
                  <input type="hidden" name="signature" value={id} />
                  <SubmitButton kind="quiet">{m.convention_signature_remove()}</SubmitButton>
                </Form>
              )}
            </li>
          ))}
        </ul>
        {maySign && !party.signatures.some(({ amendment }) => amendment === null) && (
          <Form intent="sign" answer={sent === 'sign' ? actionData : undefined}>
            <SignatureFields />
            <SubmitButton>{m.convention_sign_itself()}</SubmitButton>
          </Form>
        )}
        {toSign.length > 0 && (
          <>
            <p>{m.convention_amendments_to_sign()}</p>
            <ul>
              {toSign.map(({ id, number, title }) => (
                <li key={id}>
                  <Link to={contractHref(convention, 'amendments', id)}>
                    {m.convention_amendment_titled({ number: String(number), title })}
                  </Link>
                </li>
              ))}
            </ul>
          </>
        )}
      </Section>
      {mayChange && (
        <Section title={m.convention_party_change()}>
          <Form intent="change" answer={sent === 'change' ? actionData : undefined}>
            <PartyFields party={party} />
            <SubmitButton kind="plain">{m.convention_save()}</SubmitButton>
          </Form>
        </Section>
      )}
    </Page>
  )
}

type Data = Route.ComponentProps['loaderData']

function factsOf({ legal_form, siren, siret, address, is_confirmed }: Data['party']) {
  return [
    { term: m.convention_legal_form(), value: legal_form },
    { term: m.convention_siren(), value: spacedIdentifier(siren ?? '') },
    { term: m.convention_siret(), value: spacedIdentifier(siret ?? '') },
    { term: m.convention_address(), value: address },
    {
      term: m.convention_state(),
      value: is_confirmed ? m.convention_party_confirmed() : m.convention_party_to_confirm(),
    },
  ].filter(({ value }) => value)
}
