/** What shows that a deliverable was done: a document, or a record of another room. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { removeFile } from '#app/platform/files.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { type Document, downloadOf, registerDocument } from './documents.server.ts'

const MOST = 100
export const MOST_RECORDS = 100

/** Evidence that stands, newest first. */
export async function evidenceOf(tx: ActorTx, deliverableId: string) {
  must(tx.actor, 'convention.contract.read')
  const rows = await tx
    .selectFrom('convention_evidence as evidence')
    .innerJoin('member', 'member.id', 'evidence.added_by')
    .select(['evidence.id', 'evidence.label', 'evidence.file_id', 'evidence.record_path', 'evidence.added_at'])
    .select('member.display_name as by')
    .where('evidence.deliverable_id', '=', deliverableId)
    .where('evidence.withdrawn_at', 'is', null)
    .orderBy('evidence.id', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(({ added_at, ...row }) => ({ ...row, at: added_at.toISOString() }))
}

export async function attachDocument(tx: ActorTx, deliverableId: string, document: Document): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  const file = await registerDocument(tx, document, 'convention.evidence')
  await addEvidence(tx, deliverableId, { label: file.name.slice(-255), file_id: file.id })
}

interface ContractRecord {
  kind: string
  label: string
  happened_on: string
  path: string
}

/** Records of other rooms that the asker may see, newest first: those with these words in their name. */
export async function recordsToAttach(tx: ActorTx, words = ''): Promise<ContractRecord[]> {
  must(tx.actor, 'convention.contract.change')
  const { rows } = await sql<ContractRecord>`
    select * from contract_records() where searchable(label) like '%' || searchable(${words}) || '%'
    order by happened_on desc, path limit ${MOST_RECORDS}`.execute(tx)
  return rows
}

/** A record under the name that it has today. */
export async function attachRecord(tx: ActorTx, deliverableId: string, path: string): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  const { rows } = await sql<ContractRecord>`select * from contract_records() where path = ${path}`.execute(tx)
  const [record] = rows
  if (!record) throw new Refusal('form.not-a-choice', { field: 'record' })
  await addEvidence(tx, deliverableId, { label: record.label, record_path: path })
}

async function addEvidence(
  tx: ActorTx,
  deliverableId: string,
  what: { label: string; file_id: string } | { label: string; record_path: string },
): Promise<void> {
  const found = await tx
    .selectFrom('convention_deliverable')
    .select('id')
    .where(sql<boolean>`id::text = ${deliverableId}`)
    .executeTakeFirst()
  if (!found) throw new Refusal('platform.not-found', { status: 404 })
  await tx
    .insertInto('convention_evidence')
    .values({ convention_id: tx.actor.conventionId, deliverable_id: found.id, added_by: tx.actor.memberId, ...what })
    .execute()
}

/** Takes a piece of evidence back, its document with it. The last one of what is done stays until that is reopened. */
export async function withdrawEvidence(tx: ActorTx, deliverableId: string, id: string): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  const standing = await evidenceOf(tx, deliverableId)
  const found = standing.find((one) => one.id === id)
  if (!found) throw new Refusal('platform.not-found', { status: 404 })
  const { state } = await tx
    .selectFrom('convention_deliverable as deliverable')
    .select(sql<string>`deliverable_state(deliverable.convention_id, deliverable.id)`.as('state'))
    .where('deliverable.id', '=', deliverableId)
    .executeTakeFirstOrThrow()
  if (standing.length === 1 && state === 'done') throw new Refusal('convention.last-evidence', { status: 409 })
  await tx
    .updateTable('convention_evidence')
    .set({ withdrawn_at: sql`now()`, file_id: null })
    .where('id', '=', id)
    .execute()
  if (found.file_id !== null) await removeFile(tx, found.file_id)
}

/** A piece of evidence, for whoever reads the contract. */
export async function documentOf(tx: ActorTx, evidenceId: string): Promise<Response> {
  must(tx.actor, 'convention.contract.read')
  const file = await tx
    .selectFrom('convention_evidence as evidence')
    .innerJoin('file', 'file.id', 'evidence.file_id')
    .select(['file.id', 'file.name', 'file.media_type', 'file.bytes'])
    .where(sql<boolean>`evidence.id::text = ${evidenceId}`)
    .executeTakeFirst()
  return downloadOf(tx, file)
}
