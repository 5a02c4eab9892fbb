/** Panels of a convention: listed, drafted, their quotas kept in versions until the seal. */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { FEATURES, type Feature } from './features.ts'
import { candidatesOf, countsOf, type Population } from './population.server.ts'
import { proposeQuotas, type Quota } from './quotas.ts'

export type Stage = 'draft' | 'sealed' | 'computed' | 'numbered' | 'confirmed' | 'drawn'
export const OBJECTIVES = ['leximin', 'maximin', 'nash'] as const
export type Objective = (typeof OBJECTIVES)[number]

export interface Settings extends Population {
  name: string
  onePerHousehold: boolean
  size: number
  objective: Objective
  tolerance: number
  features: Feature[]
}

const MOST_PANELS = 200

// A state is not stored: it is how far the dated rows go.
const stageOf = sql<Stage>`case
  when exists (select from survey_draw d where d.convention_id = panel.convention_id and d.panel_id = panel.id) then 'drawn'
  when exists (select from survey_number_answer a where a.convention_id = panel.convention_id and a.panel_id = panel.id and a.answer <> 'wrong') then 'confirmed'
  when exists (select from survey_number n where n.convention_id = panel.convention_id and n.panel_id = panel.id
    and not exists (select from survey_number_answer a where a.convention_id = n.convention_id and a.number_id = n.id)) then 'numbered'
  when exists (select from survey_lottery l where l.convention_id = panel.convention_id and l.panel_id = panel.id) then 'computed'
  when exists (select from survey_seal s where s.convention_id = panel.convention_id and s.panel_id = panel.id) then 'sealed'
  else 'draft' end`

export async function panelsOf(tx: ActorTx) {
  must(tx.actor, 'survey.panel.read')
  return tx
    .selectFrom('survey_panel as panel')
    .select(['panel.id', 'panel.name', 'panel.size', 'panel.created_at', stageOf.as('stage')])
    .where('panel.discarded_at', 'is', null)
    .orderBy('panel.id', 'desc')
    .limit(MOST_PANELS)
    .execute()
}

export async function panelOf(tx: ActorTx, id: string) {
  must(tx.actor, 'survey.panel.read')
  const row = await tx
    .selectFrom('survey_panel as panel')
    .selectAll('panel')
    .select(stageOf.as('stage'))
    .where(sql<boolean>`panel.id::text = ${id}`)
    .where('panel.discarded_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
  const settings: Settings = {
    name: row.name,
    residenceIds: row.residence_ids,
    holdersOnly: row.holders_only,
    onePerHousehold: row.one_per_household,
    size: row.size,
    objective: OBJECTIVES.find((objective) => objective === row.objective) ?? 'leximin',
    tolerance: row.tolerance,
    features: FEATURES.filter((feature) => row.features.includes(feature)),
  }
  return { id: row.id, stage: row.stage, publicToken: row.public_token, createdAt: row.created_at, ...settings }
}

export type Panel = Awaited<ReturnType<typeof panelOf>>

/** A draft with the quotas that the stock suggests as its first version. */
export async function createPanel(tx: ActorTx, settings: Settings): Promise<string> {
  must(tx.actor, 'survey.panel.draw')
  const candidates = await candidatesOf(tx, settings, settings.features)
  if (candidates.length < settings.size)
    throw new Refusal('survey.pool-too-small', { field: 'size', values: { pool: candidates.length } })
  const { id } = await tx
    .insertInto('survey_panel')
    .values({
      ...columnsOf(settings),
      convention_id: tx.actor.conventionId,
      public_token: randomBytes(24).toString('base64url'),
      created_by: tx.actor.memberId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const counts = await countsOf(tx, candidates, settings.features)
  await keepQuotas(tx, id, proposeQuotas(counts, settings.size, settings.tolerance))
  return id
}

/** Changes a draft, its quotas with it: both belong together. Refused once sealed. */
export async function changePanel(
  tx: ActorTx,
  id: string,
  settings: Settings,
  quotas: readonly Quota[],
): Promise<void> {
  must(tx.actor, 'survey.panel.draw')
  await draftOf(tx, id)
  await tx.updateTable('survey_panel').set(columnsOf(settings)).where('id', '=', id).execute()
  await keepQuotas(tx, id, quotas)
}

export async function discardPanel(tx: ActorTx, id: string): Promise<void> {
  must(tx.actor, 'survey.panel.draw')
  await draftOf(tx, id)
  await tx.updateTable('survey_panel').set({ discarded_at: sql`now()` }).where('id', '=', id).execute()
}

export async function draftOf(tx: ActorTx, id: string): Promise<Panel> {
  const panel = await panelOf(tx, id)
  if (panel.stage !== 'draft') throw new Refusal('survey.panel-sealed', { status: 409 })
  return panel
}

function columnsOf(settings: Settings) {
  return {
    name: settings.name,
    residence_ids: settings.residenceIds,
    holders_only: settings.holdersOnly,
    one_per_household: settings.onePerHousehold,
    size: settings.size,
    objective: settings.objective,
    tolerance: settings.tolerance,
    features: settings.features,
  }
}

async function keepQuotas(tx: ActorTx, panelId: string, quotas: readonly Quota[]): Promise<void> {
  const version = (await latestVersion(tx, panelId)) + 1
  await tx
    .insertInto('survey_quota')
    .values(
      quotas.map((quota) => ({
        convention_id: tx.actor.conventionId,
        panel_id: panelId,
        version,
        feature: quota.feature,
        value: quota.value,
        label: quota.label,
        target: quota.target,
        minimum: quota.minimum,
        maximum: quota.maximum,
        at_draw: quota.atDraw,
        made_by: tx.actor.memberId,
      })),
    )
    .execute()
}

export async function latestVersion(tx: ActorTx, panelId: string): Promise<number> {
  const row = await tx
    .selectFrom('survey_quota')
    .select((is) => is.fn.max('version').as('version'))
    .where('panel_id', '=', panelId)
    .executeTakeFirst()
  return row?.version ?? 0
}

/** The quotas as last kept, without what the pool holds of each. */
export async function quotasOf(tx: ActorTx, panelId: string): Promise<Omit<Quota, 'pool'>[]> {
  const rows = await tx
    .selectFrom('survey_quota')
    .select(['feature', 'value', 'label', 'target', 'minimum', 'maximum', 'at_draw'])
    .where('panel_id', '=', panelId)
    .where('version', '=', await latestVersion(tx, panelId))
    .orderBy('id')
    .execute()
  return rows.flatMap(({ feature: name, at_draw, ...row }) => {
    const feature = FEATURES.find((known) => known === name)
    return feature ? [{ ...row, feature, atDraw: at_draw }] : []
  })
}

/** The kept quotas beside the people of today's register. A value that appeared since has no seat of its own: from 0 to the whole panel. */
export async function draftQuotas(tx: ActorTx, panel: Panel): Promise<Quota[]> {
  const candidates = await candidatesOf(tx, panel, panel.features)
  return withCounts(await quotasOf(tx, panel.id), await countsOf(tx, candidates, panel.features), panel.size)
}

function withCounts(kept: Omit<Quota, 'pool'>[], counts: Awaited<ReturnType<typeof countsOf>>, size: number): Quota[] {
  const known = counts.map((count) => {
    const quota = kept.find(({ feature, value }) => feature === count.feature && value === count.value)
    return quota ? { ...quota, pool: count.pool } : { ...count, target: 0, minimum: 0, maximum: size, atDraw: true }
  })
  const gone = kept.filter(
    (quota) => !counts.some(({ feature, value }) => feature === quota.feature && value === quota.value),
  )
  return [...known, ...gone.map((quota) => ({ ...quota, pool: 0 }))]
}
