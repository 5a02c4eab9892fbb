/** Findings written by the lead, each with the excerpts and figures that it rests on, and what it calls for. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { quoted } from '../coding/excerpts.server.ts'
import { UNKNOWN } from '../features.ts'
import { AUDIENCES, type Audience, NEEDS, type NeedKind, STANCES, type Stance } from './choices.ts'
import type { Speakers } from './speakers.ts'

const MOST_FINDINGS = 200
const MOST_BEHIND = 300
const MOST_NEEDS = 500

/** Voices are persons: someone quoted twice is one. */
const voices = (stance: Stance) =>
  sql<number>`(select count(distinct e.interview_id) from survey_finding_excerpt f
    join survey_excerpt e on e.convention_id = f.convention_id and e.id = f.excerpt_id
    where f.convention_id = finding.convention_id and f.finding_id = finding.id and f.stance = ${stance})`

function findings(tx: ActorTx) {
  return tx
    .selectFrom('survey_finding as finding')
    .select(['finding.id', 'finding.audience', 'finding.title', 'finding.statement', 'finding.plain'])
    .select([voices('supports').as('supporting'), voices('diverges').as('diverging')])
    .select(
      sql<number>`(select count(*) from survey_finding_figure f
        where f.convention_id = finding.convention_id and f.finding_id = finding.id)`.as('figures'),
    )
    .select(
      sql<number>`(select count(*) from survey_finding_excerpt f where f.convention_id = finding.convention_id
        and f.finding_id = finding.id and f.said <> '' and f.checked_at is null)`.as('unchecked'),
    )
    .where('finding.removed_at', 'is', null)
}

export async function findingsOf(tx: ActorTx) {
  must(tx.actor, 'survey.finding.read')
  const rows = await findings(tx).orderBy('finding.id').limit(MOST_FINDINGS).execute()
  return rows.map((row) => ({ ...row, audience: audienceOf(row.audience) }))
}

export type Finding = Awaited<ReturnType<typeof findingsOf>>[number]

export async function findingOf(tx: ActorTx, id: string): Promise<Finding> {
  must(tx.actor, 'survey.finding.read')
  const row = await findings(tx).where(sql<boolean>`finding.id::text = ${id}`).executeTakeFirst()
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
  return { ...row, audience: audienceOf(row.audience) }
}

function audienceOf(text: string): Audience {
  return AUDIENCES.find((audience) => audience === text) ?? 'tenant'
}

export interface FindingWords {
  audience: Audience
  title: string
  statement: string
  plain: string
}

export async function writeFinding(tx: ActorTx, words: FindingWords): Promise<string> {
  must(tx.actor, 'survey.finding.write')
  const { id } = await tx
    .insertInto('survey_finding')
    .values({ convention_id: tx.actor.conventionId, ...words, written_by: tx.actor.memberId })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function changeFinding(tx: ActorTx, id: string, words: FindingWords): Promise<void> {
  must(tx.actor, 'survey.finding.write')
  const finding = await findingOf(tx, id)
  // What rests on tenants’ words cannot be told of caretakers.
  if (finding.audience !== words.audience && finding.supporting + finding.diverging > 0)
    throw new Refusal('survey.finding-has-voices', { field: 'audience', status: 409 })
  await tx.updateTable('survey_finding').set(words).where('id', '=', finding.id).execute()
}

export async function removeFinding(tx: ActorTx, id: string): Promise<void> {
  must(tx.actor, 'survey.finding.write')
  const finding = await findingOf(tx, id)
  await tx.updateTable('survey_finding').set({ removed_at: sql`now()` }).where('id', '=', finding.id).execute()
}

interface Speaker {
  code_id: string
  interview_id: string
  person: string
  residence: string
  /** As the register knew it at the seal; null: unknown. */
  age: string | null
}

/** Tenants who speak of these things, where they live and of what age class. */
async function speakersOf(tx: ActorTx, codeIds: readonly string[]): Promise<Speaker[]> {
  const { rows } = await sql<Speaker>`select distinct e.code_id, interview.id as interview_id, asked.id as person,
      asked.residence_id as residence, nullif(pool.features[array_position(panel.features, 'age')], ${UNKNOWN}) as age
    from survey_excerpt e
      join survey_interview interview on interview.convention_id = e.convention_id and interview.id = e.interview_id
      join survey_panel_person asked on asked.convention_id = interview.convention_id and asked.id = interview.panel_person_id
      join survey_panel panel on panel.convention_id = asked.convention_id and panel.id = asked.panel_id
      join survey_pool_person pool on pool.convention_id = asked.convention_id and pool.panel_id = asked.panel_id and pool.position = asked.position
    where e.code_id = any (${[...codeIds]}::uuid[]) and interview.withdrawn_at is null`.execute(tx)
  return rows
}

function speakersBeside(all: readonly Speaker[], voice: { code_id: string; interview_id: string }): Speakers {
  const own = all.find(({ code_id, interview_id }) => code_id === voice.code_id && interview_id === voice.interview_id)
  const neighbours = all.filter(({ code_id, residence }) => code_id === voice.code_id && residence === own?.residence)
  const peers = neighbours.filter(({ age }) => age !== null && age === own?.age)
  const persons = (of: readonly Speaker[]) => new Set(of.map(({ person }) => person)).size
  return { neighbours: persons(neighbours), peers: persons(peers) }
}

/** The excerpts behind a finding, with their words, and those that may be quoted. */
export async function voicesOf(tx: ActorTx, findingId: string) {
  must(tx.actor, 'survey.finding.read')
  const rows = await quoted(tx)
    .innerJoin('survey_finding_excerpt as behind', 'behind.excerpt_id', 'excerpt.id')
    .leftJoin('member as masker', 'masker.id', 'behind.masked_by')
    .leftJoin('member as checker', 'checker.id', 'behind.checked_by')
    .select(['behind.stance', 'behind.said', 'behind.masked_by', 'masker.display_name as masker'])
    .select(['behind.checked_by', 'checker.display_name as checker'])
    .where('behind.finding_id', '=', findingId)
    .orderBy('behind.added_at')
    .orderBy('excerpt.id')
    .limit(MOST_BEHIND)
    .execute()
  if (rows.length > 0)
    await sql`select audit_access('survey_interview', ${[...new Set(rows.map(({ interview_id }) => interview_id))]}::text[], 'survey.finding')`.execute(
      tx,
    )
  const speakers = await speakersOf(tx, [...new Set(rows.map(({ code_id }) => code_id))])
  return rows.map((row) => ({
    ...row,
    ...speakersBeside(speakers, row),
    stance: STANCES.find((stance) => stance === row.stance) ?? 'supports',
  }))
}

export type Voice = Awaited<ReturnType<typeof voicesOf>>[number]

/** Puts an excerpt behind a finding, for it or against it. Tenants and caretakers are not mixed. */
export async function addVoice(tx: ActorTx, findingId: string, excerptId: string, stance: Stance): Promise<void> {
  must(tx.actor, 'survey.finding.write')
  const finding = await findingOf(tx, findingId)
  const excerpt = await quoted(tx).where(sql<boolean>`excerpt.id::text = ${excerptId}`).executeTakeFirst()
  if (!excerpt) throw new Refusal('platform.not-found', { status: 404 })
  if (excerpt.audience !== finding.audience) throw new Refusal('survey.other-audience', { status: 409 })
  await tx
    .insertInto('survey_finding_excerpt')
    .values({ convention_id: tx.actor.conventionId, finding_id: finding.id, excerpt_id: excerpt.id, stance })
    .onConflict((on) => on.columns(['convention_id', 'finding_id', 'excerpt_id']).doNothing())
    .execute()
}

export async function removeVoice(tx: ActorTx, findingId: string, excerptId: string): Promise<void> {
  must(tx.actor, 'survey.finding.write')
  await tx
    .deleteFrom('survey_finding_excerpt')
    .where(sql<boolean>`finding_id::text = ${findingId}`)
    .where(sql<boolean>`excerpt_id::text = ${excerptId}`)
    .execute()
}

/** Figures of a finding, as they were reckoned; `published` tells those that the landlord may read. */
export async function figuresBehind(tx: ActorTx, findingId: string) {
  must(tx.actor, 'survey.finding.read')
  return figures(tx)
    .innerJoin('survey_finding_figure as behind', 'behind.figure_id', 'figure.id')
    .where('behind.finding_id', '=', findingId)
    .orderBy('behind.added_at')
    .limit(MOST_BEHIND)
    .execute()
}

function figures(tx: ActorTx) {
  return tx
    .selectFrom('survey_estimate_figure as figure')
    .leftJoin('survey_published_figure as open', 'open.id', 'figure.id')
    .select(['figure.id', 'figure.estimate_id', 'figure.subject', 'figure.wording', 'figure.value'])
    .select(['figure.feature', 'figure.feature_value', 'figure.n', 'figure.share', 'figure.low', 'figure.high'])
    .select(['figure.reliability', sql<boolean>`open.share is not null`.as('published')])
}

/** Figures that can be put behind a finding: those of the set published last, or else of the newest. */
export async function figuresToChoose(tx: ActorTx) {
  must(tx.actor, 'survey.finding.read')
  const set = await tx
    .selectFrom('survey_estimate as estimate')
    .leftJoin('survey_publication as publication', 'publication.estimate_id', 'estimate.id')
    .select('estimate.id')
    .orderBy(sql`publication.published_at desc nulls last`)
    .orderBy('estimate.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!set) return []
  return figures(tx)
    .where('figure.estimate_id', '=', set.id)
    .where((is) => is.or([is('figure.feature', 'is', null), is('open.share', 'is not', null)]))
    .orderBy('figure.position')
    .limit(MOST_BEHIND)
    .execute()
}

export async function addFigure(tx: ActorTx, findingId: string, figureId: string): Promise<void> {
  must(tx.actor, 'survey.finding.write')
  const finding = await findingOf(tx, findingId)
  const figure = await figures(tx).where(sql<boolean>`figure.id::text = ${figureId}`).executeTakeFirst()
  if (!figure) throw new Refusal('survey.figure-gone', { field: 'figure', status: 409 })
  await tx
    .insertInto('survey_finding_figure')
    .values({ convention_id: tx.actor.conventionId, finding_id: finding.id, figure_id: figure.id })
    .onConflict((on) => on.columns(['convention_id', 'finding_id', 'figure_id']).doNothing())
    .execute()
}

export async function removeFigure(tx: ActorTx, findingId: string, figureId: string): Promise<void> {
  must(tx.actor, 'survey.finding.write')
  await tx
    .deleteFrom('survey_finding_figure')
    .where(sql<boolean>`finding_id::text = ${findingId}`)
    .where(sql<boolean>`figure_id::text = ${figureId}`)
    .execute()
}

function needs(tx: ActorTx) {
  return tx
    .selectFrom('survey_need as need')
    .innerJoin('survey_finding as finding', 'finding.id', 'need.finding_id')
    .leftJoin('stock_residence as residence', 'residence.id', 'need.residence_id')
    .select(['need.id', 'need.kind', 'need.wording', 'need.finding_id', 'finding.title', 'finding.audience'])
    .select(['need.residence_id', 'residence.name as residence'])
    .where('need.removed_at', 'is', null)
    .where('finding.removed_at', 'is', null)
}

function kindOf(text: string): NeedKind {
  return NEEDS.find((kind) => kind === text) ?? 'project'
}

/** What a finding calls for, or what all findings call for. */
export async function needsOf(tx: ActorTx, findingId?: string) {
  must(tx.actor, 'survey.finding.read')
  const rows = await needs(tx)
    .$if(findingId !== undefined, (query) => query.where('need.finding_id', '=', findingId ?? ''))
    .orderBy('need.id')
    .limit(MOST_NEEDS)
    .execute()
  return rows.map((row) => ({ ...row, kind: kindOf(row.kind) }))
}

export async function addNeed(
  tx: ActorTx,
  findingId: string,
  { kind, wording, residenceId }: { kind: NeedKind; wording: string; residenceId: string | null },
): Promise<void> {
  must(tx.actor, 'survey.finding.write')
  const finding = await findingOf(tx, findingId)
  // A residence commonly has one caretaker.
  if (finding.audience === 'caretaker' && residenceId !== null)
    throw new Refusal('survey.caretaker-need-placed', { field: 'residence', status: 409 })
  await tx
    .insertInto('survey_need')
    .values({
      convention_id: tx.actor.conventionId,
      finding_id: finding.id,
      kind,
      wording,
      residence_id: residenceId,
      written_by: tx.actor.memberId,
    })
    .execute()
}

export async function removeNeed(tx: ActorTx, id: string): Promise<void> {
  must(tx.actor, 'survey.finding.write')
  await tx
    .updateTable('survey_need')
    .set({ removed_at: sql`now()` })
    .where(sql<boolean>`id::text = ${id}`)
    .where('removed_at', 'is', null)
    .execute()
}

/** Findings that an excerpt of a code stands behind: the way from the words to what was made of them. */
export async function findingsOnCodes(tx: ActorTx, codeIds: readonly string[]) {
  must(tx.actor, 'survey.finding.read')
  return tx
    .selectFrom('survey_finding as finding')
    .select(['finding.id', 'finding.title'])
    .where('finding.removed_at', 'is', null)
    .where(
      sql<boolean>`exists (select from survey_finding_excerpt f join survey_excerpt e on e.convention_id = f.convention_id and e.id = f.excerpt_id
        where f.convention_id = finding.convention_id and f.finding_id = finding.id and e.code_id = any (${[...codeIds]}::uuid[]))`,
    )
    .orderBy('finding.id')
    .limit(MOST_FINDINGS)
    .execute()
}
