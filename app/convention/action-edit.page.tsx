import { redirect } from 'react-router'
import { z } from 'zod'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { TextArea, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/action-edit.page.ts'
import { amendments } from './amendments.server.ts'
import { AmendmentField } from './fields.tsx'
import { Amendment } from './input.ts'
import { actionOf, rewordAction } from './missions.server.ts'
import { linesOf, pointsOf } from './points.ts'
import { actionTrail, contractHref } from './trail.ts'

export const handle = { trail: actionTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_action_edit()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'convention.contract.change')
    return { current: (await actionOf(tx, args.params.action)).current, amendments: await amendments(tx) }
  })
}

const Lines = z.string().trim().min(1).max(8000).transform(pointsOf)
const Rewording = z.object({
  from: z.coerce.number().int().min(1),
  title: z.string().trim().min(1).max(200),
  objectives: Lines,
  tasks: Lines,
  amendmentId: Amendment,
})

export function action(args: Route.ActionArgs) {
  const { convention, action: id } = args.params
  return submit(args, Rewording, async (tx, rewording) => {
    await rewordAction(tx, id, rewording)
    return redirect(contractHref(convention, 'actions', id), {
      headers: await flashHeaders({ tone: 'good', message: m.convention_action_saved() }),
    })
  })
}

export default function ActionEdit({ loaderData, actionData }: Route.ComponentProps) {
  const { current, amendments } = loaderData
  return (
    <Page title={m.convention_action_edit()} lead={m.convention_action_edit_lead()}>
      <Form answer={actionData}>
        <input type="hidden" name="from" value={current.version} />
        <TextField name="title" label={m.convention_action_title()} value={current.title} />
        <TextArea
          name="objectives"
          label={m.convention_objectives()}
          hint={m.convention_points_hint()}
          value={linesOf(current.objectives)}
          rows={6}
        />
        <TextArea
          name="tasks"
          label={m.convention_tasks()}
          hint={m.convention_points_hint()}
          value={linesOf(current.tasks)}
          rows={10}
        />
        <AmendmentField amendments={amendments} />
        <SubmitButton>{m.convention_action_save()}</SubmitButton>
      </Form>
    </Page>
  )
}
