import { redirect } from 'react-router'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/party-new.page.ts'
import { addParty } from './parties.server.ts'
import { PartyFields } from './party-fields.tsx'
import { PartyInput } from './party-input.ts'
import { contractHref, partiesTrail } from './trail.ts'

export const handle = { trail: partiesTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_party_add()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'convention.contract.change')
    return {}
  })
}

export function action(args: Route.ActionArgs) {
  return submit(args, PartyInput, async (tx, facts) => {
    const id = await addParty(tx, facts)
    return redirect(contractHref(args.params.convention, 'parties', id), {
      headers: await flashHeaders({ tone: 'good', message: m.convention_party_saved() }),
    })
  })
}

export default function PartyNew({ actionData }: Route.ComponentProps) {
  return (
    <Page title={m.convention_party_add()}>
      <Form answer={actionData}>
        <PartyFields />
        <SubmitButton>{m.convention_party_add()}</SubmitButton>
      </Form>
    </Page>
  )
}
