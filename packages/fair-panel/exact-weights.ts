/**
 * Weights of the listed panels under which everybody has their exact chance, where equal weights only come near it:
 * the smallest change of equal weights, by conjugate gradients for least squares (Hestenes and Stiefel 1952). With more
 * people than panels there is hardly anything to gain, and the weights stay equal.
 */
import type { Lottery } from './lottery.ts'

const ROUNDS = 200
const CLOSE = 1e-8
const PASSES = 12
const NOTHING = 1e-12

/** @returns one weight of 0 or more for each panel of the list, adding up to 1 */
export function exactWeights({ people, panels }: Pick<Lottery, 'people' | 'panels'>): Float64Array {
  const places = new Map(people.map(({ id }, place) => [id, place]))
  const members = panels.map((panel) => panel.map((id) => places.get(id) ?? -1))
  const equal = new Float64Array(panels.length).fill(1 / panels.length)
  if (people.length > panels.length) return equal
  let weights: Float64Array = equal
  for (let pass = 0; pass < PASSES && farthest(missing(weights)) > CLOSE; pass++) {
    // A panel that has lost all its weight takes no further part.
    const inUse = members.map((panel, at) => ((weights[at] ?? 0) > 0 ? panel : []))
    weights = moved(weights, leastSquares(inUse, missing(weights)))
  }
  return farthest(missing(weights)) < farthest(missing(equal)) ? weights : equal

  function missing(from: Float64Array): Float64Array {
    const given = personSums(members, from, people.length)
    return Float64Array.from(people, ({ probability }, place) => probability - (given[place] ?? 0))
  }
}

function farthest(missing: Float64Array): number {
  return missing.reduce((most, miss) => Math.max(most, Math.abs(miss)), 0)
}

/** As far along the change as no weight becomes negative. */
function moved(weights: Float64Array, change: Float64Array): Float64Array {
  const most = change.reduce((far, step, at) => (step < 0 ? Math.min(far, (weights[at] ?? 0) / -step) : far), 1)
  const next = weights.map((weight, at) => {
    const reached = weight + most * (change[at] ?? 0)
    return reached < NOTHING ? 0 : reached
  })
  const sum = next.reduce((total, weight) => total + weight, 0)
  return next.map((weight) => weight / sum)
}

/** What each panel must gain so that its members gain what they miss. */
function leastSquares(members: readonly (readonly number[])[], missing: Float64Array): Float64Array {
  const change = new Float64Array(members.length)
  const rest = missing.slice()
  let slope = panelSums(members, rest)
  let direction = slope.slice()
  for (let round = 0; round < ROUNDS && farthest(rest) > CLOSE; round++) {
    const steepness = product(slope, slope)
    const moved = personSums(members, direction, missing.length)
    const curvature = product(moved, moved)
    if (!(curvature > 0)) break
    const step = steepness / curvature
    add(change, direction, step)
    add(rest, moved, -step)
    slope = panelSums(members, rest)
    const turn = product(slope, slope) / steepness
    direction = direction.map((old, panel) => (slope[panel] ?? 0) + turn * old)
  }
  return change
}

function panelSums(members: readonly (readonly number[])[], values: Float64Array): Float64Array {
  return Float64Array.from(members, (panel) => panel.reduce((sum, place) => sum + (values[place] ?? 0), 0))
}

function personSums(members: readonly (readonly number[])[], values: Float64Array, people: number): Float64Array {
  const sums = new Float64Array(people)
  members.forEach((panel, at) => {
    for (const place of panel) sums[place] = (sums[place] ?? 0) + (values[at] ?? 0)
  })
  return sums
}

function add(to: Float64Array, what: Float64Array, times: number): void {
  what.forEach((value, at) => {
    to[at] = (to[at] ?? 0) + times * value
  })
}

function product(one: Float64Array, other: Float64Array): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0)
}

/** The position where a fraction of the whole, from 0 to 1, falls when the weights are laid end to end. */
export function positionAt(weights: Float64Array, fraction: number): number {
  let reached = 0
  const position = weights.findIndex((weight) => {
    reached += weight
    return fraction < reached
  })
  return position < 0 ? weights.length - 1 : position
}
