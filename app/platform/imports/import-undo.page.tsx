import { redirect } from 'react-router'
import { z } from 'zod'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { ConfirmForm } from '#app/ui/confirm.tsx'
import { Page } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/import-undo.page.ts'
import { askUndo } from './imports.job.ts'
import { importOf } from './record.server.ts'
import { importsHref, importsTrail } from './words.ts'

export const handle = { trail: importsTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.import_undo_title()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  const { convention, import: id } = args.params
  return read(args, async (tx) => {
    must(tx.actor, 'import.undo')
    const { file_name } = await importOf(tx, id)
    return { here: importsHref(convention, id), fileName: file_name }
  })
}

export function action(args: Route.ActionArgs) {
  const { convention, import: id } = args.params
  return submit(args, z.object({ intent: z.literal('confirm') }), async (tx) => {
    await askUndo(tx, id)
    return redirect(importsHref(convention, id))
  })
}

export default function ImportUndo({ loaderData: { here, fileName }, actionData }: Route.ComponentProps) {
  return (
    <Page title={m.import_undo_title()} lead={fileName}>
      <ConfirmForm
        href={`${here}/undo`}
        title={m.import_undo_title()}
        consequence={m.import_undo_consequence()}
        submit={m.import_undo()}
        answer={actionData}
        cancel={here}
      />
    </Page>
  )
}
