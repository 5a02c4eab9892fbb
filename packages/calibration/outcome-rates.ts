import { CalibrationError } from './calibration-error.ts'

/** How many of those drawn ended how; numbers of 0 or more, weighted or not. */
export interface Outcomes {
  /** I: complete interviews. */
  readonly complete: number
  /** P: partial interviews. */
  readonly partial: number
  /** R: refusals and break-offs. */
  readonly refusal: number
  /** NC: never met. */
  readonly nonContact: number
  /** O: met, and no interview for another reason (language, illness). */
  readonly other: number
  /** UH + UO: not known whether anybody should have been asked. */
  readonly unknownEligibility: number
  /** Known not to be asked: vacant, moved, not a main residence. They enter no rate but `eligibleShare`. */
  readonly notEligible: number
}

/** The standard rates; `null` where nobody is in the denominator. */
export interface OutcomeRates {
  /** e: share of those of unknown eligibility who are counted as eligible. */
  readonly eligibleShare: number | null
  /** RR1 to RR6. */
  readonly response: readonly (number | null)[]
  /** COOP1 to COOP4. */
  readonly cooperation: readonly (number | null)[]
  /** REF1 to REF3. */
  readonly refusal: readonly (number | null)[]
  /** CON1 to CON3. */
  readonly contact: readonly (number | null)[]
}

/**
 * Response, cooperation, refusal and contact rates. Unless given, e is the share of eligible among those of known
 * eligibility (the method of CASRO).
 *
 * @throws CalibrationError `bad-value` when a number is not one, or e is not from 0 to 1
 * @see AAPOR, *Standard Definitions: Final Dispositions of Case Codes and Outcome Rates for Surveys* (10th ed. 2023)
 */
export function outcomeRates(outcomes: Outcomes, eligibleShare?: number): OutcomeRates {
  for (const [name, count] of Object.entries(outcomes)) {
    if (!(count >= 0 && count < Infinity))
      throw new CalibrationError('bad-value', { name, count }, `${name} is ${count}`)
  }
  if (eligibleShare !== undefined && !(eligibleShare >= 0 && eligibleShare <= 1)) {
    throw new CalibrationError('bad-value', { eligibleShare }, `a share is from 0 to 1, got ${eligibleShare}`)
  }
  const { complete, partial, refusal, nonContact, other, unknownEligibility: unknown } = outcomes
  const interviews = complete + partial
  const met = interviews + refusal + other
  const eligible = met + nonContact
  const e = eligibleShare ?? ratio(eligible, eligible + outcomes.notEligible)
  // Where nothing is known of eligibility, all the unknown count.
  const likely = (e ?? 1) * unknown
  return {
    eligibleShare: e,
    response: [unknown, likely, 0].flatMap((more) => [
      ratio(complete, eligible + more),
      ratio(interviews, eligible + more),
    ]),
    cooperation: [met, interviews + refusal].flatMap((asked) => [ratio(complete, asked), ratio(interviews, asked)]),
    refusal: [unknown, likely, 0].map((more) => ratio(refusal, eligible + more)),
    contact: [unknown, likely, 0].map((more) => ratio(met, eligible + more)),
  }
}

/**
 * Counts final outcome codes: 1.2 and 1.2x partial, other 1.x complete, 2.1x refusal, 2.2x never met, other 2.x another
 * reason, 3.x unknown eligibility, 4.x not eligible.
 *
 * @throws CalibrationError `unknown-category` for any other code
 */
export function countOutcomes(codes: Iterable<string>): Outcomes {
  const counts = { complete: 0, partial: 0, refusal: 0, nonContact: 0, other: 0, unknownEligibility: 0, notEligible: 0 }
  for (const code of codes) counts[outcomeOf(code)]++
  return counts
}

function outcomeOf(code: string): keyof Outcomes {
  const [, first, second] = /^([1-4])(?:\.(\d)\d*)?$/.exec(code) ?? []
  if (first === '1') return second === '2' ? 'partial' : 'complete'
  if (first === '2') return second === '1' ? 'refusal' : second === '2' ? 'nonContact' : 'other'
  if (first === '3') return 'unknownEligibility'
  if (first === '4') return 'notEligible'
  throw new CalibrationError('unknown-category', { code }, `« ${code} » is no final outcome code`)
}

/** One category of those drawn: how many of them, and how many answered. */
export interface Answered {
  readonly category: string
  readonly drawn: number
  readonly answered: number
}

export interface Profile extends Answered {
  /** Share of the category among those drawn, and among those who answered. */
  readonly shareOfDrawn: number | null
  readonly shareOfAnswered: number | null
  readonly responseRate: number | null
}

/** Who answered compared with who was drawn, category by category, with the partial figures summed up by the R-indicator. */
export function compareProfiles(categories: readonly Answered[]): {
  readonly profiles: readonly Profile[]
  readonly rIndicator: number
} {
  const drawn = categories.reduce((sum, category) => sum + category.drawn, 0)
  const answered = categories.reduce((sum, category) => sum + category.answered, 0)
  return {
    profiles: categories.map((category) => ({
      ...category,
      shareOfDrawn: ratio(category.drawn, drawn),
      shareOfAnswered: ratio(category.answered, answered),
      responseRate: ratio(category.answered, category.drawn),
    })),
    rIndicator: rIndicator(categories.flatMap(({ drawn, answered }) => Array(drawn).fill(answered / drawn))),
  }
}

/**
 * How alike the chances to answer are: 1 − 2 × their standard deviation, 1 when all are equal.
 *
 * @param propensities estimated chance to answer of each unit drawn, from 0 to 1
 * @see Schouten, Cobben & Bethlehem, *Indicators for the representativeness of survey response*, Survey Methodology 35 (2009)
 */
export function rIndicator(propensities: readonly number[]): number {
  const mean = propensities.reduce((sum, p) => sum + p, 0) / propensities.length
  const squares = propensities.reduce((sum, p) => sum + (p - mean) ** 2, 0)
  return propensities.length < 2 ? 1 : 1 - 2 * Math.sqrt(squares / (propensities.length - 1))
}

function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null
}
