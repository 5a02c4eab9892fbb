/** Marks in an interview. While someone still reads it through, the other coder's marks stay out of sight: two readings agree only if apart. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { interviewText } from './interview-text.server.ts'
import { type Excerpt, keyOf, locateWords, partOf, trimmed } from './passages.ts'

const MOST_EXCERPTS = 2000

/** The marks that the asker may see: their own, and everyone's once they have finished. */
export async function excerptsOf(tx: ActorTx, interviewId: string): Promise<Excerpt[]> {
  must(tx.actor, 'survey.coding.read')
  const finished = await hasFinished(tx, interviewId)
  const rows = await tx
    .selectFrom('survey_excerpt as excerpt')
    .innerJoin('survey_code as code', 'code.id', 'excerpt.code_id')
    .innerJoin('member', 'member.id', 'excerpt.coder_id')
    .select(['excerpt.id', 'excerpt.answer_id', 'excerpt.part', 'excerpt.start_at', 'excerpt.end_at'])
    .select(['excerpt.code_id', 'excerpt.coder_id', 'code.name as code', 'code.colour', 'member.display_name as coder'])
    .where('excerpt.interview_id', '=', interviewId)
    .$if(!finished, (query) => query.where('excerpt.coder_id', '=', tx.actor.memberId))
    .orderBy('excerpt.start_at')
    .orderBy('excerpt.id')
    .limit(MOST_EXCERPTS)
    .execute()
  return rows.map(({ answer_id, part, start_at, end_at, code_id, coder_id, ...row }) => ({
    ...row,
    key: keyOf(answer_id, partOf(part)),
    start: start_at,
    end: end_at,
    codeId: code_id,
    coderId: coder_id,
  }))
}

async function hasFinished(tx: ActorTx, interviewId: string): Promise<boolean> {
  const reading = (await codersOf(tx, interviewId)).find(({ id }) => id === tx.actor.memberId)
  return reading?.finished ?? false
}

/** Who reads this interview, and who has finished. */
export async function codersOf(tx: ActorTx, interviewId: string) {
  must(tx.actor, 'survey.coding.read')
  const rows = await tx
    .selectFrom('survey_coding as coding')
    .innerJoin('member', 'member.id', 'coding.coder_id')
    .select(['coding.coder_id as id', 'member.display_name as name', 'coding.finished_at'])
    .where('coding.interview_id', '=', interviewId)
    .orderBy('coding.began_at')
    .orderBy('coding.coder_id')
    .execute()
  return rows.map(({ finished_at, ...row }) => ({ ...row, finished: finished_at !== null }))
}

export interface NewMark {
  /** Of the passage. */
  key: string
  codeId: string
  /** Chosen with a pointer. */
  start?: number | undefined
  end?: number | undefined
  /** Or told by words; without any, the whole passage. */
  first: string
  last: string
}

/** Marks a stretch of a passage with a code. The same mark twice is one. */
export async function markExcerpt(tx: ActorTx, interviewId: string, mark: NewMark): Promise<void> {
  must(tx.actor, 'survey.coding.write')
  const interview = await interviewText(tx, interviewId)
  const passage = interview.passages.find(({ key }) => key === mark.key)
  if (!passage) throw new Refusal('survey.passage-gone', { field: 'passage', status: 409 })
  const at = stretchOf(passage.text, mark)
  await begin(tx, interview.id)
  await tx
    .insertInto('survey_excerpt')
    .values({
      convention_id: tx.actor.conventionId,
      interview_id: interview.id,
      answer_id: passage.answerId,
      part: passage.part,
      start_at: at.start,
      end_at: at.end,
      code_id: await standing(tx, mark.codeId),
      coder_id: tx.actor.memberId,
    })
    .onConflict((on) => on.doNothing())
    .execute()
}

function stretchOf(text: string, { start, end, first, last }: NewMark): { start: number; end: number } {
  if (start !== undefined && end !== undefined) {
    const pointed = end <= text.length ? trimmed(text, start, end) : undefined
    if (!pointed) throw new Refusal('survey.words-not-there', { field: 'first' })
    return pointed
  }
  const told = locateWords(text, first, last)
  if (!told) throw new Refusal('survey.words-not-there', { field: locateWords(text, first, '') ? 'last' : 'first' })
  return told
}

async function standing(tx: ActorTx, codeId: string): Promise<string> {
  const code = await tx
    .selectFrom('survey_code')
    .select('id')
    .where(sql<boolean>`id::text = ${codeId}`)
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  if (!code) throw new Refusal('survey.code-gone', { field: 'code', status: 409 })
  return code.id
}

async function begin(tx: ActorTx, interviewId: string): Promise<void> {
  await tx
    .insertInto('survey_coding')
    .values({ convention_id: tx.actor.conventionId, interview_id: interviewId, coder_id: tx.actor.memberId })
    .onConflict((on) => on.doNothing())
    .execute()
}

/** Takes back one's own mark. */
export async function unmarkExcerpt(tx: ActorTx, excerptId: string): Promise<void> {
  must(tx.actor, 'survey.coding.write')
  await tx
    .deleteFrom('survey_excerpt')
    .where(sql<boolean>`id::text = ${excerptId}`)
    .where('coder_id', '=', tx.actor.memberId)
    .execute()
}

/** Says that the whole interview was read, or takes it back: the others' marks then show, or hide again. */
export async function finishCoding(tx: ActorTx, interviewId: string, finished: boolean): Promise<void> {
  must(tx.actor, 'survey.coding.write')
  const { id } = await interviewText(tx, interviewId)
  await begin(tx, id)
  await tx
    .updateTable('survey_coding')
    .set({ finished_at: finished ? sql`now()` : null })
    .where('interview_id', '=', id)
    .where('coder_id', '=', tx.actor.memberId)
    .execute()
}

/** A page of what a code and those under it mark, newest interview last, with the words themselves. */
export async function excerptsOfCodes(
  tx: ActorTx,
  codeIds: readonly string[],
  { page, rows: most }: { page: number; rows: number },
) {
  must(tx.actor, 'survey.coding.read')
  const rows = await quoted(tx)
    .where('excerpt.code_id', 'in', [...codeIds])
    .orderBy('interview.held_on')
    .orderBy('excerpt.id')
    .limit(most)
    .offset((page - 1) * most)
    .execute()
  await looked(tx, rows)
  const { total } = await tx
    .selectFrom('survey_excerpt')
    .select(sql<number>`count(*)`.as('total'))
    .where('code_id', 'in', [...codeIds])
    .executeTakeFirstOrThrow()
  return { rows, total }
}

/** Excerpts with their words, cut out of the text where it stands: they are kept nowhere else. */
export function quoted(tx: ActorTx) {
  return tx
    .selectFrom('survey_excerpt as excerpt')
    .innerJoin('survey_interview as interview', 'interview.id', 'excerpt.interview_id')
    .innerJoin('survey_code as code', 'code.id', 'excerpt.code_id')
    .leftJoin('survey_answer as answer', 'answer.id', 'excerpt.answer_id')
    .leftJoin('survey_transcript as transcript', 'transcript.interview_id', 'excerpt.interview_id')
    .select(['excerpt.id', 'excerpt.interview_id', 'excerpt.code_id', 'code.name as code', 'interview.held_on'])
    .select(['interview.agrees_quotation', 'excerpt.part'])
    .select(
      sql<'tenant' | 'caretaker'>`case when interview.caretaker_id is null then 'tenant' else 'caretaker' end`.as(
        'audience',
      ),
    )
    .select(
      sql<string>`survey_cut(case excerpt.part when 'verbatim' then answer.verbatim when 'note' then answer.note
        when 'notes' then interview.notes else transcript.text end, excerpt.start_at, excerpt.end_at)`.as('words'),
    )
}

async function looked(tx: ActorTx, rows: readonly { interview_id: string }[]): Promise<void> {
  const ids = [...new Set(rows.map(({ interview_id }) => interview_id))]
  if (ids.length > 0) await sql`select audit_access('survey_interview', ${ids}::text[], 'survey.coding')`.execute(tx)
}
