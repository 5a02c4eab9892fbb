/**
 * A list of panels whose average is a given fair vector. The seats that each type has over the whole list are rounded
 * once, then the list is halved, and halved again, every half meeting the quotas times its number of panels, until
 * each part is one panel. Every panel meets every quota exactly and no seat is lost on the way: over M panels a type
 * has its fair number of seats to within one.
 */
import type { Highs } from 'highs'
import { PanelError, type StopSignal, stopIfAsked } from './panel-error.ts'
import type { Pool } from './pool.ts'
import type { Random } from './random.ts'
import { type Bounds, roundedWithin } from './rounding.ts'

export interface SplitOptions {
  panels: number
  /** Only tells that the list exists, without the memory that it takes: each panel of the result is empty. */
  discard?: boolean | undefined
  random: Random
  signal?: StopSignal | undefined
}

const TRIES = 4
const NOTHING = new Int32Array()

/**
 * @param fair probability per head of each type, inside the quotas
 * @returns seats per type of each panel
 * @throws PanelError `rounding-failed` when some part of the list cannot be halved (quotas with gaps between fractions
 * and whole seats)
 */
export function splitIntoPanels(highs: Highs, pool: Pool, fair: Float64Array, options: SplitOptions): Int32Array[] {
  const { panels, random, signal, discard = false } = options
  const rowsOf = pool.counts.map((): number[] => [])
  pool.rows.forEach(({ types }, row) => {
    for (const type of types) rowsOf[type]?.push(row)
  })
  const whole = fair.map((probability, type) => panels * probability * (pool.counts[type] ?? 0))
  const totals = roundedWithin(highs, whole, bounds(panels), rowsOf, random)
  if (!totals) throw failed(panels)
  const list: Int32Array[] = []
  halve(totals, panels)
  return list

  function halve(seats: Int32Array, size: number): void {
    if (size === 1) {
      list.push(discard ? NOTHING : seats)
      return
    }
    stopIfAsked(signal)
    const mark = list.length
    for (let attempt = 1; ; attempt++) {
      const left = size >> 1
      const first = halfOf(seats, left, size)
      try {
        halve(first, left)
        halve(
          seats.map((total, type) => total - (first[type] ?? 0)),
          size - left,
        )
        return
      } catch (error) {
        // Only small parts are tried again: above them a second try would cost more than the caller's other ways.
        if (!(error instanceof PanelError) || error.code !== 'rounding-failed' || size > 8 || attempt === TRIES)
          throw error
        list.length = mark
      }
    }
  }

  function halfOf(seats: Int32Array, left: number, size: number): Int32Array {
    const target = Float64Array.from(seats, (total) => (total * left) / size)
    const half = roundedWithin(highs, target, bounds(left, seats, size - left), rowsOf, random)
    if (!half) throw failed(size)
    return half
  }

  // Both halves must meet the quotas times their size.
  function bounds(size: number, seats?: Int32Array, rest = 0): Bounds[] {
    return pool.rows.map(({ types, lower, upper }) => {
      if (!seats) return { types, lower: lower * size, upper: upper * size }
      const sum = types.reduce((total, type) => total + (seats[type] ?? 0), 0)
      return {
        types,
        lower: Math.max(lower * size, sum - upper * rest),
        upper: Math.min(upper * size, sum - lower * rest),
      }
    })
  }
}

function failed(size: number): PanelError {
  return new PanelError('rounding-failed', { panels: size }, `a list of ${size} panels could not be halved`)
}
