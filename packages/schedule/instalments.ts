/**
 * Instalments of a flat budget: so many equal parts, one a semester, the last one either at the start of its semester or as the
 * balance at the end. What a contract leaves open (which semester, which end of month, whether phases follow) is a setting.
 * Amounts are whole cents, excluding tax; days are `YYYY-MM-DD`.
 */
import { addDays, addMonths, endOfPeriod, type MonthEnd, nextCivilSemester } from './days.ts'

/** `rolling`: every six months from the start. `civil`: at the start, then each 1 January and 1 July. */
export type SemesterRule = 'rolling' | 'civil'

/** `start`: in advance, as every other part. `end`: as the balance, on the last day of the mission. */
export type LastPart = 'start' | 'end'

export interface Terms {
  /** Flat budget, in cents. */
  readonly budgetCents: number
  /** Day of the order, or of the start of the phase. */
  readonly startOn: string
  /** Length of the mission, which is as many parts. */
  readonly semesters: number
  readonly lastPart: LastPart
  readonly semesterRule?: SemesterRule
  readonly monthEnd?: MonthEnd
  readonly suspensions?: readonly Suspension[]
}

/** The mission rests for whole months from a day on: what was planned from that day on comes so many months later. */
export interface Suspension {
  readonly from: string
  readonly months: number
}

export interface Instalment {
  /** 1 for the first. */
  readonly number: number
  readonly trigger: 'start' | 'semester' | 'end'
  /** For the balance, the planned end: the real one is the day that the end is recorded. */
  readonly dueOn: string
  readonly netCents: number
}

/**
 * The instalments of one mission, in their order. Those that are kept (invoiced, or due before an amendment took effect) stand as
 * they are; the others share what remains of the budget.
 *
 * @param kept instalments that do not change, by their number
 * @example
 * instalmentsOf({ budgetCents: 60_000_00, startOn: '2026-09-01', semesters: 6, lastPart: 'end' })
 * // six of 10 000,00: 2026-09-01, 2027-03-01, 2027-09-01, 2028-03-01, 2028-09-01, 2029-08-31
 * @throws RangeError when the budget is no whole number of cents from 0, the semesters no whole number from 1, or the start no day;
 *   or when what is kept is more than the budget, more than the semesters, or leaves an amount that no instalment takes
 */
export function instalmentsOf(terms: Terms, kept: readonly Instalment[] = []): Instalment[] {
  const { budgetCents, semesters, lastPart } = terms
  const left = budgetCents - kept.reduce((sum, { netCents }) => sum + netCents, 0)
  const open = semesters - kept.length
  if (left < 0) throw new RangeError(`expected a budget of what is kept or more, ${-left} cents are missing`)
  if (kept.some(({ number }) => number > semesters)) throw new RangeError('expected as many semesters as are kept')
  if (open === 0 && left > 0) throw new RangeError(`expected an instalment for the ${left} cents that remain`)
  equalParts(budgetCents, semesters) // refuses what is no budget
  const amounts = open > 0 ? equalParts(left, open) : []
  return Array.from({ length: semesters }, (_, at): Instalment => {
    const standing = kept.find(({ number }) => number === at + 1)
    if (standing) return standing
    const isBalance = lastPart === 'end' && at === semesters - 1
    return {
      number: at + 1,
      trigger: isBalance ? 'end' : at === 0 ? 'start' : 'semester',
      dueOn: isBalance ? endOfMission(terms) : startOfSemester(terms, at),
      netCents: amounts.shift() ?? 0,
    }
  })
}

/** The first day of a semester, 0 for the first: the day that its part is due, unless that is the balance. */
export function startOfSemester(terms: Omit<Terms, 'budgetCents' | 'lastPart'>, at: number): string {
  const { startOn, semesterRule = 'rolling', monthEnd } = terms
  if (semesterRule === 'rolling' || at === 0)
    return afterSuspensions(terms, (rest) => addMonths(startOn, at * 6 + rest, monthEnd))
  return afterSuspensions(terms, (rest) => addMonths(nextCivilSemester(startOn), (at - 1) * 6 + rest))
}

/** The last day of a mission, as long as nobody recorded the real one. */
export function endOfMission(terms: Pick<Terms, 'startOn' | 'semesters' | 'monthEnd' | 'suspensions'>): string {
  const { startOn, semesters, monthEnd } = terms
  return afterSuspensions(terms, (rest) => endOfPeriod(startOn, semesters * 6 + rest, monthEnd))
}

/** A day reckoned from its anchor with the months of every suspension that began by then: still nothing is chained. */
function afterSuspensions(
  { suspensions = [] }: Pick<Terms, 'suspensions'>,
  dayAfter: (rest: number) => string,
): string {
  let rest = 0
  for (const { from, months } of suspensions.toSorted((a, b) => a.from.localeCompare(b.from)))
    if (dayAfter(rest) >= from) rest += months
  return dayAfter(rest)
}

/**
 * An amount cut into equal parts of whole cents; the last one takes what is left over, so that they always add up.
 *
 * @example equalParts(100_00, 3) // [33_33, 33_33, 33_34]
 * @throws RangeError when `cents` is no whole number from 0, or `parts` none from 1
 */
export function equalParts(cents: number, parts: number): number[] {
  if (!Number.isSafeInteger(cents) || cents < 0) throw new RangeError(`expected whole cents, 0 or more, got ${cents}`)
  if (!Number.isSafeInteger(parts) || parts < 1) throw new RangeError(`expected 1 part or more, got ${parts}`)
  const each = Math.floor(cents / parts)
  return Array.from({ length: parts }, (_, at) => (at < parts - 1 ? each : cents - (parts - 1) * each))
}

/**
 * The day that a second phase begins, from the start and the length of the first one. `sequential`: the day after the first
 * ends; `overlapping`: with it; `custom`: on a day agreed upon.
 *
 * @throws RangeError when a day is none
 */
export function startOfNextPhase(
  first: Pick<Terms, 'startOn' | 'semesters' | 'monthEnd' | 'suspensions'>,
  relation: { kind: 'sequential' | 'overlapping' } | { kind: 'custom'; on: string },
): string {
  if (relation.kind === 'custom') return addMonths(relation.on, 0)
  return relation.kind === 'overlapping' ? first.startOn : addDays(endOfMission(first), 1)
}

/** Sums by civil year, in the order of the years. */
export function centsByYear(
  instalments: readonly Pick<Instalment, 'dueOn' | 'netCents'>[],
): [year: string, cents: number][] {
  const sums = new Map<string, number>()
  for (const { dueOn, netCents } of instalments) {
    const year = dueOn.slice(0, 4)
    sums.set(year, (sums.get(year) ?? 0) + netCents)
  }
  return [...sums].toSorted(([a], [b]) => a.localeCompare(b))
}
