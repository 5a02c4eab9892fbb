/** What a panel looks like in figures, as each reader may see them. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { may } from '#app/platform/permissions.ts'
import { guardCounts } from '#packages/disclosure/one-way.ts'
import { OUTSIDE_OPERATOR } from '#packages/disclosure/thresholds.ts'
import { Fairness } from './fairness.ts'
import type { Feature } from './features.ts'
import { type Panel, quotasOf } from './panels.server.ts'
import { inOrder } from './quotas.ts'

export interface Achieved {
  feature: Feature
  value: string
  label: string
  target: number | null
  minimum: number
  maximum: number
  atDraw: boolean
  /** null: secret. */
  pool: number | null
  /** null outside the operator: what changes with each person met would describe that person. */
  asked: number | null
  interviewed: number | null
}

interface Counted {
  feature: string
  value: string
  pool: number
  asked: number | null
  interviewed: number | null
}

/**
 * Target against what is reached, by category. The operator sees every count; whoever is outside sees only what was sealed, none of it of
 * fewer than eleven people, nor one from which such a count could be worked out.
 */
export async function achievedOf(tx: ActorTx, panel: Panel): Promise<Achieved[]> {
  must(tx.actor, 'survey.panel.read')
  const { rows } = await sql<Counted>`select * from survey_panel_counts(${panel.id}::uuid)`.execute(tx)
  const quotas = inOrder(await quotasOf(tx, panel.id))
  const whole = quotas.map((quota): Achieved => {
    const count = rows.find(({ feature, value }) => feature === quota.feature && value === quota.value)
    return { ...quota, pool: count?.pool ?? 0, asked: count?.asked ?? 0, interviewed: count?.interviewed ?? 0 }
  })
  return may(tx.actor, 'survey.panel.people.read') ? whole : guarded(whole, panel.features)
}

function guarded(rows: readonly Achieved[], features: readonly Feature[]): Achieved[] {
  return features.flatMap((feature) => {
    const own = rows.filter((row) => row.feature === feature)
    const { counts } = guardCounts(
      own.map((row) => row.pool ?? 0),
      OUTSIDE_OPERATOR,
      { totalIsPublic: true },
    )
    return own.map((row, i) => ({
      ...row,
      pool: counts[i] ?? null,
      asked: null,
      interviewed: null,
      target: counts[i] == null ? null : row.target, // the target is the pool's share: it would give the count away
    }))
  })
}

/** Interviews of the whole panel, rounded down to a step of eleven: what may be said outside while the field work goes on. */
export async function interviewedAtLeast(tx: ActorTx, panel: Panel): Promise<number> {
  must(tx.actor, 'survey.panel.read')
  const { rows } = await sql<{
    least: number
  }>`select survey_panel_interviewed_at_least(${panel.id}::uuid) as least`.execute(tx)
  return rows[0]?.least ?? 0
}

/** How the chances are shared; small bars are joined to their neighbours for whoever is outside the operator. */
export function fairnessFor(tx: ActorTx, figures: unknown): Fairness {
  const fairness = Fairness.parse(figures)
  return may(tx.actor, 'survey.panel.people.read') ? fairness : { ...fairness, bins: joined(fairness.bins) }
}

function joined(bins: Fairness['bins']): Fairness['bins'] {
  const whole: Fairness['bins'] = []
  for (const bin of bins) {
    const last = whole.at(-1)
    if (last && last.count < OUTSIDE_OPERATOR)
      whole[whole.length - 1] = { ...last, to: bin.to, count: last.count + bin.count }
    else whole.push(bin)
  }
  const [before, last] = whole.slice(-2)
  if (!before || !last || last.count >= OUTSIDE_OPERATOR) return whole
  return [...whole.slice(0, -2), { from: before.from, to: last.to, count: before.count + last.count }]
}
