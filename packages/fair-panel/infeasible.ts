/** Why no panel exists, and the smallest changes of quotas that would let one exist. */
import type { Highs } from 'highs'
import { FREE, newModel, solve } from './linear-model.ts'
import { PanelError } from './panel-error.ts'
import { type Pool, poolOf } from './pool.ts'
import { featuresOf, type Problem, type Quota } from './problem.ts'

export interface QuotaChange {
  feature: string
  value: string
  min: number
  max: number
  newMin: number
  newMax: number
}

/** A cause that needs no solver: each can be told to a project lead in one sentence. */
export type Reason =
  | { code: 'too-few-people'; feature: string; value: string; min: number; available: number }
  | { code: 'minima-above-size'; feature: string; sum: number; size: number }
  | { code: 'maxima-below-size'; feature: string; sum: number; size: number }
  | { code: 'households-too-few'; seats: number; size: number }

/** One bound that takes part in a contradiction. */
export interface Bound {
  feature: string
  value: string
  side: 'min' | 'max'
  bound: number
}

export interface Infeasibility {
  reasons: readonly Reason[]
  /** Bounds that contradict each other, as few as possible: without any one of them these would hold together. */
  conflict: readonly Bound[]
  /** Up to three different ways out, the smallest first. */
  relaxations: readonly (readonly QuotaChange[])[]
}

const WAYS_OUT = 3
const MANY_TYPES = 700

/**
 * Whether any panel meets all quotas, and if not, why and what would help.
 *
 * @param problem a checked problem
 * @returns nothing when a panel exists
 */
export function infeasibilityOf(highs: Highs, problem: Problem): Infeasibility | undefined {
  const exact = poolOf(problem)
  // Households of thousands would make nearly everybody a type of their own: only the tight ones are looked at then.
  const pool = exact.types.length > MANY_TYPES ? poolOf(problem, 'loose') : exact
  const model = new QuotaModel(highs, pool)
  try {
    if (model.feasible(new Set())) return undefined
    return {
      reasons: reasonsOf(pool),
      conflict: model.minimalConflict(),
      relaxations: relaxationsOf(highs, pool, WAYS_OUT, problem.neverRelax ?? []),
    }
  } finally {
    model.dispose()
  }
}

/** The refusal that carries it all; nothing when panels do exist. */
export function explained(highs: Highs, problem: Problem): PanelError | undefined {
  const found = infeasibilityOf(highs, problem)
  if (!found) return undefined
  return new PanelError('infeasible', { ...found }, infeasibilityInWords(found))
}

/** The smallest change that lets people of one type in, whatever must never be relaxed. */
export function smallestRelaxation(highs: Highs, pool: Pool, type: number): readonly QuotaChange[] {
  const closed = pool.rows.filter(
    ({ types, upper, quota }) => quota !== undefined && upper === 0 && types.includes(type),
  )
  const opened = closed
    .flatMap(({ quota }) => pool.problem.quotas[quota ?? -1] ?? [])
    .flatMap((one) => changeOf(one, 0, 1))
  if (opened.length > 0) return opened
  return relaxationsOf(highs, pool, 1, [], type)[0] ?? []
}

/** In plain English, for a terminal. */
export function infeasibilityInWords({ reasons, conflict, relaxations }: Infeasibility): string {
  const lines = ['No panel can meet all quotas.', ...reasons.map(reasonInWords)]
  if (conflict.length > 0 && reasons.length === 0) {
    const bounds = conflict.map(({ feature, value, side, bound }) => {
      return `${feature} = ${value} (${side === 'min' ? 'at least' : 'at most'} ${bound})`
    })
    lines.push(`These cannot hold together: ${bounds.join('; ')}.`)
  }
  relaxations.forEach((changes, index) => {
    const told = changes.map(({ feature, value, min, max, newMin, newMax }) => {
      return `${feature} = ${value} from ${min}–${max} to ${newMin}–${newMax}`
    })
    lines.push(`Way out ${index + 1}: ${told.join('; ')}.`)
  })
  if (relaxations.length === 0) lines.push('No change of quotas within the allowed limits makes a panel possible.')
  return lines.join('\n')
}

function reasonInWords(reason: Reason): string {
  switch (reason.code) {
    case 'too-few-people': {
      const { feature, value, min, available } = reason
      return `${feature} = ${value} needs at least ${min} people, the pool has ${available}.`
    }
    case 'minima-above-size':
      return `The minima of ${reason.feature} add up to ${reason.sum}, more than the ${reason.size} seats.`
    case 'maxima-below-size':
      return `The maxima of ${reason.feature} allow ${reason.sum} people, fewer than the ${reason.size} seats.`
    case 'households-too-few':
      return `With the household limit at most ${reason.seats} people can sit together, the panel needs ${reason.size}.`
  }
}

function reasonsOf(pool: Pool): Reason[] {
  const { size, quotas } = pool.problem
  const available = (quota: number) => {
    const types = pool.rows.find((row) => row.quota === quota)?.types ?? []
    return types.reduce((sum, type) => sum + (pool.counts[type] ?? 0), 0)
  }
  const scarce = quotas.flatMap(({ feature, value, min }, quota): Reason[] => {
    const people = available(quota)
    return people < min ? [{ code: 'too-few-people', feature, value, min, available: people }] : []
  })
  const sums = featuresOf(quotas).flatMap((feature): Reason[] => {
    const cells = [...quotas.keys()].filter((quota) => quotas[quota]?.feature === feature)
    const minima = cells.reduce((sum, quota) => sum + (quotas[quota]?.min ?? 0), 0)
    if (minima > size) return [{ code: 'minima-above-size', feature, sum: minima, size }]
    const outside = pool.problem.people.length - cells.reduce((sum, quota) => sum + available(quota), 0)
    const maxima = outside + cells.reduce((sum, quota) => sum + (quotas[quota]?.max ?? 0), 0)
    return maxima < size ? [{ code: 'maxima-below-size', feature, sum: maxima, size }] : []
  })
  const seats = seatsWithHouseholds(pool)
  const homes: Reason[] = seats < size ? [{ code: 'households-too-few', seats, size }] : []
  return [...scarce, ...sums, ...homes]
}

function seatsWithHouseholds({ problem: { people, householdLimit } }: Pool): number {
  if (householdLimit === undefined) return people.length
  const homes = new Map<string, number>()
  let alone = 0
  for (const { household } of people) {
    if (household === undefined) alone++
    else homes.set(household, (homes.get(household) ?? 0) + 1)
  }
  return [...homes.values()].reduce((sum, members) => sum + Math.min(members, householdLimit), alone)
}

/** The quotas as an integer programme whose bounds can be let go one by one. */
class QuotaModel {
  readonly #highs: Highs
  readonly #pool: Pool
  readonly #model: ReturnType<typeof newModel>

  constructor(highs: Highs, pool: Pool) {
    this.#highs = highs
    this.#pool = pool
    this.#model = newModel(highs)
    addPanel(highs, this.#model, pool)
  }

  /** @param dropped positions of bounds, twice the row for its lower one and one more for its upper one */
  feasible(dropped: ReadonlySet<number>): boolean {
    this.#pool.rows.forEach(({ lower, upper, quota }, row) => {
      if (quota === undefined) return
      const least = dropped.has(2 * row) ? 0 : lower
      this.#model.changeRowBounds(row, least, dropped.has(2 * row + 1) ? FREE : upper)
    })
    const empty = this.#pool.rows.some((row, at) => row.types.length === 0 && row.lower > 0 && !dropped.has(2 * at))
    return !empty && solve(this.#highs, this.#model) !== undefined
  }

  /** Deletion filter (Chinneck 1991): let go of a bound whenever the contradiction remains without it. */
  minimalConflict(): Bound[] {
    const { quotas } = this.#pool.problem
    const bounds = this.#pool.rows.flatMap(({ quota }, row) => (quota === undefined ? [] : [2 * row, 2 * row + 1]))
    const dropped = new Set<number>()
    const tryWithout = (some: readonly number[]) => {
      const without = new Set([...dropped, ...some])
      if (!this.feasible(without)) for (const bound of some) dropped.add(bound)
    }
    for (const feature of featuresOf(quotas)) {
      tryWithout(bounds.filter((bound) => this.#quota(bound)?.feature === feature))
    }
    for (const bound of bounds) if (!dropped.has(bound)) tryWithout([bound])
    return bounds
      .filter((bound) => !dropped.has(bound))
      .flatMap((bound): Bound[] => {
        const quota = this.#quota(bound)
        if (!quota) return []
        const side = bound % 2 === 0 ? ('min' as const) : ('max' as const)
        return [{ feature: quota.feature, value: quota.value, side, bound: quota[side] }]
      })
  }

  #quota(bound: number): Quota | undefined {
    const quota = this.#pool.rows[bound >> 1]?.quota
    return quota === undefined ? undefined : this.#pool.problem.quotas[quota]
  }

  dispose(): void {
    this.#model.dispose()
  }
}

function addPanel(highs: Highs, model: ReturnType<typeof newModel>, pool: Pool): void {
  pool.caps.forEach((cap, type) => {
    model.addVar(0, cap)
    model.changeColIntegrality(type, highs.constants.variableType.integer)
  })
  for (const { types, lower, upper } of pool.rows) {
    model.addRow(lower, upper, { indices: [...types], values: types.map(() => 1) })
  }
}

/**
 * Smallest changes first: a seat costs 1, and the more of a small quota it is, the more it costs. Each further way
 * must change something else than all that an earlier way changes.
 */
function relaxationsOf(
  highs: Highs,
  pool: Pool,
  most: number,
  never: readonly string[],
  including?: number,
): QuotaChange[][] {
  const { quotas, size } = pool.problem
  const model = newModel(highs)
  try {
    addPanel(highs, model, pool)
    if (including !== undefined) model.changeColBounds(including, 1, Math.max(1, pool.caps[including] ?? 1))
    const base = pool.counts.length
    // Four columns a quota: seats less, whether any; seats more, whether any.
    pool.rows.forEach(({ quota: at }, row) => {
      const quota = at === undefined ? undefined : quotas[at]
      if (at === undefined || !quota) return
      const fixed = never.includes(quota.feature)
      const down = fixed ? 0 : quota.min - (quota.minFlex ?? 0)
      const up = fixed ? 0 : (quota.maxFlex ?? Math.max(size, quota.max)) - quota.max
      addChange(base + 4 * at, down, quota.min)
      addChange(base + 4 * at + 2, up, quota.max)
      model.changeRowBounds(row, -FREE, FREE)
      const members = pool.rows[row]?.types ?? []
      const ones = members.map(() => 1)
      model.addRow(quota.min, FREE, { indices: [...members, base + 4 * at], values: [...ones, 1] })
      model.addRow(-FREE, quota.max, { indices: [...members, base + 4 * at + 2], values: [...ones, -1] })
    })
    const ways: QuotaChange[][] = []
    while (ways.length < most) {
      const result = solve(highs, model)
      if (!result) break
      const seats = (column: number) => Math.round(result.columns[column] ?? 0)
      const used = quotas.flatMap((_, at) => [base + 4 * at, base + 4 * at + 2]).filter((column) => seats(column) > 0)
      if (used.length === 0) break
      ways.push(quotas.flatMap((quota, at) => changeOf(quota, seats(base + 4 * at), seats(base + 4 * at + 2))))
      model.addRow(-FREE, used.length - 1, { indices: used.map((column) => column + 1), values: used.map(() => 1) })
    }
    return ways
  } finally {
    model.dispose()
  }

  function addChange(column: number, most: number, bound: number): void {
    const { integer } = highs.constants.variableType
    model.addVar(0, most)
    model.addVar(0, 1)
    model.changeColIntegrality(column, integer)
    model.changeColIntegrality(column + 1, integer)
    model.changeColCost(column, 1 + 1 / Math.max(1, bound))
    model.addRow(-FREE, 0, { indices: [column, column + 1], values: [1, -Math.max(1, most)] })
  }
}

function changeOf(quota: Quota, less: number, more: number): QuotaChange[] {
  if (less === 0 && more === 0) return []
  const { feature, value, min, max } = quota
  return [{ feature, value, min, max, newMin: min - less, newMax: max + more }]
}
