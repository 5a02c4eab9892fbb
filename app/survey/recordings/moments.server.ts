/** Moments of a sound that are tied to words: where the note on a question was begun, or where a coder says that a passage is heard. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'

const MOST = 2000

export interface Moment {
  id: string
  recordingId: string
  questionId: string | null
  part: string
  /** UTF-16 offset in that text. */
  start: number
  atMs: number
}

/** Of one interview, in the order of its sound. */
export async function momentsOf(tx: ActorTx, interviewId: string): Promise<Moment[]> {
  must(tx.actor, 'survey.interview.read')
  const rows = await tx
    .selectFrom('survey_moment as moment')
    .innerJoin('survey_recording as recording', 'recording.id', 'moment.recording_id')
    .select([
      'moment.id',
      'moment.recording_id',
      'moment.question_id',
      'moment.part',
      'moment.start_at',
      'moment.at_ms',
    ])
    .where('recording.interview_id', '=', interviewId)
    .orderBy('recording.began_at')
    .orderBy('moment.at_ms')
    .orderBy('moment.id')
    .limit(MOST)
    .execute()
  return rows.map(({ recording_id, question_id, start_at, at_ms, ...row }) => ({
    ...row,
    recordingId: recording_id,
    questionId: question_id,
    start: start_at,
    atMs: at_ms,
  }))
}

/** Ties a place in the words to a moment of the sound; another moment at the same place takes its turn. */
export async function setMoment(
  tx: ActorTx,
  interviewId: string,
  { recordingId, questionId, part, start, atMs }: Omit<Moment, 'id'>,
): Promise<void> {
  must(tx.actor, 'survey.coding.write')
  const recording = await tx
    .selectFrom('survey_recording')
    .select(['id', 'length_ms'])
    .where(sql<boolean>`id::text = ${recordingId}`)
    .where('interview_id', '=', interviewId)
    .where('kind', '=', 'audio')
    .where('erased_at', 'is', null)
    .executeTakeFirst()
  if (!recording) throw new Refusal('platform.not-found', { status: 404 })
  if (recording.length_ms !== null && atMs > recording.length_ms)
    throw new Refusal('survey.moment-beyond', { field: 'moment' })
  await tx
    .deleteFrom('survey_moment')
    .where('recording_id', '=', recording.id)
    .where(sql<boolean>`question_id is not distinct from ${questionId}::uuid`)
    .where('part', '=', part)
    .where('start_at', '=', start)
    .execute()
  await tx
    .insertInto('survey_moment')
    .values({
      convention_id: tx.actor.conventionId,
      recording_id: recording.id,
      question_id: questionId,
      part,
      start_at: start,
      at_ms: atMs,
      set_by: tx.actor.memberId,
    })
    .execute()
}

export async function removeMoment(tx: ActorTx, interviewId: string, id: string): Promise<void> {
  must(tx.actor, 'survey.coding.write')
  await tx
    .deleteFrom('survey_moment')
    .where(sql<boolean>`id::text = ${id}`)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('survey_recording as recording')
          .select('recording.id')
          .whereRef('recording.id', '=', 'survey_moment.recording_id')
          .where('recording.interview_id', '=', interviewId),
      ),
    )
    .execute()
}
