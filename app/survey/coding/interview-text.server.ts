/** Interviews to code: which there are, what each says, who has read it through. Each reading is recorded. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { placeKept } from '../interviews/answers.server.ts'
import { closedAnswerWord } from '../interviews/answers.ts'
import { keyOf, type Part, type Passage } from './passages.ts'

export const PAGE_ROWS = 25

/** An interview is told by its rank in time: no name stands on the pages where people code. */
const numbered = sql`(select i.*, row_number() over (order by i.held_on, i.id) as rank from survey_interview i
  where i.completed_at is not null and i.withdrawn_at is null)`

interface Listed {
  id: string
  rank: number
  held_on: string
  audience: 'tenant' | 'caretaker'
  excerpts: number
  coders: string[]
  finished: string[]
  total: number
}

/** A page of the finished interviews, in the order in which they were held; `mine` those that the asker has not finished. */
export async function interviewsToCode(tx: ActorTx, { page, mine }: { page: number; mine: boolean }) {
  must(tx.actor, 'survey.coding.read')
  const { rows } = await sql<Listed>`select i.id, i.rank, i.held_on,
      case when i.caretaker_id is null then 'tenant' else 'caretaker' end as audience,
      (select count(*) from survey_excerpt e where e.convention_id = i.convention_id and e.interview_id = i.id) as excerpts,
      array(select member.display_name from survey_coding c join member on member.convention_id = c.convention_id and member.id = c.coder_id
        where c.convention_id = i.convention_id and c.interview_id = i.id and c.finished_at is null order by 1) as coders,
      array(select member.display_name from survey_coding c join member on member.convention_id = c.convention_id and member.id = c.coder_id
        where c.convention_id = i.convention_id and c.interview_id = i.id and c.finished_at is not null order by 1) as finished,
      count(*) over () as total
    from ${numbered} i
    where not ${mine} or not exists (select from survey_coding c where c.convention_id = i.convention_id and c.interview_id = i.id
      and c.coder_id = ${tx.actor.memberId} and c.finished_at is not null)
    order by i.rank limit ${PAGE_ROWS} offset ${(page - 1) * PAGE_ROWS}`.execute(tx)
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}

interface Head {
  id: string
  rank: number
  held_on: string
  notes: string
  audience: 'tenant' | 'caretaker'
  agrees_quotation: boolean
  transcript: string | null
}

/** One interview as it is coded: every passage that has words, in the order of the guide. */
export async function interviewText(tx: ActorTx, id: string) {
  must(tx.actor, 'survey.coding.read')
  const { rows } = await sql<Head>`select i.id, i.rank, i.held_on, i.notes, i.agrees_quotation,
      case when i.caretaker_id is null then 'tenant' else 'caretaker' end as audience, t.text as transcript
    from ${numbered} i left join survey_transcript t on t.convention_id = i.convention_id and t.interview_id = i.id
    where i.id::text = ${id}`.execute(tx)
  const [interview] = rows
  if (!interview) throw new Refusal('platform.not-found', { status: 404 })
  await sql`select audit_access('survey_interview', array[${interview.id}]::text[], 'survey.coding')`.execute(tx)
  return { ...interview, passages: [...(await answersOf(tx, interview.id)), ...wholeOf(interview)] }
}

async function answersOf(tx: ActorTx, interviewId: string): Promise<Passage[]> {
  const answers = await tx
    .selectFrom('survey_answer as answer')
    .innerJoin('survey_question as question', 'question.id', 'answer.question_id')
    .select(['answer.id', 'answer.note', 'answer.verbatim', 'question.id as question_id', 'question.wording'])
    .select(['answer.chosen', 'answer.number', 'answer.day', 'answer.place'])
    .where('answer.interview_id', '=', interviewId)
    .orderBy('question.position')
    .orderBy('answer.id')
    .limit(500)
    .execute()
  return answers.flatMap(({ id, question_id, wording, verbatim, note, place, ...ticked }) => {
    const closed = closedAnswerWord({ ...ticked, place: placeKept(place) })
    const answer = { id, question_id, wording, closed }
    return [...passage(answer, 'verbatim', verbatim), ...passage(answer, 'note', note)]
  })
}

function wholeOf({ notes, transcript }: Head): Passage[] {
  return [...passage(null, 'notes', notes), ...passage(null, 'transcript', transcript ?? '')]
}

interface Answer {
  id: string
  question_id: string
  wording: string
  closed: string
}

function passage(answer: Answer | null, part: Part, text: string): Passage[] {
  if (text.trim() === '') return []
  const answerId = answer?.id ?? null
  const [questionId, question, closed] = [answer?.question_id ?? null, answer?.wording ?? null, answer?.closed ?? '']
  return [{ key: keyOf(answerId, part), answerId, questionId, part, question, closed, text }]
}

/** Puts the transcript of a recording beside the answers, until an excerpt refers to it. */
export async function writeTranscript(tx: ActorTx, interviewId: string, text: string): Promise<void> {
  must(tx.actor, 'survey.coding.write')
  const interview = await interviewText(tx, interviewId)
  const { used } = await tx
    .selectNoFrom(
      sql<boolean>`exists (select from survey_excerpt where interview_id = ${interview.id} and part = 'transcript')`.as(
        'used',
      ),
    )
    .executeTakeFirstOrThrow()
  if (used) throw new Refusal('survey.transcript-marked', { field: 'text', status: 409 })
  const written = { text: text.replaceAll('\r\n', '\n').normalize('NFC'), written_by: tx.actor.memberId }
  await tx
    .insertInto('survey_transcript')
    .values({ convention_id: tx.actor.conventionId, interview_id: interview.id, ...written })
    .onConflict((on) =>
      on.columns(['convention_id', 'interview_id']).doUpdateSet({ ...written, written_at: sql`now()` }),
    )
    .execute()
}
