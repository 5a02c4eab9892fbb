/** Marks that another program made in texts of ours: placed where their words stand, told where they do not. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import type { Coding, Project, Source } from '#packages/refi-qda/model.ts'
import { stretchOf } from '#packages/refi-qda/transcript.ts'
import type { OurTexts, Text } from './interview-texts.server.ts'
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
  texts: OurTexts,
  codeOf: ReadonlyMap<string, string>,
): Promise<BroughtMarks> {
  must(tx.actor, 'survey.coding.write')
  const counts: BroughtMarks = { made: 0, known: 0, unplaced: 0, others: 0, foreignTexts: 0 }
  const others = await otherCoders(tx)
  const marks: { text: Text; codeId: string; start: number; end: number }[] = []
  for (const source of sources.flatMap(wordsIn)) {
    const text = texts.find(source)
    if (text === undefined) {
      counts.foreignTexts++
      continue
    }
    for (const { codings, stretch } of source.coded)
      for (const { code, createdBy } of codings) {
        const codeId = codeOf.get(code)
        if (codeId === undefined) continue
        const at = stretch && placed(source.text, text.text, stretch)
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

interface Words {
  guid: string
  text: string
  coded: { codings: readonly Coding[]; stretch: Stretch | undefined }[]
}

/** The texts of a source: itself, or what was written down of a sound. */
function wordsIn(source: Source): Words[] {
  if (source.kind === 'text') {
    const { guid, text, codings } = source
    const whole = { codings, stretch: { start: 0, end: text.length } }
    return [{ guid, text, coded: [whole, ...source.selections.map((one) => ({ codings: one.codings, stretch: one }))] }]
  }
  if (!('transcripts' in source)) return []
  return source.transcripts.map((transcript) => ({
    guid: transcript.guid,
    text: transcript.text,
    coded: transcript.selections.map((one) => ({ codings: one.codings, stretch: stretchOf(transcript, one) })),
  }))
}

async function otherCoders(tx: ActorTx): Promise<ReadonlySet<string>> {
  const rows = await tx.selectFrom('member').select('id').where('id', '<>', tx.actor.memberId).limit(5000).execute()
  return new Set(rows.map(({ id }) => id))
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
