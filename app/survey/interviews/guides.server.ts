/** Interview guides: made from a template, changed question by question, in a new version once an interview uses the last one. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { TEMPLATES } from './guide-templates.ts'
import { AUDIENCES, type Audience, byTheme, conditionRuleOf, kindOf, type Question } from './questions.ts'

const MOST_GUIDES = 100
const MOST_QUESTIONS = 200

export const Conditions = z.array(z.object({ key: z.string(), value: z.string() }))

/** By an interview, or by a device that may be asking from it right now. */
const usedVersion = sql<boolean>`version.given_at is not null or exists (select from survey_interview i
  where i.convention_id = version.convention_id and i.version_id = version.id)`

/** Guides with the newest version of each. */
export async function guidesOf(tx: ActorTx) {
  must(tx.actor, 'survey.guide.read')
  return newestVersions(tx)
    .select(
      sql<number>`(select count(*) from survey_question q
      where q.convention_id = version.convention_id and q.version_id = version.id)`.as('questions'),
    )
    .orderBy('guide.id', 'desc')
    .limit(MOST_GUIDES)
    .execute()
}

function versions(tx: ActorTx) {
  return tx
    .selectFrom('survey_guide as guide')
    .innerJoin('survey_guide_version as version', (on) =>
      on.onRef('version.convention_id', '=', 'guide.convention_id').onRef('version.guide_id', '=', 'guide.id'),
    )
    .select(['guide.id', 'guide.name', 'guide.audience', 'version.id as version_id', 'version.version'])
}

function newestVersions(tx: ActorTx) {
  return versions(tx).where(sql<boolean>`version.version = (select max(v.version) from survey_guide_version v
      where v.convention_id = guide.convention_id and v.guide_id = guide.id)`)
}

/** Versions by their ids, also those that a newer one has followed. */
export async function versionsOf(tx: ActorTx, ids: readonly string[]) {
  must(tx.actor, 'survey.guide.read')
  if (ids.length === 0) return []
  return versions(tx).where('version.id', 'in', ids).execute()
}

/** One guide as it would be asked today. */
export async function guideOf(tx: ActorTx, id: string) {
  must(tx.actor, 'survey.guide.read')
  const row = await newestVersions(tx).where(sql<boolean>`guide.id::text = ${id}`).executeTakeFirst()
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
  return { ...row, audience: audienceOf(row.audience), questions: await questionsOf(tx, row.version_id) }
}

export type Guide = Awaited<ReturnType<typeof guideOf>>

export function audienceOf(text: string): Audience {
  return AUDIENCES.find((audience) => audience === text) ?? 'tenant'
}

/** The questions of one version, in order. */
export async function questionsOf(tx: ActorTx, versionId: string): Promise<Question[]> {
  must(tx.actor, 'survey.guide.read')
  const rows = await tx
    .selectFrom('survey_question')
    .select(['id', 'key', 'theme', 'kind', 'wording', 'prompts', 'choices', 'least', 'most'])
    .select(['conditions', 'condition_rule'])
    .where('version_id', '=', versionId)
    .orderBy('position')
    .orderBy('id')
    .limit(MOST_QUESTIONS)
    .execute()
  return rows.map(({ kind, conditions, condition_rule, ...row }) => ({
    ...row,
    kind: kindOf(kind),
    conditions: Conditions.parse(conditions),
    conditionRule: conditionRuleOf(condition_rule),
  }))
}

export async function createGuide(
  tx: ActorTx,
  { name, audience }: { name: string; audience: Audience },
): Promise<string> {
  must(tx.actor, 'survey.guide.write')
  const { id } = await tx
    .insertInto('survey_guide')
    .values({ convention_id: tx.actor.conventionId, name, audience, created_by: tx.actor.memberId })
    .returning('id')
    .executeTakeFirstOrThrow()
  const keyed = TEMPLATES[audience].map((question) => ({ ...question, id: randomUUID(), key: randomUUID() }))
  const questions = keyed.map(({ condition, prompts = [], choices = [], least = null, most = null, ...question }) => ({
    ...question,
    prompts,
    choices,
    least,
    most,
    conditions: (condition?.values ?? []).map((value) => ({ key: keyed[condition?.rank ?? 0]?.key ?? '', value })),
    conditionRule: 'any' as const,
  }))
  await keepVersion(tx, id, 1, questions)
  return id
}

async function keepVersion(tx: ActorTx, guideId: string, version: number, questions: Question[]): Promise<string> {
  const { id } = await tx
    .insertInto('survey_guide_version')
    .values({ convention_id: tx.actor.conventionId, guide_id: guideId, version, made_by: tx.actor.memberId })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('survey_question')
    .values(
      questions.map((question, position) => ({
        ...columnsOf(question),
        convention_id: tx.actor.conventionId,
        version_id: id,
        key: question.key,
        position,
      })),
    )
    .execute()
  return id
}

export type Draft = Omit<Question, 'id' | 'key'>

function columnsOf({ theme, kind, wording, prompts, choices, least, most, conditions, conditionRule }: Draft) {
  return {
    theme,
    kind,
    wording,
    prompts,
    choices,
    least,
    most,
    conditions: JSON.stringify(conditions),
    condition_rule: conditionRule,
  }
}

/** The version to change: the newest one, or a copy of it when it is used already. */
async function versionToChange(tx: ActorTx, guideId: string): Promise<{ guide: Guide; versionId: string }> {
  must(tx.actor, 'survey.guide.write')
  // Two who change at the same time must not both copy the version.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`guide ${guideId}`}, 0))`.execute(tx)
  const guide = await guideOf(tx, guideId)
  const { used } = await tx
    .selectFrom('survey_guide_version as version')
    .select(usedVersion.as('used'))
    .where('version.id', '=', guide.version_id)
    .executeTakeFirstOrThrow()
  if (!used) return { guide, versionId: guide.version_id }
  return { guide, versionId: await keepVersion(tx, guide.id, guide.version + 1, guide.questions) }
}

/** Adds a question at the end of its theme. */
export async function addQuestion(tx: ActorTx, guideId: string, draft: Draft): Promise<void> {
  const { guide, versionId } = await versionToChange(tx, guideId)
  if (guide.questions.length >= MOST_QUESTIONS)
    throw new Refusal('survey.guide-full', { values: { most: MOST_QUESTIONS } })
  const last = guide.questions.findLastIndex(({ theme }) => theme === draft.theme)
  const position = last === -1 ? guide.questions.length : last + 1
  checkConditions(draft, guide.questions.slice(0, position))
  await tx
    .updateTable('survey_question')
    .set((is) => ({ position: is('position', '+', 1) }))
    .where('version_id', '=', versionId)
    .where('position', '>=', position)
    .execute()
  await tx
    .insertInto('survey_question')
    .values({ ...columnsOf(draft), convention_id: tx.actor.conventionId, version_id: versionId, position })
    .execute()
}

/** Changes a question, told by its key: its id differs in a new version. */
export async function changeQuestion(tx: ActorTx, guideId: string, key: string, draft: Draft): Promise<void> {
  const { guide, versionId } = await versionToChange(tx, guideId)
  const at = guide.questions.findIndex((question) => question.key === key)
  if (at === -1) throw new Refusal('platform.not-found', { status: 404 })
  checkConditions(draft, guide.questions.slice(0, at))
  const lost = guide.questions.some(({ conditions }) =>
    conditions.some((condition) => condition.key === key && !draft.choices.includes(condition.value)),
  )
  if (lost) throw new Refusal('survey.question-decides', { field: 'choices', status: 409 })
  await tx
    .updateTable('survey_question')
    .set(columnsOf(draft))
    .where('version_id', '=', versionId)
    .where('key', '=', key)
    .execute()
}

function checkConditions({ conditions }: Draft, before: readonly Question[]): void {
  for (const [at, { key, value }] of conditions.entries()) {
    const field = `condition${at + 1}`
    const other = before.find((question) => question.key === key)
    if (!other) throw new Refusal('survey.condition-not-before', { field })
    if (!other.choices.includes(value)) throw new Refusal('survey.condition-not-a-choice', { field })
  }
}

/** Moves a question by one place within its theme. At the end of the theme it stays. */
export async function moveQuestion(tx: ActorTx, guideId: string, key: string, by: -1 | 1): Promise<void> {
  const { guide, versionId } = await versionToChange(tx, guideId)
  const themes = byTheme(guide.questions).map(({ questions }) => questions)
  const own = themes.find((questions) => questions.some((question) => question.key === key)) ?? notThere()
  swap(
    own,
    own.findIndex((question) => question.key === key),
    by,
  )
  await keepOrder(tx, versionId, themes.flat())
}

/** Moves a theme, with its questions, by one place. */
export async function moveTheme(tx: ActorTx, guideId: string, theme: string, by: -1 | 1): Promise<void> {
  const { guide, versionId } = await versionToChange(tx, guideId)
  const themes = byTheme(guide.questions)
  const at = themes.findIndex((one) => one.theme === theme)
  if (at === -1) notThere()
  swap(themes, at, by)
  await keepOrder(
    tx,
    versionId,
    themes.flatMap(({ questions }) => questions),
  )
}

function swap<Item>(items: Item[], at: number, by: -1 | 1): void {
  const [one, other] = [items[at], items[at + by]]
  if (one === undefined || other === undefined) return
  items[at] = other
  items[at + by] = one
}

/** @throws Refusal when a question would come before one that decides it */
async function keepOrder(tx: ActorTx, versionId: string, questions: readonly Question[]): Promise<void> {
  const keys = questions.map(({ key }) => key)
  for (const [at, { conditions }] of questions.entries())
    if (conditions.some(({ key }) => keys.indexOf(key) > at))
      throw new Refusal('survey.order-breaks-condition', { status: 409 })
  await sql`update survey_question q set position = given.position - 1
    from unnest(${keys}::uuid[]) with ordinality as given (key, position)
    where q.version_id = ${versionId}::uuid and q.key = given.key and q.position <> given.position - 1`.execute(tx)
}

export async function removeQuestion(tx: ActorTx, guideId: string, key: string): Promise<void> {
  const { guide, versionId } = await versionToChange(tx, guideId)
  if (guide.questions.some(({ conditions }) => conditions.some((condition) => condition.key === key)))
    throw new Refusal('survey.question-decides', { status: 409 })
  if (guide.questions.length === 1) throw new Refusal('survey.guide-empty', { status: 409 })
  const { position } = await tx
    .deleteFrom('survey_question')
    .where('version_id', '=', versionId)
    .where('key', '=', key)
    .returning('position')
    .executeTakeFirst()
    .then((row) => row ?? notThere())
  // Places stay without a hole: a question is added at its rank.
  await tx
    .updateTable('survey_question')
    .set((is) => ({ position: is('position', '-', 1) }))
    .where('version_id', '=', versionId)
    .where('position', '>', position)
    .execute()
}

function notThere(): never {
  throw new Refusal('platform.not-found', { status: 404 })
}
