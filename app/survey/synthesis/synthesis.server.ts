/** The synthesis: what of the findings may leave, published in versions that do not change. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { OUTSIDE_OPERATOR } from '#packages/disclosure/thresholds.ts'
import { LEAST_VOICES } from './choices.ts'
import { Content, type LeavingFinding, withoutCaretakerPlaces } from './content.ts'
import { type Finding, figuresBehind, findingsOf, needsOf, type Voice, voicesOf } from './findings.server.ts'
import { heldVoices } from './held-counts.ts'
import { isSharedByEnough } from './speakers.ts'

const MOST_VERSIONS = 100

/** What would leave, and what would stay behind and why. */
export async function leaving(tx: ActorTx) {
  must(tx.actor, 'survey.finding.read')
  const findings = await findingsOf(tx)
  const needs = await needsOf(tx)
  const ready = findings.filter(isReady)
  const published = await contentsOf(tx)
  const whole: LeavingFinding[] = []
  for (const finding of ready)
    whole.push(
      await leavingOf(
        tx,
        finding,
        guardedVoices(heldVoices(finding, published)),
        needs
          .filter(({ finding_id }) => finding_id === finding.id)
          .map(({ kind, wording, residence, residence_id }) => ({
            kind,
            wording,
            residence,
            residenceId: residence_id,
          })),
      ),
    )
  return { findings: whole.map(withoutCaretakerPlaces), behind: findings.filter((finding) => !isReady(finding)) }
}

function isReady({ audience, supporting }: Finding): boolean {
  return supporting >= LEAST_VOICES[audience]
}

async function leavingOf(
  tx: ActorTx,
  finding: Finding,
  counted: Pick<LeavingFinding, 'supporting' | 'diverging'>,
  needs: LeavingFinding['needs'],
): Promise<LeavingFinding> {
  const voices = await voicesOf(tx, finding.id)
  const figures = await figuresBehind(tx, finding.id)
  return {
    findingId: finding.id,
    audience: finding.audience,
    title: finding.title,
    statement: finding.statement,
    plain: finding.plain,
    ...counted,
    hasDiverging: finding.diverging >= LEAST_VOICES[finding.audience],
    figures: figures
      .filter(({ published }) => published)
      .map(({ id, estimate_id, feature_value, subject, published: _, ...figure }) => ({
        ...figure,
        figureId: id,
        estimateId: estimate_id,
        featureValue: feature_value,
        subject: subject === 'code' ? ('code' as const) : ('answer' as const),
      })),
    verbatims: quotable(voices),
    needs,
  }
}

/** Voices are counted from eleven on, and the two numbers only together: one alone would be compared with a figure. */
function guardedVoices({
  supporting,
  diverging,
}: Pick<Finding, 'supporting' | 'diverging'>): Pick<LeavingFinding, 'supporting' | 'diverging'> {
  const open = supporting >= OUTSIDE_OPERATOR && (diverging === 0 || diverging >= OUTSIDE_OPERATOR)
  return open ? { supporting, diverging } : { supporting: null, diverging: null }
}

/** Words that a second person has read, of someone who agreed, on a thing that enough neighbours speak of too. Never a caretaker's. */
function quotable(voices: readonly Voice[]): LeavingFinding['verbatims'] {
  const open = voices
    .filter((voice) => voice.said !== '' && voice.checked_by !== null && voice.agrees_quotation)
    .filter((voice) => voice.audience === 'tenant' && isSharedByEnough(voice, voice.said))
    .map(({ said, stance }) => ({ said, stance }))
  // The same words from two people are quoted once.
  return open.filter(({ said }, at) => open.findIndex((other) => other.said === said) === at)
}

/** Publishes what may leave as the next version. */
export async function publishSynthesis(
  tx: ActorTx,
  { title, introduction }: { title: string; introduction: string },
): Promise<string> {
  must(tx.actor, 'survey.finding.write')
  await sql`select pg_advisory_xact_lock(hashtextextended(${`synthesis ${tx.actor.conventionId}`}, 0))`.execute(tx)
  const { findings } = await leaving(tx)
  if (findings.length === 0) throw new Refusal('survey.nothing-to-publish', { status: 409 })
  const content: Content = { introduction, findings }
  const { last } = await tx
    .selectFrom('survey_synthesis')
    .select(sql<number>`coalesce(max(version), 0)`.as('last'))
    .executeTakeFirstOrThrow()
  const { id } = await tx
    .insertInto('survey_synthesis')
    .values({
      convention_id: tx.actor.conventionId,
      version: last + 1,
      title,
      content: JSON.stringify(content),
      published_by: tx.actor.memberId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** What left so far, newest first. */
async function contentsOf(tx: ActorTx): Promise<Content[]> {
  const rows = await tx.selectFrom('survey_synthesis').select('content').orderBy('version', 'desc').execute()
  return rows.map(({ content }) => Content.parse(content))
}

/** Versions of the synthesis, newest first. */
export async function versionsOf(tx: ActorTx) {
  must(tx.actor, 'survey.synthesis.read')
  const rows = await tx
    .selectFrom('survey_synthesis')
    .select(['id', 'version', 'title', 'published_at'])
    .orderBy('version', 'desc')
    .limit(MOST_VERSIONS)
    .execute()
  return rows.map(({ published_at, ...row }) => ({ ...row, at: published_at.toISOString() }))
}

/** One version as it left; the newest unless another is asked for. */
export async function synthesisOf(tx: ActorTx, version?: number) {
  must(tx.actor, 'survey.synthesis.read')
  const row = await tx
    .selectFrom('survey_synthesis')
    .select(['id', 'version', 'title', 'content', 'published_at'])
    .$if(version !== undefined, (query) => query.where('version', '=', version ?? 0))
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return undefined
  const { introduction, findings } = Content.parse(row.content)
  return {
    id: row.id,
    version: row.version,
    title: row.title,
    at: row.published_at.toISOString(),
    content: { introduction, findings: findings.map(withoutCaretakerPlaces) },
  }
}

export type Synthesis = NonNullable<Awaited<ReturnType<typeof synthesisOf>>>
