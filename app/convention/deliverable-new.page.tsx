import { redirect } from 'react-router'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/deliverable-new.page.ts'
import { addDeliverable } from './deliverables.server.ts'
import { DeliverableFields } from './fields.tsx'
import { DeliverableInput } from './input.ts'
import { actionOf } from './missions.server.ts'
import { parties } from './parties.server.ts'
import { actionTrail, contractHref } from './trail.ts'

export const handle = { trail: actionTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_deliverable_add()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'convention.contract.change')
    const { current } = await actionOf(tx, args.params.action)
    return { title: current.title, parties: (await parties(tx)).map(({ id, name }) => ({ id, name })) }
  })
}

export function action(args: Route.ActionArgs) {
  return submit(args, DeliverableInput, async (tx, facts) => {
    const { id } = await actionOf(tx, args.params.action)
    const deliverable = await addDeliverable(tx, id, facts)
    return redirect(contractHref(args.params.convention, 'deliverables', deliverable), {
      headers: await flashHeaders({ tone: 'good', message: m.convention_deliverable_saved() }),
    })
  })
}

export default function DeliverableNew({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <Page title={m.convention_deliverable_add()} lead={<span lang="fr">{loaderData.title}</span>}>
      <Form answer={actionData}>
        <DeliverableFields parties={loaderData.parties} />
        <SubmitButton>{m.convention_deliverable_add()}</SubmitButton>
      </Form>
    </Page>
  )
}
