import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/action-new.page.ts'
import { ActionFields, namedMission } from './action-fields.tsx'
import { ActionInput } from './action-input.ts'
import { amendmentsToChoose } from './amendments.server.ts'
import { addAction, missions } from './missions.server.ts'
import { contractTrail } from './trail.ts'
import { afterWriting } from './written.server.ts'

export const handle = { trail: contractTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_action_add()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'convention.contract.change')
    return { missions: (await missions(tx)).map(namedMission), choice: await amendmentsToChoose(tx, args.url) }
  })
}

export function action(args: Route.ActionArgs) {
  return submit(args, ActionInput, async (tx, words) => {
    const id = await addAction(tx, words)
    const { convention } = args.params
    return afterWriting({ convention, ...words, path: ['actions', id], message: m.convention_action_added() })
  })
}

export default function ActionNew({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <Page title={m.convention_action_add()} lead={m.convention_action_add_lead()}>
      <Form answer={actionData}>
        <ActionFields {...loaderData} />
        <SubmitButton>{m.convention_action_add()}</SubmitButton>
      </Form>
    </Page>
  )
}
