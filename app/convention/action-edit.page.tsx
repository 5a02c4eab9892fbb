import { z } from 'zod'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/action-edit.page.ts'
import { ActionFields, namedMission } from './action-fields.tsx'
import { ActionInput } from './action-input.ts'
import { amendmentsToChoose } from './amendments.server.ts'
import { AmendmentField } from './fields.tsx'
import { Amendment } from './input.ts'
import { actionOf, missions, rewordAction, withdrawAction } from './missions.server.ts'
import { actionTrail } from './trail.ts'
import { afterWriting } from './written.server.ts'

export const handle = { trail: actionTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_action_edit()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'convention.contract.change')
    const { current, newest, versions } = await actionOf(tx, args.params.action)
    const choice = await amendmentsToChoose(tx, args.url)
    return {
      current: versions.find(({ amendment_id }) => amendment_id === choice.under) ?? current,
      newest,
      missions: (await missions(tx)).map(namedMission),
      choice,
    }
  })
}

const Press = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('reword'), from: z.coerce.number().int().min(1), ...ActionInput.shape }),
  z.object({ intent: z.literal('withdraw'), withdrawnBy: Amendment }),
])

export function action(args: Route.ActionArgs) {
  const { convention, action: id } = args.params
  return submit(args, Press, async (tx, press) => {
    if (press.intent === 'reword') await rewordAction(tx, id, press)
    else await withdrawAction(tx, id, press.withdrawnBy)
    const amendmentId = press.intent === 'reword' ? press.amendmentId : press.withdrawnBy
    return afterWriting({ convention, amendmentId, path: ['actions', id], message: m.convention_action_saved() })
  })
}

export default function ActionEdit({ loaderData, actionData }: Route.ComponentProps) {
  const { current, newest, missions, choice } = loaderData
  const of = (intent: string) => (actionData?.values.intent === intent ? actionData : undefined)
  return (
    <Page title={m.convention_action_edit()} lead={m.convention_action_edit_lead()}>
      <Form intent="reword" answer={of('reword')}>
        <input type="hidden" name="from" value={newest} />
        <ActionFields {...current} missions={missions} choice={choice} />
        <SubmitButton>{m.convention_action_save()}</SubmitButton>
      </Form>
      {!current.is_withdrawn && (
        <details open={of('withdraw') !== undefined}>
          <summary>{m.convention_action_withdraw()}</summary>
          <Form intent="withdraw" answer={of('withdraw')}>
            <p>{m.convention_action_withdraw_consequence()}</p>
            <AmendmentField name="withdrawnBy" {...choice} />
            <SubmitButton kind="danger">{m.convention_action_withdraw()}</SubmitButton>
          </Form>
        </details>
      )}
    </Page>
  )
}
