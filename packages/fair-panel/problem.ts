/** What is asked: people, quotas, size; and the checks that need no computing. */
import { PanelError } from './panel-error.ts'

export interface Person {
  id: string
  features: Readonly<Record<string, string>>
  /** People with the same household share the household limit. */
  household?: string | undefined
}

/** At least `min` and at most `max` panel members with this value of this feature. */
export interface Quota {
  feature: string
  value: string
  min: number
  max: number
  /** Hard limits for proposals of relaxation: never below `minFlex`, never above `maxFlex`. */
  minFlex?: number | undefined
  maxFlex?: number | undefined
}

export interface Problem {
  people: readonly Person[]
  quotas: readonly Quota[]
  /** Members of the panel. */
  size: number
  /** Most members from one household; absent: no rule. */
  householdLimit?: number | undefined
  /**
   * A value that means "not known": people with it count for no cell of that feature. The minima of that feature are
   * multiplied by the share of people whose value is known, rounded down, and never exceed the people available.
   */
  unknownValue?: string | undefined
  /** Features whose quotas are never proposed for relaxation, for instance the residence. */
  neverRelax?: readonly string[] | undefined
}

/**
 * The same problem in canonical form: people by id, quotas by feature and value, minima lowered for unknown values.
 *
 * @throws PanelError naming what is wrong, before any computing
 */
export function checkedProblem(problem: Problem): Problem {
  const { people, size, householdLimit } = problem
  if (people.length === 0) throw new PanelError('no-people', {}, 'there are no people to draw from')
  if (!Number.isInteger(size) || size < 1 || size > people.length) {
    const message = `the panel size must be a whole number from 1 to ${people.length}, got ${size}`
    throw new PanelError('panel-size', { size, people: people.length }, message)
  }
  if (householdLimit !== undefined && (!Number.isInteger(householdLimit) || householdLimit < 1)) {
    const message = `the household limit must be a whole number of 1 or more, got ${householdLimit}`
    throw new PanelError('household-limit', { householdLimit }, message)
  }
  checkIds(people)
  checkQuotas(problem.quotas)
  checkValues(problem)
  return {
    ...problem,
    people: [...people].sort((a, b) => inOrder(a.id, b.id)),
    quotas: loweredForUnknown(problem).sort((a, b) => inOrder(a.feature, b.feature) || inOrder(a.value, b.value)),
  }
}

/** Order of code units: the same on every machine, unlike the order of a locale. */
export function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Features that have quotas, in order. */
export function featuresOf(quotas: readonly Quota[]): string[] {
  return [...new Set(quotas.map((quota) => quota.feature))].sort(inOrder)
}

function checkIds(people: readonly Person[]): void {
  const seen = new Set<string>()
  for (const { id } of people) {
    if (seen.has(id)) throw new PanelError('duplicate-person', { id }, `two people have the id "${id}"`)
    seen.add(id)
  }
}

function checkQuotas(quotas: readonly Quota[]): void {
  const seen = new Set<string>()
  for (const quota of quotas) {
    const { feature, value, min, max, minFlex = 0, maxFlex = max } = quota
    const cell = `${feature}: ${value}`
    const whole = [min, max, minFlex, maxFlex].every((bound) => Number.isInteger(bound) && bound >= 0)
    if (!whole || min > max || minFlex > min || maxFlex < max) {
      const message = `the quota of "${cell}" needs whole numbers in order, got min ${min} and max ${max}`
      throw new PanelError('quota-bounds', { ...quota }, message)
    }
    const key = JSON.stringify([feature, value])
    if (seen.has(key)) throw new PanelError('duplicate-quota', { feature, value }, `"${cell}" has two quotas`)
    seen.add(key)
  }
}

function checkValues({ people, quotas, unknownValue }: Problem): void {
  for (const feature of featuresOf(quotas)) {
    const values = new Set(quotas.filter((quota) => quota.feature === feature).map((quota) => quota.value))
    if (people.every((person) => person.features[feature] === undefined)) {
      throw new PanelError('no-quotas', { feature }, `no person has the feature "${feature}" of the quotas`)
    }
    for (const { id, features } of people) {
      const value = features[feature]
      if (value === undefined || (value === '' && !values.has(''))) {
        if (unknownValue === '') continue
        throw new PanelError('missing-value', { id, feature }, `person ${id} has no value for "${feature}"`)
      }
      if (!values.has(value) && value !== unknownValue) {
        const message = `person ${id} has "${value}" for "${feature}", which has no quota`
        throw new PanelError('unknown-value', { id, feature, value }, message)
      }
    }
  }
}

function loweredForUnknown({ people, quotas, unknownValue }: Problem): Quota[] {
  if (unknownValue === undefined) return [...quotas]
  return quotas.map((quota) => {
    const { feature, value, min } = quota
    const has = (wanted: string) => people.filter((person) => (person.features[feature] ?? '') === wanted).length
    const unknown = value === unknownValue ? 0 : has(unknownValue)
    if (unknown === 0) return quota
    const lowered = Math.min(Math.floor((min * (people.length - unknown)) / people.length), has(value))
    return { ...quota, min: lowered, minFlex: Math.min(quota.minFlex ?? lowered, lowered) }
  })
}
