/** Every wording of an answer that came from a device. Two that were written without seeing each other stay, until somebody chooses. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import type { Stamp } from '#packages/sync-log/hybrid-clock.ts'
import { choose, currentVersions, type Version } from '#packages/sync-log/versions.ts'
import { type Given, keepAnswers } from '../interviews/answers.server.ts'
import { type GivenAnswer, sameAnswer, wrongIn } from '../interviews/answers.ts'
import { questionsOf } from '../interviews/guides.server.ts'
import { AnswerContent } from './acts.ts'
import { Stamp as StampSchema } from './stamp.ts'

const Answer = AnswerContent.shape.answer
const MOST_VERSIONS = 5000
/** SQLSTATE of the rule that keeps words as they are once an excerpt refers to them. */
const MARKED = '23001'

interface NewVersion {
  id: string
  interviewId: string
  questionId: string
  basedOn: readonly string[]
  answer: GivenAnswer
  stamp: Stamp
  author: string
  madeAt: Date
}

/** Keeps a wording, and shows the one that stands; of several that stand, the earliest until somebody chooses. */
export async function keepVersion(tx: ActorTx, version: NewVersion): Promise<void> {
  must(tx.actor, 'survey.interview.write')
  const { questionId, interviewId, answer } = version
  const interview = await tx
    .selectFrom('survey_interview')
    .select(['version_id', 'completed_at'])
    .where('id', '=', interviewId)
    .where('withdrawn_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  const question = interview && (await questionsOf(tx, interview.version_id)).find(({ id }) => id === questionId)
  if (!interview || !question) throw new Refusal('survey.act-without-interview')
  const wrong = wrongIn(question, answer)
  if (wrong) throw new Refusal(wrong)
  await insertVersion(tx, version)
  const [standing] = (await standingOf(tx, interviewId)).get(questionId) ?? []
  await openFor(tx, interviewId, interview.completed_at, () =>
    keepAnswers(tx, interviewId, [{ question, answer: standing?.value ?? answer }]),
  ).catch((error: unknown) => {
    throw error instanceof pg.DatabaseError && error.code === MARKED ? new Refusal('survey.answer-coded') : error
  })
}

/** An answer that comes late, or is chosen later, is written into an interview that was finished meanwhile. */
async function openFor(tx: ActorTx, id: string, completedAt: Date | null, write: () => Promise<void>): Promise<void> {
  const set = (at: Date | null) =>
    tx.updateTable('survey_interview').set({ completed_at: at }).where('id', '=', id).execute()
  if (completedAt !== null) await set(null)
  await write()
  if (completedAt !== null) await set(completedAt)
}

async function insertVersion(tx: ActorTx, version: NewVersion): Promise<void> {
  await tx
    .insertInto('survey_answer_version')
    .values({
      convention_id: tx.actor.conventionId,
      id: version.id,
      interview_id: version.interviewId,
      question_id: version.questionId,
      based_on: [...version.basedOn],
      answer: JSON.stringify(version.answer),
      stamp: JSON.stringify(version.stamp),
      author_id: version.author,
      made_at: version.madeAt,
    })
    .onConflict((on) => on.columns(['convention_id', 'id']).doNothing())
    .execute()
}

type Wording = Version<GivenAnswer> & { by: string; madeAt: string }

/** The wordings that nobody replaced, by question. */
export async function standingOf(tx: ActorTx, interviewId: string): Promise<Map<string, Wording[]>> {
  must(tx.actor, 'survey.interview.read')
  const rows = await tx
    .selectFrom('survey_answer_version as version')
    .innerJoin('member', 'member.id', 'version.author_id')
    .select(['version.id', 'version.question_id', 'version.based_on', 'version.answer', 'version.stamp'])
    .select(['version.author_id', 'version.made_at', 'member.display_name as by'])
    .where('version.interview_id', '=', interviewId)
    .orderBy('version.made_at')
    .limit(MOST_VERSIONS)
    .execute()
  const wordings = rows.map(
    (row): Wording => ({
      id: row.id,
      field: row.question_id,
      basedOn: row.based_on,
      value: { place: null, ...Answer.parse(row.answer) },
      author: row.author_id,
      stamp: StampSchema.parse(row.stamp),
      guide: 1,
      by: row.by,
      madeAt: row.made_at.toISOString(),
    }),
  )
  const byId = new Map(wordings.map((wording) => [wording.id, wording]))
  return new Map(
    [...currentVersions(wordings)].map(([question, standing]) => [
      question,
      standing.flatMap(({ id }) => byId.get(id) ?? []),
    ]),
  )
}

/** One of several wordings, chosen by whoever acts now; the others stay on record. */
export async function chooseWording(tx: ActorTx, interviewId: string, wordingId: string): Promise<void> {
  must(tx.actor, 'survey.interview.write')
  const standing = [...(await standingOf(tx, interviewId)).values()].find((all) =>
    all.some(({ id }) => id === wordingId),
  )
  const chosen = standing?.find(({ id }) => id === wordingId)
  if (!standing || !chosen) throw new Refusal('platform.not-found', { status: 404 })
  const id = randomUUID()
  const stamp = { ...chosen.stamp, counter: Math.max(...standing.map((each) => each.stamp.counter)) + 1 }
  const choice = choose(standing, { id, value: chosen.value, author: tx.actor.memberId, stamp, guide: 1 })
  await keepVersion(tx, {
    ...choice,
    interviewId,
    questionId: choice.field,
    answer: choice.value,
    madeAt: new Date(),
  })
}

/** What is written on line over wordings of a device replaces those that it shows. */
export async function replaceWordings(tx: ActorTx, interviewId: string, given: readonly Given[]): Promise<void> {
  const standing = await standingOf(tx, interviewId)
  for (const { question, answer } of given) {
    const [shown, ...others] = standing.get(question.id) ?? []
    if (!shown || others.length > 0 || sameAnswer(shown.value, answer)) continue
    await insertVersion(tx, {
      id: randomUUID(),
      interviewId,
      questionId: question.id,
      basedOn: [shown.id],
      answer,
      stamp: { ...shown.stamp, counter: shown.stamp.counter + 1 },
      author: tx.actor.memberId,
      madeAt: new Date(),
    })
  }
}
