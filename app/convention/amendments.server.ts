/** Amendments: changes to the convention that its parties agreed upon. What was written under one says so. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { removeFile } from '#app/platform/files.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { type Document, downloadOf, registerDocument } from './documents.server.ts'

const MOST = 100

export async function amendments(tx: ActorTx) {
  must(tx.actor, 'convention.contract.read')
  const rows = await tx
    .selectFrom('convention_amendment as amendment')
    .innerJoin('member', 'member.id', 'amendment.made_by')
    .select(['amendment.id', 'amendment.number', 'amendment.title', 'amendment.changes', 'amendment.effective_on'])
    .leftJoin('file', 'file.id', 'amendment.file_id')
    .select(['amendment.made_at', 'member.display_name as by', 'file.name as document'])
    .select(
      sql<
        string[]
      >`array(select p.name from convention_signature s join convention_party p on p.convention_id = s.convention_id and p.id = s.party_id
        where s.convention_id = amendment.convention_id and s.amendment_id = amendment.id order by p.name)`.as(
        'signed_by',
      ),
    )
    .orderBy('amendment.number', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(({ made_at, ...row }) => ({ ...row, at: made_at.toISOString() }))
}

export async function amendmentOf(tx: ActorTx, id: string) {
  const found = (await amendments(tx)).find((one) => one.id === id)
  if (!found) throw new Refusal('platform.not-found', { status: 404 })
  return found
}

export async function addAmendment(
  tx: ActorTx,
  { title, changes, effectiveOn }: { title: string; changes: string; effectiveOn: string },
): Promise<string> {
  must(tx.actor, 'convention.contract.change')
  const [last] = await amendments(tx)
  const made = await tx
    .insertInto('convention_amendment')
    .values({
      convention_id: tx.actor.conventionId,
      number: (last?.number ?? 0) + 1,
      title,
      changes,
      effective_on: effectiveOn,
      made_by: tx.actor.memberId,
    })
    .onConflict((on) => on.columns(['convention_id', 'number']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) throw new Refusal('convention.amendment-meanwhile', { status: 409 })
  return made.id
}

/** Keeps the document that was signed, in place of one attached before. */
export async function attachSigned(tx: ActorTx, id: string, document: Document): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  await amendmentOf(tx, id)
  const { file_id: before } = await tx
    .selectFrom('convention_amendment')
    .select('file_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const file = await registerDocument(tx, document, 'convention.amendment')
  await tx.updateTable('convention_amendment').set({ file_id: file.id }).where('id', '=', id).execute()
  if (before !== null) await removeFile(tx, before)
}

export async function signedDocumentOf(tx: ActorTx, id: string): Promise<Response> {
  must(tx.actor, 'convention.contract.read')
  const file = await tx
    .selectFrom('convention_amendment as amendment')
    .innerJoin('file', 'file.id', 'amendment.file_id')
    .select(['file.id', 'file.name', 'file.media_type', 'file.bytes'])
    .where(sql<boolean>`amendment.id::text = ${id}`)
    .executeTakeFirst()
  return downloadOf(tx, file)
}

/** Refuses an amendment that the convention does not have; none at all is fine. */
export async function knownAmendment(tx: ActorTx, id: string | null): Promise<void> {
  if (id === null) return
  const found = await tx.selectFrom('convention_amendment').select('id').where('id', '=', id).executeTakeFirst()
  if (!found) throw new Refusal('form.not-a-choice', { field: 'amendmentId' })
}
