/** Marks that another program made in texts of ours: placed where their words stand, told where they do not. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import type { Project, TextSource } from '#packages/refi-qda/model.ts'
import type { Text } from './interview-texts.server.ts'
import { partOf, trimmed } from './passages.ts'

export interface BroughtMarks {
  /** Marks made, as those of whoever brings the file. */
  made: number
  known: number
  /** Marks whose words are no longer, or several times, in the text. */
  unplaced: number
  /** Marks of other coders here: they are theirs already. */
  others: number
  /** Texts that are no interview of ours. */
  foreignTexts: number
}

interface Stretch {
  start: number
  end: number
}

const AT_ONCE = 1000

/**
 * Takes in the marks of a project, under codes that were brought before.
 *
 * @param codeOf our code of each code of the file, by its guid there
 */
export async function importMarks(
  tx: ActorTx,
  { sources }: Project,
  texts: readonly Text[],
  codeOf: ReadonlyMap<string, string>,
): Promise<BroughtMarks> {
  must(tx.actor, 'survey.coding.write')
  const counts: BroughtMarks = { made: 0, known: 0, unplaced: 0, others: 0, foreignTexts: 0 }
  const others = await otherCoders(tx)
  const marks: { text: Text; codeId: string; start: number; end: number }[] = []
  for (const source of sources) {
    const coded = source.kind === 'text' && (source.codings.length > 0 || source.selections.length > 0)
    const text = coded ? ourText(source, texts) : undefined
    if (source.kind !== 'text' || text === undefined) {
      counts.foreignTexts++
      continue
    }
    const whole = { start: 0, end: source.text.length, codings: source.codings }
    for (const { codings, ...stretch } of [whole, ...source.selections])
      for (const { code, createdBy } of codings) {
        const codeId = codeOf.get(code)
        if (codeId === undefined) continue
        const at = placed(source.text, text.text, stretch)
        if (createdBy !== undefined && others.has(createdBy)) counts.others++
        else if (at === undefined) counts.unplaced++
        else marks.push({ text, codeId, ...at })
      }
  }
  await begin(tx, [...new Set(marks.map(({ text }) => text.interview_id))])
  for (let first = 0; first < marks.length; first += AT_ONCE)
    counts.made += await keep(tx, marks.slice(first, first + AT_ONCE))
  return { ...counts, known: marks.length - counts.made }
}

async function otherCoders(tx: ActorTx): Promise<ReadonlySet<string>> {
  const rows = await tx.selectFrom('member').select('id').where('id', '<>', tx.actor.memberId).limit(5000).execute()
  return new Set(rows.map(({ id }) => id))
}

/** The text under the guid that we gave it, or else the only one that says the same. */
function ourText(source: TextSource, texts: readonly Text[]): Text | undefined {
  const same = texts.find(({ guid }) => guid === source.guid)
  if (same) return same
  const alike = texts.filter(({ text }) => text.trim() === source.text.trim())
  return alike.length === 1 ? alike[0] : undefined
}

/** Where a stretch of the file's text lies in ours: at its place when the texts agree up to there, else where its words stand once. */
function placed(theirs: string, ours: string, { start, end }: Stretch): Stretch | undefined {
  const words = theirs.slice(start, end)
  if (ours.slice(start, end) === words && (theirs === ours || theirs.slice(0, end) === ours.slice(0, end)))
    return trimmed(ours, start, end)
  const sought = words.trim()
  const at = sought === '' ? -1 : ours.indexOf(sought)
  if (at === -1 || ours.includes(sought, at + 1)) return undefined
  return { start: at, end: at + sought.length }
}

async function begin(tx: ActorTx, interviewIds: readonly string[]): Promise<void> {
  if (interviewIds.length === 0) return
  await tx
    .insertInto('survey_coding')
    .values(
      interviewIds.map((id) => ({
        convention_id: tx.actor.conventionId,
        interview_id: id,
        coder_id: tx.actor.memberId,
      })),
    )
    .onConflict((on) => on.doNothing())
    .execute()
}

async function keep(
  tx: ActorTx,
  marks: readonly { text: Text; codeId: string; start: number; end: number }[],
): Promise<number> {
  const made = await tx
    .insertInto('survey_excerpt')
    .values(
      marks.map(({ text, codeId, start, end }) => ({
        convention_id: tx.actor.conventionId,
        interview_id: text.interview_id,
        answer_id: text.answer_id,
        part: partOf(text.part),
        start_at: start,
        end_at: end,
        code_id: codeId,
        coder_id: tx.actor.memberId,
      })),
    )
    .onConflict((on) => on.doNothing())
    .returning(sql<number>`1`.as('made'))
    .execute()
  return made.length
}
