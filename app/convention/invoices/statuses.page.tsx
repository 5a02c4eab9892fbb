import { redirect } from 'react-router'
import { inConvention, must } from '#app/platform/database.server.ts'
import { read, receive } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { FileDrop } from '#app/ui/file-drop.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { m } from '#messages'
import { receiveText } from '../documents.server.ts'
import type { Route } from './+types/statuses.page.ts'
import { importStatuses } from './life.server.ts'
import { invoicesHref, invoicesTrail } from './trail.ts'

export const handle = { trail: invoicesTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_statuses_read()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'convention.invoice.write')
    return {}
  })
}

const MOST_BYTES = 2e6

export function action(args: Route.ActionArgs) {
  return receive(args, async (member) => {
    must(member, 'convention.invoice.write')
    const text = await receiveText(args, MOST_BYTES)
    const count = await inConvention(member, (tx) => importStatuses(tx, text))
    return redirect(invoicesHref(args.params.convention), {
      headers: await flashHeaders({ tone: 'good', message: m.convention_statuses_noted({ count }) }),
    })
  })
}

export default function Statuses({ actionData }: Route.ComponentProps) {
  return (
    <Page title={m.convention_statuses_read()} lead={m.convention_statuses_lead()}>
      <Form files reload answer={actionData}>
        <FileDrop
          name="file"
          label={m.convention_document_file()}
          hint={m.convention_statuses_hint()}
          accept=".xml,text/xml,application/xml"
        />
        <SubmitButton>{m.convention_statuses_press()}</SubmitButton>
      </Form>
    </Page>
  )
}
