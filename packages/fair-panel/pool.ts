/**
 * People who differ in nothing that a quota or the household rule looks at are exchangeable: every fair rule gives
 * them the same chance. They become one *type*, and a panel becomes a count per type.
 */
import { featuresOf, inOrder, type Person, type Problem } from './problem.ts'

export interface PersonType {
  /** Values of the features that have quotas, in the order of `Pool.features`. */
  values: readonly string[]
  /** Positions in `Problem.people`, ascending. */
  members: readonly number[]
  /** Which pattern of households its members live in; absent when the rule cannot bind them. */
  pattern?: number | undefined
}

/** A sum of counts that has bounds: a quota, the size of the panel, the seats of a pattern of households. */
export interface Row {
  types: readonly number[]
  lower: number
  upper: number
  /** Position in `Problem.quotas`, for rows that are quotas. */
  quota?: number
}

export interface Pool {
  problem: Problem
  features: readonly string[]
  types: readonly PersonType[]
  /** People per type. */
  counts: readonly number[]
  /** Most seats a type can have: its people, or fewer by the household rule. */
  caps: readonly number[]
  rows: readonly Row[]
}

/**
 * Groups the people of a checked problem.
 *
 * @param households `exact`: types are split by the pattern of their household, so that the household rule is a set of
 * rows; `loose`: only for households where somebody has hardly any equals, the others are left to whoever seats the
 * people, who can then put an equal in their place
 */
export function poolOf(problem: Problem, households: 'exact' | 'loose' = 'exact'): Pool {
  const features = featuresOf(problem.quotas)
  const plain = problem.people.map((person) => JSON.stringify(valuesOf(person, features)))
  const patterns = householdPatterns(problem, plain, households === 'exact' ? FREE : FEW_EQUALS)
  const groups = new Map<string, number[]>()
  plain.forEach((values, person) => {
    const key = `${values}${patterns.get(person) ?? ''}`
    const group = groups.get(key)
    if (group) group.push(person)
    else groups.set(key, [person])
  })
  const names = [...new Set(patterns.values())].sort(inOrder)
  const place = new Map(names.map((name, index) => [name, index]))
  const types = [...groups].sort(([a], [b]) => inOrder(a, b)).map(([, members]) => typeOf(members))
  const caps = types.map((type) => type.members.length)
  const rows = [...quotaRows(), sizeRow(), ...householdRows()]
  return { problem, features, types, counts: types.map((type) => type.members.length), caps, rows }

  function typeOf(members: number[]): PersonType {
    const first = members[0] ?? 0
    const pattern = patterns.get(first)
    const person = problem.people[first]
    return {
      values: person ? valuesOf(person, features) : [],
      members,
      pattern: pattern === undefined ? undefined : place.get(pattern),
    }
  }

  function quotaRows(): Row[] {
    return problem.quotas.map(({ feature, value, min, max }, quota) => {
      const column = features.indexOf(feature)
      return { types: typesWhere((type) => type.values[column] === value), lower: min, upper: max, quota }
    })
  }

  function sizeRow(): Row {
    return { types: typesWhere(() => true), lower: problem.size, upper: problem.size }
  }

  // N households of one pattern hold at most limit·N members together, and limit·N of one type; filling the
  // households in turn shows that these bounds are also enough.
  function householdRows(): Row[] {
    const limit = problem.householdLimit ?? FREE
    const inPattern = names.map((): number[] => [])
    types.forEach((type, index) => {
      if (type.pattern !== undefined) inPattern[type.pattern]?.push(index)
    })
    return inPattern.map((members) => {
      const homes = new Set(members.flatMap((type) => types[type]?.members ?? []).map(householdOf)).size
      for (const type of members) caps[type] = Math.min(caps[type] ?? 0, limit * homes)
      return { types: members, lower: 0, upper: limit * homes }
    })
  }

  function typesWhere(test: (type: PersonType) => boolean): number[] {
    return types.flatMap((type, index) => (test(type) ? [index] : []))
  }

  function householdOf(person: number): string | undefined {
    return problem.people[person]?.household
  }
}

const FREE = Number.POSITIVE_INFINITY
const FEW_EQUALS = 2

function homesOf({ people }: Problem): Map<string, number[]> {
  const homes = new Map<string, number[]>()
  people.forEach(({ household }, person) => {
    if (household === undefined) return
    const home = homes.get(household)
    if (home) home.push(person)
    else homes.set(household, [person])
  })
  return homes
}

/** Only households with more people in the pool than the limit matter; the others are everyone else's equals. */
function householdPatterns(problem: Problem, plain: readonly string[], few: number): Map<number, string> {
  const limit = problem.householdLimit ?? FREE
  const equals = new Map<string, number>()
  for (const values of plain) equals.set(values, (equals.get(values) ?? 0) + 1)
  const patterns = new Map<number, string>()
  for (const members of homesOf(problem).values()) {
    const values = members.map((person) => plain[person] ?? '').sort(inOrder)
    if (members.length <= limit || values.every((one) => (equals.get(one) ?? 0) > few)) continue
    for (const person of members) patterns.set(person, JSON.stringify(values))
  }
  return patterns
}

function valuesOf(person: Person, features: readonly string[]): string[] {
  return features.map((feature) => person.features[feature] ?? '')
}
