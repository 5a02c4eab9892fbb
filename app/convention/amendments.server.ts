/**
 * Amendments: changes to the convention that its parties agree upon. One is prepared, then signed by each confirmed party; from the
 * first signature on it says what it says, and from the last one it acts, from its effective day.
 */
import { type RawBuilder, sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { removeFile } from '#app/platform/files.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { type Document, downloadOf, registerDocument } from './documents.server.ts'
import type { Part } from './parts.ts'
import type { Touched } from './touched.ts'

const MOST = 100

/** `prepared`: nobody signed, it may still be written. `signing`: some signed. `signed`: all did, and it acts. */
export type AmendmentState = 'prepared' | 'signing' | 'signed'

interface Signature {
  id: string
  party_id: string
  party: string
  signed_on: string
  signer: string
  capacity: string | null
}

export async function amendments(tx: ActorTx) {
  must(tx.actor, 'convention.contract.read')
  const rows = await tx
    .selectFrom('convention_amendment as amendment')
    .innerJoin('member', 'member.id', 'amendment.made_by')
    .leftJoin('file', 'file.id', 'amendment.file_id')
    .select(['amendment.id', 'amendment.number', 'amendment.title', 'amendment.changes', 'amendment.effective_on'])
    .select(['amendment.signed_on', 'amendment.made_at', 'member.display_name as by', 'file.name as document'])
    .select(
      sql<Signature[]>`coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'party_id', p.id, 'party', p.name,
          'signed_on', s.signed_on, 'signer', s.signer, 'capacity', s.capacity) order by s.signed_on, s.id)
        from convention_signature s join convention_party p on p.convention_id = s.convention_id and p.id = s.party_id
        where s.convention_id = amendment.convention_id and s.amendment_id = amendment.id), '[]')`.as('signatures'),
    )
    .select(
      sql<
        { id: string; name: string; part: Part }[]
      >`case when amendment.signed_on is not null then '[]' else coalesce((
        select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'part', p.part) order by p.name)
        from convention_party p where p.convention_id = amendment.convention_id and p.is_confirmed and not exists (
          select from convention_signature s where s.convention_id = p.convention_id and s.party_id = p.id
            and s.amendment_id = amendment.id)), '[]') end`.as('awaited'),
    )
    .orderBy('amendment.number', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(({ made_at, ...row }) => ({ ...row, state: stateOf(row), at: made_at.toISOString() }))
}

export type Amendment = Awaited<ReturnType<typeof amendments>>[number]

function stateOf({ signed_on, signatures }: { signed_on: string | null; signatures: Signature[] }): AmendmentState {
  if (signed_on !== null) return 'signed'
  return signatures.length > 0 ? 'signing' : 'prepared'
}

export async function amendmentOf(tx: ActorTx, id: string): Promise<Amendment> {
  const found = (await amendments(tx)).find((one) => one.id === id)
  if (!found) throw new Refusal('platform.not-found', { status: 404 })
  return found
}

/** Those under which something may still be written. */
async function preparedAmendments(tx: ActorTx) {
  return (await amendments(tx)).filter(({ state }) => state === 'prepared')
}

/** For a form that writes under an amendment: those that may be chosen, and the one that its address asks for. */
export async function amendmentsToChoose(tx: ActorTx, url: URL) {
  const prepared = await preparedAmendments(tx)
  const asked = prepared.find(({ id }) => id === url.searchParams.get('amendment'))
  return {
    amendments: prepared.map(({ id, number, title }) => ({ id, number, title })),
    under: asked?.id,
  }
}

/** Whether a version counts in a query that joins its `amendment`: as agreed, or as a prepared one would have it. */
export function counts(preview: string | null): RawBuilder<boolean> {
  return sql`(amendment.id is null or amendment.signed_at is not null or amendment.id = ${preview}::uuid)`
}

/** When a version was agreed upon; what is only prepared comes after all. */
export function agreedAt(writtenAt: RawBuilder<Date>): RawBuilder<Date> {
  return sql`case when amendment.id is null then ${writtenAt} else coalesce(amendment.signed_at, 'infinity') end`
}

/** The same for what holds by the day: when it takes effect. */
export function takesEffectAt(writtenAt: RawBuilder<Date>): RawBuilder<Date> {
  return sql`case when amendment.id is null then ${writtenAt} when amendment.signed_at is null then 'infinity'
    else greatest(amendment.signed_at, amendment.effective_on::timestamp at time zone 'Europe/Paris') end`
}

export interface AmendmentFacts {
  title: string
  changes: string
  effectiveOn: string
}

export async function addAmendment(tx: ActorTx, facts: AmendmentFacts): Promise<string> {
  must(tx.actor, 'convention.contract.change')
  const [last] = await amendments(tx)
  const made = await tx
    .insertInto('convention_amendment')
    .values({
      convention_id: tx.actor.conventionId,
      number: (last?.number ?? 0) + 1,
      made_by: tx.actor.memberId,
      ...columnsOf(facts),
    })
    .onConflict((on) => on.columns(['convention_id', 'number']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) throw new Refusal('convention.amendment-meanwhile', { status: 409 })
  return made.id
}

export async function changeAmendment(tx: ActorTx, id: string, facts: AmendmentFacts): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  await mustBePrepared(tx, id)
  await tx.updateTable('convention_amendment').set(columnsOf(facts)).where('id', '=', id).execute()
}

function columnsOf({ title, changes, effectiveOn }: AmendmentFacts) {
  return { title, changes, effective_on: effectiveOn }
}

/** Where each thing that an amendment may change is written. */
const CHANGED = [
  'convention_schedule',
  'convention_mission_terms',
  'convention_perimeter',
  'convention_funding',
  'convention_action_version',
] as const

/** Drops a prepared amendment with all that was written under it. */
export async function dropAmendment(tx: ActorTx, id: string): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  await mustBePrepared(tx, id)
  for (const table of CHANGED) await tx.deleteFrom(table).where('amendment_id', '=', id).execute()
  await dropActionsWithoutWords(tx)
  const { file_id } = await tx
    .deleteFrom('convention_amendment')
    .where('id', '=', id)
    .returning('file_id')
    .executeTakeFirstOrThrow()
  if (file_id !== null) await removeFile(tx, file_id)
}

/** A subject of an amendment: what it is, and whose it is where there are several. */
export interface Subject {
  what: Touched
  of: string | null
}

/** Takes one subject out of a prepared amendment: the convention says of it what it said. */
export async function dropChange(tx: ActorTx, id: string, { what, of }: Subject): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  await mustBePrepared(tx, id)
  if (what === 'schedule') await tx.deleteFrom('convention_schedule').where('amendment_id', '=', id).execute()
  if (what === 'perimeter') await tx.deleteFrom('convention_perimeter').where('amendment_id', '=', id).execute()
  if (what === 'terms')
    await tx
      .deleteFrom('convention_mission_terms')
      .where('amendment_id', '=', id)
      .where('mission_id', '=', of)
      .execute()
  if (what === 'payers')
    await tx
      .deleteFrom('convention_funding')
      .where('amendment_id', '=', id)
      .where(sql<boolean>`coalesce(instalment_id, mission_id) = ${of}::uuid`)
      .execute()
  if (what === 'actions') {
    await tx
      .deleteFrom('convention_action_version')
      .where('amendment_id', '=', id)
      .where('action_id', '=', of)
      .execute()
    await dropActionsWithoutWords(tx)
  }
}

/** Actions that a prepared amendment alone had brought in; what is to be delivered for one holds it. */
async function dropActionsWithoutWords(tx: ActorTx): Promise<void> {
  const wordless = sql<boolean>`not exists (select from convention_action_version v
    where v.convention_id = action.convention_id and v.action_id = action.id)`
  const held = await tx
    .selectFrom('convention_action as action')
    .innerJoin('convention_deliverable as deliverable', 'deliverable.action_id', 'action.id')
    .select('deliverable.title')
    .where(wordless)
    .limit(1)
    .executeTakeFirst()
  if (held) throw new Refusal('convention.action-delivers', { status: 409, values: { title: held.title } })
  await tx.deleteFrom('convention_action as action').where(wordless).execute()
}

/** Keeps the document that was signed, in place of one attached before; that of a signed amendment stays. */
export async function attachSigned(tx: ActorTx, id: string, document: Document): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  const { state } = await amendmentOf(tx, id)
  const { file_id: before } = await tx
    .selectFrom('convention_amendment')
    .select('file_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (state === 'signed' && before !== null) throw new Refusal('convention.amendment-document-stays', { field: 'file' })
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

/** Refuses an amendment that the convention does not have, or that somebody signed; none at all is fine. */
export async function mustBePrepared(tx: ActorTx, id: string | null, field = 'amendmentId'): Promise<void> {
  if (id === null) return
  const found = (await amendments(tx)).find((one) => one.id === id)
  if (!found) throw new Refusal('form.not-a-choice', { field })
  if (found.state !== 'prepared') throw new Refusal('convention.amendment-signed', { field })
}

/** What everybody signed changes with an amendment only; before that, it is still being written. */
export async function mustBeAmended(tx: ActorTx, amendmentId: string | null, field = 'amendmentId'): Promise<void> {
  if (amendmentId !== null) return mustBePrepared(tx, amendmentId, field)
  if (await isSigned(tx)) throw new Refusal('convention.amendment-needed', { field })
}

/** Whether a party signed the convention itself. */
export async function isSigned(tx: ActorTx): Promise<boolean> {
  const signature = await tx
    .selectFrom('convention_signature')
    .select('id')
    .where('amendment_id', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return signature !== undefined
}
