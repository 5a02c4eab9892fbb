import { redirect } from 'react-router'
import { z } from 'zod'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/start.page.ts'
import { ScheduleFields } from './schedule-fields.tsx'
import { ScheduleInput } from './schedule-input.ts'
import { isStarted, startConvention } from './start.server.ts'
import { contractHref, contractTrail } from './trail.ts'

export const handle = { trail: contractTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_start()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const started = await read(args, async (tx) => {
    must(tx.actor, 'convention.contract.change')
    return isStarted(tx)
  })
  if (started) throw redirect(contractHref(args.params.convention))
  return {}
}

const StartInput = z.object({
  ...ScheduleInput.shape,
  commune: z.string().trim().min(2).max(200).nullable().default(null),
})

export function action(args: Route.ActionArgs) {
  return submit(args, StartInput, async (tx, { amendmentId: _, ...start }) => {
    await startConvention(tx, start)
    return redirect(contractHref(args.params.convention), {
      headers: await flashHeaders({ tone: 'good', message: m.convention_started() }),
    })
  })
}

export default function Start({ actionData }: Route.ComponentProps) {
  return (
    <Page title={m.convention_start()} lead={m.convention_start_lead()}>
      <Form answer={actionData}>
        <ScheduleFields />
        <TextField name="commune" label={m.convention_commune()} hint={m.convention_commune_hint()} optional />
        <SubmitButton>{m.convention_start()}</SubmitButton>
      </Form>
    </Page>
  )
}
