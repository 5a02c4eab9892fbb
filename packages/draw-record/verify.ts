/** The check itself. It trusts nothing in the record: every figure is counted again. */

import { sha256Hex } from '#packages/fair-panel/sha256.ts'
import { type Cell, closingHash, DrawRecord, leafOf, lotteryHash, type Opening, Sealed } from './record.ts'

export const STEPS = [
  'readable',
  'seal',
  'lottery',
  'panels',
  'order',
  'number',
  'chain',
  'openings',
  'quotas',
  'households',
] as const
export type StepName = (typeof STEPS)[number]

export interface Step {
  name: StepName
  /** `closed`: needs the complete record. */
  outcome: 'holds' | 'fails' | 'closed'
}

export interface Verdict {
  holds: boolean
  steps: Step[]
  facts?: Facts
}

/** What the record says once counted again. */
export interface Facts {
  pool: number
  size: number
  panels: number
  number: number
  /** Chance to be drawn, over the pool. */
  chances: { min: number; max: number; mean: number }
  seal: string
  lottery: string
}

/**
 * Re-computes a draw from its record.
 *
 * @param given the record as parsed JSON, from anyone
 * @returns each step with its outcome, in the order of `STEPS`; `holds` when none fails. Never throws for a bad record.
 */
export function verifyRecord(given: unknown): Verdict {
  const record = DrawRecord.safeParse(given)
  const sealed = record.success ? sealedOf(record.data.seal.text) : undefined
  if (!record.success || !sealed) return { holds: false, steps: [{ name: 'readable', outcome: 'fails' }] }
  const steps: Step[] = [
    { name: 'readable', outcome: 'holds' },
    ...publicSteps(record.data, sealed),
    ...closedSteps(record.data, sealed),
  ]
  return { holds: steps.every(({ outcome }) => outcome !== 'fails'), steps, facts: factsOf(record.data, sealed) }
}

function sealedOf(text: string): Sealed | undefined {
  try {
    return Sealed.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function publicSteps(record: DrawRecord, sealed: Sealed): Step[] {
  const { seal, lottery, number, drawn } = record
  const panel = lottery.panels[number.value] ?? []
  const named = panel.map((position) => sealed.pool[position]?.pseudonym)
  const instants = [seal.at, lottery.at, number.enteredAt, number.confirmedAt].map((at) => Date.parse(at))
  return [
    step('seal', sha256Hex(seal.text) === seal.sha256),
    step('lottery', lotteryHash(seal.sha256, lottery.panels) === lottery.sha256),
    step('panels', namesOnce(sealed) && lottery.panels.every((members) => isWhole(members, sealed))),
    step(
      'order',
      instants.every((at, i) => i === 0 || at >= (instants[i - 1] ?? Number.POSITIVE_INFINITY)),
    ),
    step('number', named.length > 0 && named.length === drawn.length && named.every((name, i) => name === drawn[i])),
    step('chain', closingHash(record) === record.sha256),
  ]
}

function closedSteps({ openings, lottery }: DrawRecord, sealed: Sealed): Step[] {
  if (!openings) return [closed('openings'), closed('quotas'), closed('households')]
  const opened =
    openings.length === sealed.pool.length && sealed.pool.every(({ leaf }, i) => leaf === leafAt(openings, i))
  return [
    step('openings', opened),
    step(
      'quotas',
      lottery.panels.every((members) => keepsQuotas(members, sealed, openings)),
    ),
    step('households', !sealed.onePerHousehold || lottery.panels.every((members) => isApart(members, openings))),
  ]
}

function leafAt(openings: readonly Opening[], position: number): string | undefined {
  const opening = openings[position]
  return opening && leafOf(opening)
}

function namesOnce({ pool }: Sealed): boolean {
  return new Set(pool.map(({ pseudonym }) => pseudonym)).size === pool.length
}

function isWhole(members: readonly number[], { size, pool }: Sealed): boolean {
  return (
    members.length === size &&
    members.every((position, i) => position < pool.length && position > (members[i - 1] ?? -1))
  )
}

function keepsQuotas(members: readonly number[], { quotas, features }: Sealed, openings: readonly Opening[]): boolean {
  return quotas.every((cell) => {
    const count = countIn(cell, features.indexOf(cell.feature), members, openings)
    return count >= cell.min && count <= cell.max
  })
}

function countIn(cell: Cell, at: number, members: readonly number[], openings: readonly Opening[]): number {
  return members.filter((position) => openings[position]?.values[at] === cell.value).length
}

function isApart(members: readonly number[], openings: readonly Opening[]): boolean {
  return new Set(members.map((position) => openings[position]?.household)).size === members.length
}

function factsOf({ lottery, number, seal }: DrawRecord, { pool, size }: Sealed): Facts {
  const chances = chancesOf(lottery.panels, pool.length)
  return {
    pool: pool.length,
    size,
    panels: lottery.panels.length,
    number: number.value,
    chances: {
      min: chances.reduce((least, chance) => Math.min(least, chance), 1),
      max: chances.reduce((most, chance) => Math.max(most, chance), 0),
      mean: chances.reduce((sum, chance) => sum + chance, 0) / pool.length,
    },
    seal: seal.sha256,
    lottery: lottery.sha256,
  }
}

/** Each person's chance: the share of the numbered panels they are in. */
export function chancesOf(panels: readonly (readonly number[])[], pool: number): number[] {
  const counts = new Array<number>(pool).fill(0)
  for (const members of panels) for (const position of members) counts[position] = (counts[position] ?? 0) + 1
  return counts.map((count) => count / panels.length)
}

function step(name: StepName, holds: boolean): Step {
  return { name, outcome: holds ? 'holds' : 'fails' }
}

function closed(name: StepName): Step {
  return { name, outcome: 'closed' }
}
