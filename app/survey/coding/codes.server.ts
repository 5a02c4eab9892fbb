/** The shared codebook. Nothing is taken away without a line in its history, and no excerpt is lost with a code. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { type Code, withDescendants } from './codes.ts'

const MOST_CODES = 1000
const MOST_CHANGES = 100
const DEEPEST = 6

const COLOURS = ['#17505e', '#b5701a', '#9c3f5b', '#56752f', '#6b5aa0', '#8a4b2a', '#2f6fae', '#7a7320'] as const

/** Codes in use, with how many people's interviews hold each of them. */
export async function codesOf(tx: ActorTx) {
  must(tx.actor, 'survey.coding.read')
  const rows = await tx
    .selectFrom('survey_code as code')
    .select(['code.id', 'code.parent_id', 'code.name', 'code.definition', 'code.colour'])
    .select(
      sql<number>`(select count(*) from survey_excerpt e where e.convention_id = code.convention_id and e.code_id = code.id)`.as(
        'excerpts',
      ),
    )
    .select(
      sql<number>`(select count(distinct e.interview_id) from survey_excerpt e
        where e.convention_id = code.convention_id and e.code_id = code.id)`.as('interviews'),
    )
    .where('code.retired_at', 'is', null)
    .orderBy('code.name')
    .orderBy('code.id')
    .limit(MOST_CODES)
    .execute()
  return rows.map(({ parent_id, ...row }) => ({ ...row, parentId: parent_id }))
}

export async function codeOf(tx: ActorTx, id: string) {
  const codes = await codesOf(tx)
  const code = codes.find((one) => one.id === id)
  if (!code) throw new Refusal('platform.not-found', { status: 404 })
  return { code, codes }
}

/** What became of a code, newest first. */
export async function changesOf(tx: ActorTx, codeId: string) {
  must(tx.actor, 'survey.coding.read')
  const rows = await tx
    .selectFrom('survey_code_change as change')
    .innerJoin('member', 'member.id', 'change.changed_by')
    .select(['change.id', 'change.what', 'change.before', 'change.after', 'change.excerpts', 'change.changed_at'])
    .select('member.display_name as by')
    .where('change.code_id', '=', codeId)
    .orderBy('change.id', 'desc')
    .limit(MOST_CHANGES)
    .execute()
  return rows.map(({ changed_at, ...row }) => ({ ...row, at: changed_at.toISOString() }))
}

export interface NewCode {
  name: string
  definition: string
  parentId: string | null
  colour?: string
  /** Kept from a file, so that reading it again finds the same code. */
  id?: string
}

export async function makeCode(tx: ActorTx, code: NewCode, what: 'made' | 'imported' = 'made'): Promise<string> {
  must(tx.actor, 'survey.coding.write')
  await locked(tx)
  const codes = await codesOf(tx)
  if (codes.length >= MOST_CODES) throw new Refusal('survey.codebook-full', { values: { most: MOST_CODES } })
  placeFor(codes, code)
  const { id } = await tx
    .insertInto('survey_code')
    .values({
      convention_id: tx.actor.conventionId,
      ...(code.id === undefined ? {} : { id: code.id }),
      parent_id: code.parentId,
      name: code.name,
      definition: code.definition,
      colour: code.colour ?? COLOURS[codes.length % COLOURS.length] ?? COLOURS[0],
      made_by: tx.actor.memberId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await note(tx, id, { what, after: code.name })
  return id
}

/** Two who change the codebook at once must see each other's codes. */
async function locked(tx: ActorTx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`codebook ${tx.actor.conventionId}`}, 0))`.execute(tx)
}

/** Refuses a second code of one name in one place, a parent that is gone, and a tree too deep to read. */
function placeFor(codes: readonly Code[], { name, parentId }: NewCode, self?: string): void {
  const known = codes.some(
    (code) => code.id !== self && code.parentId === parentId && code.name.toLowerCase() === name.toLowerCase(),
  )
  if (known) throw new Refusal('survey.code-known', { field: 'name', status: 409 })
  if (parentId === null) return
  if (!codes.some(({ id }) => id === parentId)) throw new Refusal('survey.code-gone', { field: 'parent', status: 409 })
  if (self !== undefined && withDescendants(codes, self).includes(parentId))
    throw new Refusal('survey.code-under-itself', { field: 'parent' })
  if (depthOf(codes, parentId) >= DEEPEST - 1)
    throw new Refusal('survey.code-too-deep', { field: 'parent', values: { most: DEEPEST } })
}

function depthOf(codes: readonly Code[], id: string | null): number {
  const code = codes.find((one) => one.id === id)
  return code ? 1 + depthOf(codes, code.parentId) : 0
}

interface Change {
  what: 'made' | 'imported' | 'renamed' | 'defined' | 'moved' | 'merged' | 'split' | 'retired'
  before?: string
  after?: string
  excerpts?: number
}

async function note(tx: ActorTx, codeId: string, { what, before = '', after = '', excerpts }: Change): Promise<void> {
  await tx
    .insertInto('survey_code_change')
    .values({
      convention_id: tx.actor.conventionId,
      code_id: codeId,
      what,
      before,
      after,
      excerpts: excerpts ?? null,
      changed_by: tx.actor.memberId,
    })
    .execute()
}

/** Renames, defines anew or moves a code; each change is a line of its history. */
export async function changeCode(tx: ActorTx, id: string, change: NewCode): Promise<void> {
  must(tx.actor, 'survey.coding.write')
  await locked(tx)
  const { code, codes } = await codeOf(tx, id)
  placeFor(codes, change, id)
  await tx
    .updateTable('survey_code')
    .set({ name: change.name, definition: change.definition, parent_id: change.parentId })
    .where('id', '=', id)
    .execute()
  const nameOf = (parent: string | null) => codes.find((one) => one.id === parent)?.name ?? ''
  if (code.name !== change.name) await note(tx, id, { what: 'renamed', before: code.name, after: change.name })
  if (code.definition !== change.definition)
    await note(tx, id, { what: 'defined', before: code.definition, after: change.definition })
  if (code.parentId !== change.parentId)
    await note(tx, id, { what: 'moved', before: nameOf(code.parentId), after: nameOf(change.parentId) })
}

/** Makes two codes one: excerpts and codes below go to the other, which keeps its name. */
export async function mergeCode(tx: ActorTx, id: string, intoId: string): Promise<void> {
  must(tx.actor, 'survey.coding.write')
  await locked(tx)
  const { code, codes } = await codeOf(tx, id)
  const into = codes.find((one) => one.id === intoId)
  if (!into) throw new Refusal('survey.code-gone', { field: 'into', status: 409 })
  if (withDescendants(codes, id).includes(intoId)) throw new Refusal('survey.code-under-itself', { field: 'into' })
  // The same words marked with both codes by the same person become one mark.
  await sql`delete from survey_excerpt a using survey_excerpt b
    where a.code_id = ${id} and b.code_id = ${intoId} and (a.convention_id, a.interview_id, a.part, a.start_at, a.end_at, a.coder_id)
      = (b.convention_id, b.interview_id, b.part, b.start_at, b.end_at, b.coder_id) and a.answer_id is not distinct from b.answer_id`.execute(
    tx,
  )
  const moved = await moveExcerpts(tx, id, intoId)
  await tx.updateTable('survey_code').set({ parent_id: intoId }).where('parent_id', '=', id).execute()
  await tx
    .updateTable('survey_code')
    .set({ retired_at: sql`now()`, merged_into: intoId })
    .where('id', '=', id)
    .execute()
  await note(tx, id, { what: 'merged', before: code.name, after: into.name, excerpts: moved })
  await note(tx, intoId, { what: 'merged', before: code.name, after: into.name, excerpts: moved })
}

async function moveExcerpts(tx: ActorTx, fromId: string, toId: string, ids?: readonly string[]): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('survey_excerpt')
    .set({ code_id: toId })
    .where('code_id', '=', fromId)
    .$if(ids !== undefined, (query) => query.where('id', 'in', ids ?? []))
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Takes some excerpts of a code into a new one beside it: what one word had mixed is told apart. */
export async function splitCode(tx: ActorTx, id: string, name: string, excerptIds: readonly string[]): Promise<string> {
  must(tx.actor, 'survey.coding.write')
  if (excerptIds.length === 0) throw new Refusal('survey.split-of-nothing', { field: 'excerpts' })
  const { code } = await codeOf(tx, id)
  const newId = await makeCode(tx, { name, definition: '', parentId: code.parentId, colour: code.colour })
  const moved = await moveExcerpts(tx, id, newId, excerptIds)
  for (const one of [id, newId]) await note(tx, one, { what: 'split', before: code.name, after: name, excerpts: moved })
  return newId
}

/** Takes a code out of the book; only one that marks nothing and holds no other: otherwise it is to be merged. */
export async function retireCode(tx: ActorTx, id: string): Promise<void> {
  must(tx.actor, 'survey.coding.write')
  await locked(tx)
  const { code, codes } = await codeOf(tx, id)
  if (code.excerpts > 0 || codes.some(({ parentId }) => parentId === id))
    throw new Refusal('survey.code-in-use', { status: 409 })
  await tx.updateTable('survey_code').set({ retired_at: sql`now()` }).where('id', '=', id).execute()
  await note(tx, id, { what: 'retired', before: code.name })
}
