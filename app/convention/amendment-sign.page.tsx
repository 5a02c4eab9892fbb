import { redirect } from 'react-router'
import { z } from 'zod'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { formatDate } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/amendment-sign.page.ts'
import { amendmentOf } from './amendments.server.ts'
import { partyOf } from './parties.server.ts'
import { SignatureFields } from './signature-fields.tsx'
import { SignatureInput } from './signature-input.ts'
import { maySignFor, recordSignature } from './signatures.server.ts'
import { amendmentTrail, contractHref } from './trail.ts'

export const handle = { trail: amendmentTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_sign()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const { convention, amendment: id } = args.params
  const found = await read(args, async (tx) => {
    must(tx.actor, 'convention.contract.sign')
    const amendment = await amendmentOf(tx, id)
    const signable = amendment.awaited.filter((party) => maySignFor(tx, party))
    const asked = signable.find((party) => party.id === args.url.searchParams.get('party')) ?? signable[0]
    return asked && { amendment, party: await partyOf(tx, asked.id) }
  })
  if (!found) throw redirect(contractHref(convention, 'amendments', id))
  return found
}

const Signing = z.object({ partyId: z.uuid(), ...SignatureInput.shape })

export function action(args: Route.ActionArgs) {
  const { convention, amendment: amendmentId } = args.params
  return submit(args, Signing, async (tx, { partyId, ...signature }) => {
    await recordSignature(tx, partyId, { ...signature, amendmentId })
    const { state } = await amendmentOf(tx, amendmentId)
    const message = state === 'signed' ? m.convention_amendment_acts_now() : m.convention_signature_recorded()
    return redirect(contractHref(convention, 'amendments', amendmentId), {
      headers: await flashHeaders({ tone: 'good', message }),
    })
  })
}

export default function AmendmentSign({ loaderData: { amendment, party }, actionData }: Route.ComponentProps) {
  const { number, title, awaited, effective_on, state } = amendment
  const others = awaited.filter(({ id }) => id !== party.id)
  const last = party.signatures.at(-1)
  return (
    <Page
      title={m.convention_sign_for({ name: party.name })}
      lead={m.convention_amendment_titled({ number: String(number), title })}
    >
      <Notice tone={others.length === 0 ? 'warn' : 'plain'}>
        {others.length === 0
          ? m.convention_sign_last({ day: formatDate(effective_on) })
          : m.convention_sign_not_last({ parties: others.map(({ name }) => name).join(', ') })}{' '}
        {state === 'prepared' && m.convention_sign_first()}
      </Notice>
      <Form answer={actionData}>
        <input type="hidden" name="partyId" value={party.id} />
        <SignatureFields {...(last ? { signer: last.signer, capacity: last.capacity } : {})} />
        <SubmitButton>{m.convention_sign()}</SubmitButton>
      </Form>
    </Page>
  )
}
