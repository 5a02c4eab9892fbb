/** Every wording of an answer, from a device or a page on line. Two that were written without seeing each other stay, until somebody chooses. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { compareStamps, type Stamp, tick } from '#packages/sync-log/hybrid-clock.ts'
import { choose, currentVersions, type Version } from '#packages/sync-log/versions.ts'
import { type Given, keepAnswers, mustBeOpen, mustBeRight } from '../interviews/answers.server.ts'
import { type GivenAnswer, NO_ANSWER, sameAnswer, wrongIn } from '../interviews/answers.ts'
import { questionsOf } from '../interviews/guides.server.ts'
import { withKnownPlace } from '../interviews/place-book.server.ts'
import type { Question } from '../interviews/questions.ts'
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
  await keepUnversioned(tx, interviewId)
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

/** An answer that no version says yet, from a file or an earlier release, becomes the first one, under the id of its row. */
async function keepUnversioned(tx: ActorTx, interviewId: string): Promise<void> {
  await sql`insert into survey_answer_version (convention_id, id, interview_id, question_id, answer, stamp, author_id, made_at)
    select convention_id, id, interview_id, question_id,
      jsonb_build_object('chosen', chosen, 'number', number, 'day', day, 'place', place, 'note', note, 'verbatim', verbatim),
      jsonb_build_object('wallMs', floor(extract(epoch from written_at) * 1000), 'counter', 0, 'device', id), written_by, written_at
    from survey_answer answer where interview_id = ${interviewId} and ${isUnversioned}`.execute(tx)
}

const isUnversioned = sql<boolean>`not exists (select from survey_answer_version version
  where version.interview_id = answer.interview_id and version.question_id = answer.question_id)`

type Wording = Version<GivenAnswer> & { by: string; madeAt: string }

/** The wordings that nobody replaced, by question. */
export async function standingOf(tx: ActorTx, interviewId: string): Promise<Map<string, Wording[]>> {
  const wordings = await wordingsOf(tx, interviewId)
  const byId = new Map(wordings.map((wording) => [wording.id, wording]))
  return new Map(
    [...currentVersions(wordings)].map(([question, standing]) => [
      question,
      standing.flatMap(({ id }) => byId.get(id) ?? []),
    ]),
  )
}

/** Which wording is shown of each answer, by question: what is written over it replaces that one alone. */
export async function shownOf(tx: ActorTx, interviewId: string): Promise<Map<string, string>> {
  const standing = await standingOf(tx, interviewId)
  const unversioned = await tx
    .selectFrom('survey_answer as answer')
    .select(['answer.id', 'answer.question_id'])
    .where('answer.interview_id', '=', interviewId)
    .where(isUnversioned)
    .execute()
  return new Map([
    ...unversioned.map(({ id, question_id }) => [question_id, id] as const),
    ...[...standing].flatMap(([question, [shown]]) => (shown ? [[question, shown.id] as const] : [])),
  ])
}

/** All of them, in the order of their stamps. */
async function wordingsOf(tx: ActorTx, interviewId: string): Promise<Wording[]> {
  must(tx.actor, 'survey.interview.read')
  const rows = await tx
    .selectFrom('survey_answer_version as version')
    .innerJoin('member', 'member.id', 'version.author_id')
    .select(['version.id', 'version.question_id', 'version.based_on', 'version.answer', 'version.stamp'])
    .select(['version.author_id', 'version.made_at', 'member.display_name as by'])
    .where('version.interview_id', '=', interviewId)
    .orderBy('version.made_at', 'desc')
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
  return wordings.sort((a, b) => compareStamps(a.stamp, b.stamp))
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
  const counter = Math.max(...standing.map((each) => each.stamp.counter)) + 1
  const stamp = { ...chosen.stamp, counter, device: tx.actor.memberId }
  const choice = choose(standing, { id, value: chosen.value, author: tx.actor.memberId, stamp, guide: 1 })
  await keepVersion(tx, {
    ...choice,
    interviewId,
    questionId: choice.field,
    answer: choice.value,
    madeAt: new Date(),
  })
}

/** What a form on line holds of one question, and the wording that it was filled with. */
interface Written extends Given {
  base: string | undefined
}

/**
 * Keeps what was changed on line since the form showed it, or last saved it; what others wrote meanwhile stays beside it.
 *
 * @param form which form it is: of a new id each time that a page is loaded
 */
export async function keepWordings(
  tx: ActorTx,
  interviewId: string,
  form: string,
  written: readonly Written[],
): Promise<void> {
  await mustBeOpen(tx, interviewId)
  await keepUnversioned(tx, interviewId)
  const wordings = await wordingsOf(tx, interviewId)
  const changed: Question[] = []
  for (const { question, answer: sent, base } of written) {
    const all = wordings.filter(({ field }) => field === question.id)
    const seen = all.findLast(({ stamp }) => stamp.device === form) ?? all.find(({ id }) => id === base)
    const shown = seen?.value ?? NO_ANSWER
    if (sameAnswer(shown, sent)) continue
    mustBeRight(question, sent)
    const answer = await withKnownPlace(tx, sent)
    if (sameAnswer(shown, answer)) continue
    const now = new Date()
    await insertVersion(tx, {
      id: randomUUID(),
      interviewId,
      questionId: question.id,
      basedOn: seen ? [seen.id] : [],
      answer,
      stamp: tick(seen?.stamp ?? null, now.getTime(), form),
      author: tx.actor.memberId,
      madeAt: now,
    })
    changed.push(question)
  }
  const standing = await standingOf(tx, interviewId)
  const given = changed.map((question) => ({ question, answer: standing.get(question.id)?.[0]?.value ?? NO_ANSWER }))
  await keepAnswers(tx, interviewId, given)
}
