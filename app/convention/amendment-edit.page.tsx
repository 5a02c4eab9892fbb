import { redirect } from 'react-router'
import { z } from 'zod'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/amendment-edit.page.ts'
import { AmendmentFields } from './amendment-fields.tsx'
import { AmendmentInput } from './amendment-input.ts'
import { amendmentOf, changeAmendment, dropAmendment, dropChange } from './amendments.server.ts'
import { TOUCHED } from './touched.ts'
import { amendmentTrail, contractHref } from './trail.ts'

export const handle = { trail: amendmentTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_amendment_edit()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const { convention, amendment: id } = args.params
  const { amendment } = await read(args, async (tx) => {
    must(tx.actor, 'convention.contract.change')
    return { amendment: await amendmentOf(tx, id) }
  })
  if (amendment.state !== 'prepared') throw redirect(contractHref(convention, 'amendments', id))
  return { amendment }
}

const Press = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('change'), ...AmendmentInput.shape }),
  z.object({ intent: z.literal('take-out'), what: z.enum(TOUCHED), of: z.uuid().nullable().default(null) }),
  z.object({ intent: z.literal('drop') }),
])

export function action(args: Route.ActionArgs) {
  const { convention, amendment: id } = args.params
  return submit(args, Press, async (tx, press) => {
    if (press.intent === 'change') await changeAmendment(tx, id, press)
    else if (press.intent === 'take-out') await dropChange(tx, id, press)
    else await dropAmendment(tx, id)
    const isGone = press.intent === 'drop'
    const message = isGone ? m.convention_amendment_dropped() : m.convention_amendment_saved()
    return redirect(contractHref(convention, 'amendments', ...(isGone ? [] : [id])), {
      headers: await flashHeaders({ tone: 'good', message }),
    })
  })
}

export default function AmendmentEdit({ loaderData: { amendment }, actionData }: Route.ComponentProps) {
  const { number, title } = amendment
  const of = (intent: string) => (actionData?.values.intent === intent ? actionData : undefined)
  return (
    <Page title={m.convention_amendment_edit()} lead={m.convention_amendment_titled({ number: String(number), title })}>
      <Form intent="change" answer={of('change')}>
        <AmendmentFields {...amendment} />
        <SubmitButton>{m.convention_save()}</SubmitButton>
      </Form>
      <details open={of('drop') !== undefined}>
        <summary>{m.convention_amendment_drop()}</summary>
        <Form intent="drop" answer={of('drop')}>
          <p>{m.convention_amendment_drop_consequence()}</p>
          <SubmitButton kind="danger">{m.convention_amendment_drop()}</SubmitButton>
        </Form>
      </details>
    </Page>
  )
}
