import { redirect } from 'react-router'
import { must } from '#app/platform/database.server.ts'
import { read, receive } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { FileDrop } from '#app/ui/file-drop.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/new-import.page.ts'
import { importTargets } from './target.server.ts'
import { receiveUpload } from './upload.server.ts'
import { importsHref, importsTrail } from './words.ts'

export const handle = { trail: importsTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.import_new_title()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'import.run')
    return {
      kinds: importTargets().map(({ title, lead }) => ({ term: title(), value: lead() })),
    }
  })
}

export function action(args: Route.ActionArgs) {
  return receive(args, async (member) => {
    const ids = await receiveUpload(member, args)
    const [first, ...others] = ids
    return redirect(importsHref(args.params.convention, ...(first && others.length === 0 ? [first] : [])))
  })
}

export default function NewImport({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <Page title={m.import_new_title()} lead={m.import_new_lead()}>
      <Form files reload answer={actionData}>
        <FileDrop
          name="files"
          several
          label={m.import_files()}
          hint={m.import_files_hint()}
          accept=".csv,.txt,.tsv,.xlsx,.geojson,.json"
        />
        <SubmitButton>{m.import_send()}</SubmitButton>
      </Form>
      <Section title={m.import_accepted_title()}>
        <DefinitionList facts={loaderData.kinds} />
      </Section>
    </Page>
  )
}
