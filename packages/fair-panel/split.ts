/**
 * A list of panels whose average is a given fair vector. The seats that each type has over the whole list are rounded
 * once, then the list is halved, and halved again, every half meeting the quotas times its number of panels, until
 * each part is one panel. Every panel meets every quota exactly and no seat is lost on the way: over M panels a type
 * has its fair number of seats to within one.
 */
import type { Highs } from 'highs'
import { PanelError, type StopSignal, stopIfAsked } from './panel-error.ts'
import type { Pool, Row } from './pool.ts'
import type { Random } from './random.ts'
import { type Bounds, roundedWithin } from './rounding.ts'

export interface SplitOptions {
  panels: number
  /** Only tells that the list exists, without the memory that it takes: each panel of the result is empty. */
  discard?: boolean | undefined
  /** Leaves out the parts that a quick search cannot halve, instead of failing: the panels left are real, their average is not the vector. */
  incomplete?: boolean | undefined
  random: Random
  signal?: StopSignal | undefined
}

const TRIES = 4
const SMALL = 8
// Where every other small part cannot be halved, trying again at each of them would never end.
const PANELS_PER_FAILURE = 40
const NOTHING = new Int32Array()

/**
 * @param fair probability per head of each type, inside the quotas
 * @returns seats per type of each panel
 * @throws PanelError `rounding-failed` when some part of the list cannot be halved (quotas with gaps between fractions
 * and whole seats)
 */
export function splitIntoPanels(highs: Highs, pool: Pool, fair: Float64Array, options: SplitOptions): Int32Array[] {
  const { panels, random, signal, discard = false, incomplete = false } = options
  const rowsOf = pool.counts.map((): number[] => [])
  pool.rows.forEach(({ types }, row) => {
    for (const type of types) rowsOf[type]?.push(row)
  })
  const list: Int32Array[] = []
  let patience = panels / PANELS_PER_FAILURE
  const whole = wholeList()
  if (!whole && !incomplete) throw failed(panels)
  if (whole) halve(whole, panels)
  return list

  function wholeList(): Part | undefined {
    const types = [...pool.counts.keys()].filter((type) => (fair[type] ?? 0) > 0)
    const targets = Float64Array.from(types, (type) => panels * (fair[type] ?? 0) * (pool.counts[type] ?? 0))
    const bounds = boundsOf(types, ({ lower, upper }) => [lower * panels, upper * panels])
    const seats = roundedWithin(highs, targets, bounds, rowsFor(types), random)
    return seats && partOf(types, seats)
  }

  function halve(part: Part, size: number): void {
    if (size === 1) {
      list.push(discard ? NOTHING : spread(part))
      return
    }
    stopIfAsked(signal)
    const mark = list.length
    for (let attempt = 1; ; attempt++) {
      const left = size >> 1
      try {
        const [first, second] = halvesOf(part, left, size)
        halve(first, left)
        halve(second, size - left)
        return
      } catch (error) {
        // Only small parts are tried again: above them a second try would cost more than the caller's other ways.
        const unhalved = error instanceof PanelError && error.code === 'rounding-failed'
        if (unhalved && incomplete) return
        if (!unhalved || size > SMALL || attempt >= TRIES || patience-- <= 0) throw error
        list.length = mark
      }
    }
  }

  // Both halves must meet the quotas times their size.
  function halvesOf({ types, seats }: Part, left: number, size: number): [Part, Part] {
    const right = size - left
    const sums = new Int32Array(pool.rows.length)
    types.forEach((type, at) => {
      for (const row of rowsOf[type] ?? []) sums[row] = (sums[row] ?? 0) + (seats[at] ?? 0)
    })
    const bounds = boundsOf(types, ({ lower, upper }, row) => {
      const sum = sums[row] ?? 0
      return [Math.max(lower * left, sum - upper * right), Math.min(upper * left, sum - lower * right)]
    })
    const targets = Float64Array.from(seats, (total) => (total * left) / size)
    const half = roundedWithin(incomplete ? undefined : highs, targets, bounds, rowsFor(types), random)
    if (!half) throw failed(size)
    return [
      partOf(types, half),
      partOf(
        types,
        seats.map((total, at) => total - (half[at] ?? 0)),
      ),
    ]
  }

  function rowsFor(types: readonly number[]): (readonly number[])[] {
    return types.map((type) => rowsOf[type] ?? [])
  }

  function boundsOf(types: readonly number[], limits: (row: Row, at: number) => [number, number]): Bounds[] {
    const members = pool.rows.map((): number[] => [])
    types.forEach((type, at) => {
      for (const row of rowsOf[type] ?? []) members[row]?.push(at)
    })
    return pool.rows.map((row, at) => {
      const [lower, upper] = limits(row, at)
      return { types: members[at] ?? [], lower, upper }
    })
  }

  function spread({ types, seats }: Part): Int32Array {
    const panel = new Int32Array(pool.counts.length)
    types.forEach((type, at) => {
      panel[type] = seats[at] ?? 0
    })
    return panel
  }
}

/** Seats of some panels together: only the types that have any. */
interface Part {
  types: readonly number[]
  seats: Int32Array
}

function partOf(types: readonly number[], seats: Int32Array): Part {
  return { types: types.filter((_, at) => seats[at] !== 0), seats: seats.filter((count) => count !== 0) }
}

function failed(size: number): PanelError {
  return new PanelError('rounding-failed', { panels: size }, `a list of ${size} panels could not be halved`)
}
