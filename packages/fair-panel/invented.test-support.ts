/** Invented pools for tests and for the bench: seeded, self-selected, with quotas in proportion to a population. */
import type { Person, Problem, Quota } from './problem.ts'

/** A quick seeded stream of numbers in [0, 1) (Tommy Ettinger's mulberry32). */
export function stream(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export interface Invention {
  people: number
  size: number
  /** Number of values of each feature. */
  values: readonly number[]
  /** Quotas are the population's shares of the panel, less and more this. */
  tolerance: number
  seed: number
}

/** Volunteers come forward unevenly by feature, so that quotas and equal chances pull against each other. */
export function invented({ people: count, size, values, tolerance, seed }: Invention): Problem {
  const random = stream(seed)
  const population = values.map((cells) => Array.from({ length: cells }, () => 0.5 + random()))
  const eagerness = values.map((cells) => Array.from({ length: cells }, () => 0.4 + 1.2 * random()))
  const pick = (weights: readonly number[]) => {
    let left = random() * sum(weights)
    for (const [cell, weight] of weights.entries()) {
      left -= weight
      if (left < 0) return cell
    }
    return weights.length - 1
  }
  const people = Array.from({ length: count }, (_, index): Person => {
    const features = values.map((_, feature) => {
      const weights = (population[feature] ?? []).map((share, cell) => share * (eagerness[feature]?.[cell] ?? 0))
      return [`feature ${feature}`, `value ${pick(weights)}`] as const
    })
    return { id: String(index + 1).padStart(5, '0'), features: Object.fromEntries(features) }
  })
  const quotas = population.flatMap((shares, feature) =>
    shares.map((share, cell): Quota => {
      const target = (size * share) / sum(shares)
      const min = Math.floor(target * (1 - tolerance))
      return { feature: `feature ${feature}`, value: `value ${cell}`, min, max: Math.ceil(target * (1 + tolerance)) }
    }),
  )
  return { people, quotas, size }
}

/** People of given kinds: `group('a', 3, {sex: 'w'})` is a1, a2, a3. */
export function group(name: string, count: number, features: Record<string, string>): Person[] {
  return Array.from({ length: count }, (_, index) => ({ id: `${name}${index + 1}`, features }))
}

/** Problems of a list: panels of the wrong size, off quota, with someone twice or a household over its limit. */
export function faults(
  { people, quotas, size, householdLimit }: Problem,
  panels: readonly (readonly string[])[],
): string[] {
  const byId = new Map(people.map((person) => [person.id, person]))
  return panels.flatMap((panel, number) => {
    const members = [...new Set(panel)].flatMap((id) => byId.get(id) ?? [])
    const found = members.length === size && panel.length === size ? [] : [`${number}: ${members.length} members`]
    for (const { feature, value, min, max } of quotas) {
      const count = members.filter((person) => person.features[feature] === value).length
      if (count < min || count > max) found.push(`${number}: ${count} of ${feature} ${value}`)
    }
    const homes = members.flatMap((person) => person.household ?? [])
    const most = Math.max(0, ...homes.map((home) => homes.filter((other) => other === home).length))
    if (most > (householdLimit ?? Number.POSITIVE_INFINITY)) found.push(`${number}: ${most} of one household`)
    return found
  })
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
