/** Sets of figures: reckoned by a job, kept as they were, published in a guarded copy that alone leaves the operator. */
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import type { JobStep } from '#app/platform/jobs.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { mayCountBeside } from '#packages/disclosure/queries.ts'
import { INSIDE_OPERATOR, OUTSIDE_OPERATOR } from '#packages/disclosure/thresholds.ts'
import { codesOf } from '../coding/codes.server.ts'
import { withDescendants } from '../coding/codes.ts'
import { FEATURES } from '../features.ts'
import { onlyAsked } from '../interviews/answers.ts'
import { Conditions } from '../interviews/guides.server.ts'
import { conditionRuleOf } from '../interviews/questions.ts'
import { panelOf, panelsOf } from '../panels.server.ts'
import { knownOf, type Respondent, respondentsOf } from '../respondents.server.ts'
import { type Profile, weigh } from './calibrated.ts'
import { type Earlier, type Guarded, publishable } from './guard.ts'
import { NONRESPONSES, type Nonresponse } from './nonresponse.ts'
import { type Figure, figuresOf, type Subject } from './reckon.ts'
import { eligibleOf, guardedResponse, Response, responseOf } from './response.server.ts'

const MOST_SETS = 100
const MOST_FIGURES = 5000

/** How the weights were made, kept with the figures. */
export const Method = z.object({
  name: z.enum(['logit', 'logit-wide', 'raking', 'none']),
  population: z.number(),
  replicates: z.number(),
  /** Interviews whose coding is finished: the codes are reckoned on them. Null in figures of before it was kept, and outside where few. */
  coded: z.number().nullable().default(null),
  trimmed: z.number(),
  designEffect: z.number(),
  leastFactor: z.number(),
  greatestFactor: z.number(),
  /** Null in figures of before it was asked. */
  nonresponse: z
    .object({
      kind: z.enum(NONRESPONSES),
      /** How many classes were found; their people are told inside the operator only. */
      count: z.number(),
      classes: z.array(
        z.object({
          of: z.record(z.string(), z.array(z.string())),
          asked: z.number(),
          answered: z.number(),
          rate: z.number(),
          factor: z.number(),
        }),
      ),
      /** By how much the final weights differ from those without classes, on average. */
      meanChange: z.number(),
    })
    .nullable()
    .default(null),
  margins: z.array(
    z.object({
      feature: z.enum(FEATURES),
      leftOut: z.enum(['unknown', 'one-group', 'too-many']).nullable(),
      groups: z.array(z.object({ values: z.array(z.string()), respondents: z.number(), population: z.number() })),
    }),
  ),
})
export type Method = z.infer<typeof Method>

/** Reckons a set of figures of a panel, and keeps it. */
export async function makeEstimate(
  tx: ActorTx,
  panelId: string,
  nonresponse: Nonresponse,
  step: JobStep,
): Promise<string> {
  must(tx.actor, 'survey.estimate.make')
  const panel = await panelOf(tx, panelId)
  const respondents = await respondentsOf(tx, panel.id)
  if (respondents.length < OUTSIDE_OPERATOR)
    throw new Refusal('survey.too-few-interviews', { values: { least: OUTSIDE_OPERATOR } })
  await step.progress(0, 3, 'weights')
  const weighted = weigh({
    probabilities: respondents.map(({ probability }) => probability),
    households: respondents.map(({ householdId }) => householdId),
    profiles: respondents.map(({ known }) => known),
    population: await populationOf(tx, panel.id),
    asked: nonresponse === 'classes' ? await eligibleOf(tx, panel.id) : null,
    people: respondents.map(({ personId }) => personId),
    seed: panel.id,
  })
  await step.progress(1, 3, 'figures')
  const coded = await codedOf(tx, respondents)
  const subjects = [...(await answersOf(tx, respondents)), ...coded.subjects]
  const figures: Figure[] = []
  for (const subject of subjects) {
    step.signal.throwIfAborted()
    figures.push(...figuresOf(subject, respondents, weighted.panel))
  }
  await step.progress(2, 3, 'keep')
  const { panel: replicated, base, method, effective, ...rest } = weighted
  const id = await keep(tx, panel.id, {
    method: { ...rest, name: method, replicates: replicated.replicates.length, coded: coded.interviews },
    response: await responseOf(tx, panel.id),
    respondents: respondents.length,
    effective,
  })
  await keepWeights(tx, id, respondents, base, replicated.weights)
  await keepFigures(tx, id, figures)
  await step.progress(3, 3, 'keep')
  return id
}

export interface PanelToReckon {
  id: string
  name: string
  /** Interviews that count. */
  respondents: number
  /** Why no figures can be made of it. */
  missing: 'draw' | 'interviews' | null
}

/** The panels, those of which figures can be made first, the most interviewed of them before the others. */
export async function panelsToReckon(tx: ActorTx): Promise<PanelToReckon[]> {
  must(tx.actor, 'survey.estimate.make')
  const counts = new Map<string, number>()
  for (const { panelId } of await respondentsOf(tx)) counts.set(panelId, (counts.get(panelId) ?? 0) + 1)
  return (await panelsOf(tx))
    .map(({ id, name, stage }) => {
      const respondents = counts.get(id) ?? 0
      const missing = respondents >= OUTSIDE_OPERATOR ? null : stage === 'drawn' ? 'interviews' : 'draw'
      return { id, name, respondents, missing } as const
    })
    .sort(
      (one, other) =>
        Number(one.missing !== null) - Number(other.missing !== null) || other.respondents - one.respondents,
    )
}

/** Everyone who could be drawn, as the register knew them at the seal. */
async function populationOf(tx: ActorTx, panelId: string): Promise<Profile[]> {
  const rows = await tx
    .selectFrom('survey_pool_person as pool')
    .innerJoin('survey_panel as panel', 'panel.id', 'pool.panel_id')
    .select(['panel.features', 'pool.features as values'])
    .where('pool.panel_id', '=', panelId)
    .orderBy('pool.position')
    .execute()
  return rows.map(({ features, values }) => knownOf(features, values))
}

const COUNTED: readonly string[] = ['single', 'multiple', 'place']

/** The closed questions and the places, answers of all versions of a guide read together; who was not asked is not counted. */
async function answersOf(tx: ActorTx, respondents: readonly Respondent[]): Promise<Subject[]> {
  const rows = await tx
    .selectFrom('survey_answer as answer')
    .innerJoin('survey_question as question', 'question.id', 'answer.question_id')
    .select(['answer.interview_id', 'question.key', 'question.kind', 'question.wording', 'question.choices'])
    .select(['question.conditions', 'question.condition_rule'])
    .select(
      sql<string[]>`case when question.kind <> 'place' then answer.chosen
      when ${placeIsNamed(sql.ref('answer.place'))} then array[answer.place ->> 'name'] else '{}' end`.as('chosen'),
    )
    .where(
      'answer.interview_id',
      'in',
      respondents.map(({ interviewId }) => interviewId),
    )
    .where(
      sql<boolean>`cardinality(answer.chosen) > 0 or answer.place is not null or (question.kind = 'place' and answer.note <> '')`,
    )
    .orderBy('question.position')
    .orderBy('answer.id')
    .execute()
  const answers = rows.map(({ conditions, condition_rule, ...row }) => ({
    ...row,
    conditions: Conditions.parse(conditions),
    conditionRule: conditionRuleOf(condition_rule),
  }))
  const asked = new Set([...Map.groupBy(answers, ({ interview_id }) => interview_id).values()].flatMap(onlyAsked))
  const counted = answers.filter((answer) => asked.has(answer) && COUNTED.includes(answer.kind))
  return [...Map.groupBy(counted, ({ key }) => key)].flatMap(([key, own]) => {
    const chosen = new Map(own.map((answer) => [answer.interview_id, answer.chosen]))
    const last = own.at(-1)
    const choices = last?.kind === 'place' ? oftenNamed(own.flatMap((answer) => answer.chosen)) : last?.choices
    return (choices ?? []).map((choice) => ({
      kind: 'answer' as const,
      id: key,
      wording: last?.wording ?? '',
      value: choice,
      onlyOne: own.every(({ kind }) => kind !== 'multiple'),
      said: respondents.map(({ interviewId }) => chosen.get(interviewId)?.includes(choice) ?? null),
    }))
  })
}

/** A point of the map is nobody's but who pressed it: only what has a name of its own is counted. */
function placeIsNamed(place: RawBuilder<unknown>) {
  return sql<boolean>`coalesce(${place} ->> 'kind' <> 'point', false)`
}

/** Places that several people go to, the most named first: one that few name leads to them, inside the operator too. */
function oftenNamed(names: readonly string[]): string[] {
  return [...Map.groupBy(names, (name) => name)]
    .filter(([, same]) => same.length >= INSIDE_OPERATOR)
    .sort(([one, a], [other, b]) => b.length - a.length || one.localeCompare(other, 'fr'))
    .map(([name]) => name)
}

/** Who spoke of each code, or of one under it, among those whose interview was read through: in one half read, not yet does not mean no. */
async function codedOf(
  tx: ActorTx,
  respondents: readonly Respondent[],
): Promise<{ interviews: number; subjects: Subject[] }> {
  const codes = await codesOf(tx)
  const rows = await tx
    .selectFrom('survey_coding as coding')
    .leftJoin('survey_excerpt as excerpt', (on) =>
      on.onRef('excerpt.interview_id', '=', 'coding.interview_id').onRef('excerpt.coder_id', '=', 'coding.coder_id'),
    )
    .select('coding.interview_id')
    .select(sql<string[]>`array_remove(array_agg(distinct excerpt.code_id), null)`.as('codes'))
    .where('coding.finished_at', 'is not', null)
    .groupBy('coding.interview_id')
    .execute()
  const held = new Map(rows.map(({ interview_id, codes: own }) => [interview_id, new Set(own)]))
  const subjects = codes.flatMap((code) => {
    const family = withDescendants(codes, code.id)
    const said = respondents.map(({ interviewId }) => {
      const own = held.get(interviewId)
      return own ? family.some((id) => own.has(id)) : null
    })
    // A code that no tenant's interview holds is not about tenants.
    return said.includes(true)
      ? [{ kind: 'code' as const, id: code.id, wording: code.name, value: '', onlyOne: false, said }]
      : []
  })
  return { interviews: respondents.filter(({ interviewId }) => held.has(interviewId)).length, subjects }
}

async function keep(
  tx: ActorTx,
  panelId: string,
  kept: { method: Method; response: Response; respondents: number; effective: number },
): Promise<string> {
  const { id } = await tx
    .insertInto('survey_estimate')
    .values({
      convention_id: tx.actor.conventionId,
      panel_id: panelId,
      method: JSON.stringify(kept.method),
      response: JSON.stringify(kept.response),
      respondents: kept.respondents,
      effective: kept.effective,
      made_by: tx.actor.memberId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function keepWeights(
  tx: ActorTx,
  id: string,
  respondents: readonly Respondent[],
  base: Float64Array,
  weights: Float64Array,
): Promise<void> {
  await tx
    .insertInto('survey_estimate_weight')
    .values(
      respondents.map(({ personId, interviewId }, at) => ({
        convention_id: tx.actor.conventionId,
        estimate_id: id,
        panel_person_id: personId,
        interview_id: interviewId,
        base: base[at] ?? 0,
        weight: weights[at] ?? 0,
      })),
    )
    .execute()
}

const AT_ONCE = 500

async function keepFigures(tx: ActorTx, id: string, figures: readonly Figure[]): Promise<void> {
  const rows = figures.map(({ subject, feature, featureValue, ...reckoned }, position) => ({
    convention_id: tx.actor.conventionId,
    estimate_id: id,
    position,
    subject: subject.kind,
    subject_id: subject.id,
    wording: subject.wording,
    value: subject.value,
    only_one: subject.onlyOne,
    feature,
    feature_value: featureValue,
    ...reckoned,
  }))
  for (let at = 0; at < rows.length; at += AT_ONCE)
    await tx
      .insertInto('survey_estimate_figure')
      .values(rows.slice(at, at + AT_ONCE))
      .execute()
}

/** Sets of figures, newest first: for whoever is outside of the operator those that were published. */
export async function estimatesOf(tx: ActorTx) {
  must(tx.actor, 'survey.estimate.read')
  if (!may(tx.actor, 'survey.coding.read')) return (await publications(tx)).map((row) => ({ ...row, made_at: row.at }))
  const published = new Map((await publications(tx)).map((row) => [row.id, row.at]))
  const rows = await tx
    .selectFrom('survey_estimate as estimate')
    .innerJoin('survey_panel as panel', 'panel.id', 'estimate.panel_id')
    .select(['estimate.id', 'panel.name as panel', 'estimate.respondents', 'estimate.made_at'])
    .orderBy('estimate.id', 'desc')
    .limit(MOST_SETS)
    .execute()
  return rows.map((row) => ({ ...row, made_at: row.made_at.toISOString(), at: published.get(row.id) ?? null }))
}

async function publications(tx: ActorTx) {
  const rows = await tx
    .selectFrom('survey_publication')
    .select(['estimate_id as id', 'panel_name as panel', 'respondents', 'published_at'])
    .orderBy('published_at', 'desc')
    .limit(MOST_SETS)
    .execute()
  return rows.map(({ published_at, ...row }) => ({ ...row, at: published_at.toISOString() }))
}

export interface ShownFigure {
  id: string
  subject: 'answer' | 'code'
  subjectId: string
  wording: string
  value: string
  feature: string | null
  featureValue: string | null
  /** null: withheld. */
  n: number | null
  share: number | null
  low: number | null
  high: number | null
  reliability: string | null
}

export interface Estimate {
  id: string
  panel: string
  respondents: number
  /** Inside the operator only. */
  effective: number | null
  method: Method
  response: Response
  madeAt: string
  publishedAt: string | null
  figures: ShownFigure[]
}

/** A set as its reader may see it: the operator what was reckoned, the landlord's pilot what was published of it. */
export async function estimateOf(tx: ActorTx, id: string): Promise<Estimate> {
  must(tx.actor, 'survey.estimate.read')
  const outside = !may(tx.actor, 'survey.coding.read')
  const publication = await tx
    .selectFrom('survey_publication')
    .selectAll()
    .where(sql<boolean>`estimate_id::text = ${id}`)
    .executeTakeFirst()
  const publishedAt = publication?.published_at.toISOString() ?? null
  if (outside) {
    if (!publication) throw new Refusal('platform.not-found', { status: 404 })
    return {
      id: publication.estimate_id,
      panel: publication.panel_name,
      respondents: publication.respondents,
      effective: null,
      method: Method.parse(publication.method),
      response: Response.parse(publication.response),
      madeAt: publication.published_at.toISOString(),
      publishedAt,
      figures: await figuresIn(tx, 'survey_published_figure', publication.estimate_id),
    }
  }
  const row = await tx
    .selectFrom('survey_estimate as estimate')
    .innerJoin('survey_panel as panel', 'panel.id', 'estimate.panel_id')
    .selectAll('estimate')
    .select('panel.name as panel')
    .where(sql<boolean>`estimate.id::text = ${id}`)
    .executeTakeFirst()
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
  return {
    id: row.id,
    panel: row.panel,
    respondents: row.respondents,
    effective: row.effective,
    method: Method.parse(row.method),
    response: Response.parse(row.response),
    madeAt: row.made_at.toISOString(),
    publishedAt,
    figures: await figuresIn(tx, 'survey_estimate_figure', row.id),
  }
}

/** Those that were reckoned, or those of them that were published. */
async function figuresIn(
  tx: ActorTx,
  table: 'survey_estimate_figure' | 'survey_published_figure',
  id: string,
): Promise<ShownFigure[]> {
  const rows = await tx
    .selectFrom(table)
    .select(['id', 'subject', 'subject_id', 'wording', 'value', 'feature', 'feature_value'])
    .select(['n', 'share', 'low', 'high', 'reliability'])
    .where('estimate_id', '=', id)
    .orderBy('position')
    .limit(MOST_FIGURES)
    .execute()
  return rows.map(shown)
}

type Kept = Omit<ShownFigure, 'subject' | 'subjectId' | 'featureValue'> & {
  subject: string
  subject_id: string
  feature_value: string | null
}

function shown({ subject, subject_id, feature_value, ...row }: Kept): ShownFigure {
  return { ...row, subject: subject === 'code' ? 'code' : 'answer', subjectId: subject_id, featureValue: feature_value }
}

/** One figure, and for the operator the interviews behind it with their weights. */
export async function figureOf(tx: ActorTx, estimateId: string, figureId: string) {
  const estimate = await estimateOf(tx, estimateId)
  const figure = estimate.figures.find(({ id }) => id === figureId)
  if (!figure) throw new Refusal('platform.not-found', { status: 404 })
  return {
    estimate,
    figure,
    behind: may(tx.actor, 'survey.coding.read') ? await behind(tx, estimate.id, figure.id) : [],
  }
}

/** Interviews of those who said it when it was reckoned; null where they were not kept. */
async function behind(tx: ActorTx, estimateId: string, figureId: string) {
  const { said } = await tx
    .selectFrom('survey_estimate_figure')
    .select('said')
    .where('id', '=', figureId)
    .executeTakeFirstOrThrow()
  if (said === null) return null
  return tx
    .selectFrom('survey_estimate_weight as weight')
    .innerJoin('survey_interview as interview', 'interview.id', 'weight.interview_id')
    .select(['interview.id', 'interview.held_on', 'weight.weight'])
    .where('weight.estimate_id', '=', estimateId)
    .where(sql<boolean>`interview.id = any (${said}::uuid[])`)
    .orderBy('interview.held_on')
    .orderBy('interview.id')
    .execute()
}

/**
 * Publishes a set: its guarded copy can then be read by the landlord's pilot, and does not change any more. Refused when the people behind it
 * differ from those of an earlier publication by fewer than eleven: subtracting one from the other would tell of a few. A figure whose own
 * people differ so little is withheld, the others leave.
 */
export async function publishEstimate(tx: ActorTx, id: string): Promise<void> {
  must(tx.actor, 'survey.estimate.make')
  await sql`select pg_advisory_xact_lock(hashtextextended(${`estimates ${tx.actor.conventionId}`}, 0))`.execute(tx)
  const estimate = await estimateOf(tx, id)
  if (estimate.publishedAt !== null) return
  await refuseNearOthers(tx, estimate.id)
  const rows = await tx
    .selectFrom('survey_estimate_figure')
    .selectAll()
    .where('estimate_id', '=', estimate.id)
    .orderBy('position')
    .execute()
  if (rows.some(({ asked }) => asked === null)) throw new Refusal('survey.estimate-without-people', { status: 409 })
  const { shown: open } = await publishable(rows.map(guarded), await earlierOf(tx))
  await tx
    .insertInto('survey_publication')
    .values({
      convention_id: tx.actor.conventionId,
      estimate_id: estimate.id,
      panel_name: estimate.panel,
      respondents: estimate.respondents,
      method: JSON.stringify(guardedMethod(estimate.method)),
      response: JSON.stringify(await guardedResponse(estimate.response)),
      published_by: tx.actor.memberId,
    })
    .execute()
  const copies = rows.map(
    ({ yes: _yes, only_one: _, asked: _asked, said: _said, n, share, low, high, reliability, ...row }) => ({
      ...row,
      ...(open.has(row.id)
        ? { n, share, low, high, reliability }
        : { n: null, share: null, low: null, high: null, reliability: null }),
    }),
  )
  // A code that too few spoke of, a place that too few go to, is not even named; what a guide offers to all is.
  const places = await placeQuestions(tx)
  const kept = copies.filter((one) => open.has(one.id) || (one.subject === 'answer' && !places.has(one.subject_id)))
  for (let at = 0; at < kept.length; at += AT_ONCE)
    await tx
      .insertInto('survey_published_figure')
      .values(kept.slice(at, at + AT_ONCE))
      .execute()
}

/** How many figures of a set would be withheld because they moved too little since they were published. */
export async function nearFigures(tx: ActorTx, { id, publishedAt }: Estimate): Promise<number> {
  must(tx.actor, 'survey.estimate.make')
  const earlier = publishedAt === null ? await earlierOf(tx) : []
  if (earlier.length === 0) return 0
  const rows = await tx.selectFrom('survey_estimate_figure').selectAll().where('estimate_id', '=', id).execute()
  return (await publishable(rows.map(guarded), earlier)).near
}

/** The sets that were published, with what was shown of them. */
async function earlierOf(tx: ActorTx): Promise<Earlier[]> {
  const rows = await tx
    .selectFrom('survey_estimate_figure as figure')
    .innerJoin('survey_publication as publication', 'publication.estimate_id', 'figure.estimate_id')
    .leftJoin('survey_published_figure as open', 'open.id', 'figure.id')
    .selectAll('figure')
    .select(sql<boolean>`open.share is not null`.as('shown'))
    .execute()
  return [...Map.groupBy(rows, ({ estimate_id }) => estimate_id).values()].map((set) => ({
    figures: set.map(guarded),
    shown: new Set(set.flatMap((row) => (row.shown ? [row.id] : []))),
  }))
}

type FigureRow = Omit<Guarded, 'subject' | 'subjectId' | 'featureValue' | 'onlyOne'> & {
  subject: string
  subject_id: string
  feature_value: string | null
  only_one: boolean
}

function guarded(row: FigureRow): Guarded {
  const { id, value, feature, n, yes, asked, said } = row
  return {
    ...{ id, value, feature, n, yes, asked, said },
    subject: row.subject === 'code' ? 'code' : 'answer',
    subjectId: row.subject_id,
    featureValue: row.feature_value,
    onlyOne: row.only_one,
  }
}

/** Keys of the questions that ask for a place: what was answered to them was offered by nobody. */
async function placeQuestions(tx: ActorTx): Promise<Set<string>> {
  const rows = await tx.selectFrom('survey_question').select('key').where('kind', '=', 'place').distinct().execute()
  return new Set(rows.map(({ key }) => key))
}

/** Margins and classes are said without how many answered in each group: groups can be small. */
function guardedMethod(method: Method): Method {
  return {
    ...method,
    coded: method.coded !== null && method.coded >= OUTSIDE_OPERATOR ? method.coded : null,
    nonresponse: method.nonresponse && { ...method.nonresponse, classes: [] },
    margins: method.margins.map((margin) => ({
      ...margin,
      groups: margin.groups.map((group) => ({ ...group, respondents: 0, population: 0 })),
    })),
  }
}

async function refuseNearOthers(tx: ActorTx, id: string): Promise<void> {
  const rows = await tx
    .selectFrom('survey_estimate_weight as weight')
    .select(['weight.estimate_id', 'weight.panel_person_id'])
    .where((is) =>
      is.or([
        is('weight.estimate_id', '=', id),
        is('weight.estimate_id', 'in', is.selectFrom('survey_publication').select('estimate_id')),
      ]),
    )
    .execute()
  const sets = Map.groupBy(rows, ({ estimate_id }) => estimate_id)
  const people = (of: string) => new Set((sets.get(of) ?? []).map(({ panel_person_id }) => panel_person_id))
  const others = [...sets.keys()].filter((other) => other !== id).map(people)
  if (!mayCountBeside(people(id), others, OUTSIDE_OPERATOR))
    throw new Refusal('survey.publication-too-near', { status: 409, values: { least: OUTSIDE_OPERATOR } })
}
