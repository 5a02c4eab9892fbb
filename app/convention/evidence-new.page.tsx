import { redirect } from 'react-router'
import { z } from 'zod'
import { must } from '#app/platform/database.server.ts'
import { boundaryOf } from '#app/platform/imports/multipart.server.ts'
import { read, receive, submit } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { FileDrop } from '#app/ui/file-drop.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { formatDate } from '#app/ui/format.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/evidence-new.page.ts'
import { deliverableOf } from './deliverables.server.ts'
import { receiveDocument } from './documents.server.ts'
import { attachDocument, attachRecord, MOST_RECORDS, recordsToAttach } from './evidence.server.ts'
import { contractHref, deliverableTrail } from './trail.ts'

export const handle = { trail: deliverableTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_evidence_add()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const words = new URL(args.request.url).searchParams.get('q')?.trim() ?? ''
  return read(args, async (tx) => {
    must(tx.actor, 'convention.contract.change')
    const records = await recordsToAttach(tx, words)
    return {
      title: (await deliverableOf(tx, args.params.deliverable)).title,
      words,
      records,
      areMore: records.length === MOST_RECORDS,
    }
  })
}

const RecordInput = z.object({ record: z.string().max(200) })

/** The page's two forms: one brings a file, read as it arrives, the other names a record. */
export async function action(args: Route.ActionArgs) {
  const { convention, deliverable } = args.params
  const attached = async () =>
    redirect(contractHref(convention, 'deliverables', deliverable), {
      headers: await flashHeaders({ tone: 'good', message: m.convention_evidence_added() }),
    })
  if (!boundaryOf(args.request.headers.get('content-type')))
    return submit(args, RecordInput, async (tx, { record }) => {
      await attachRecord(tx, deliverable, record)
      return attached()
    })
  return receive(args, async (member) => {
    must(member, 'convention.contract.change')
    await receiveDocument(member, args, (tx, document) => attachDocument(tx, deliverable, document))
    return attached()
  })
}

export default function EvidenceNew({ loaderData, actionData }: Route.ComponentProps) {
  const { title, words, records, areMore } = loaderData
  const named = actionData?.values.intent === 'record'
  return (
    <Page title={m.convention_evidence_add()} lead={<span lang="fr">{title}</span>}>
      <Section title={m.convention_document()}>
        <Form files reload answer={named ? undefined : actionData}>
          <FileDrop
            name="file"
            label={m.convention_document_file()}
            hint={m.convention_document_hint()}
            accept=".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.odt"
          />
          <SubmitButton>{m.convention_document_send()}</SubmitButton>
        </Form>
      </Section>
      <Section title={m.convention_record()}>
        {(words !== '' || areMore) && (
          <Form method="get">
            <TextField name="q" label={m.convention_record_search()} value={words} optional />
            <SubmitButton kind="plain">{m.convention_record_find()}</SubmitButton>
          </Form>
        )}
        {areMore && <p className="soft">{m.convention_record_newest({ count: String(records.length) })}</p>}
        {records.length === 0 ? (
          <p role="status">{words === '' ? m.convention_record_none() : m.convention_record_no_match()}</p>
        ) : (
          <Form intent="record" answer={named ? actionData : undefined}>
            <SelectField
              name="record"
              label={m.convention_record_choose()}
              choices={records.map(({ kind, label, happened_on, path }) => ({
                value: path,
                label: m.convention_record_on({
                  record: recordWord(kind, label),
                  day: formatDate(happened_on, 'medium'),
                }),
              }))}
            />
            <SubmitButton kind="plain">{m.convention_record_attach()}</SubmitButton>
          </Form>
        )}
      </Section>
    </Page>
  )
}

const RECORD_WORDS: Record<string, (said: { label: string }) => string> = {
  meeting: m.convention_record_meeting,
  event: m.convention_record_event,
  synthesis: m.convention_record_synthesis,
  campaign: m.convention_record_campaign,
  panel: m.convention_record_panel,
  import: m.convention_record_import,
}

function recordWord(kind: string, label: string): string {
  return RECORD_WORDS[kind]?.({ label }) ?? label
}
