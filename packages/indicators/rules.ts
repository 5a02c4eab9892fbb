import type { HiddenByProducer } from './row.ts'

export type SecrecyRuleId = 'census' | 'filosofi' | 'caf' | 'qpv' | 'rpls'
export type ReliabilityRuleId = 'sample' | 'register'

export interface SecrecyRule {
  /** What an empty cell means here; it never means zero. */
  readonly blankMeans: HiddenByProducer
  /** Hidden counts are whole numbers below this, where the producer says so: an upper bound for a reader's guess. */
  readonly hiddenBelow?: number
  /** Published percentages that stand for « at most » or « at least » that much. */
  readonly caps?: { readonly variables: readonly string[]; readonly least: number; readonly greatest: number }
  /** A column whose value speaks of the whole row. */
  readonly note?: {
    readonly variables: readonly string[]
    readonly withheld: readonly number[]
    readonly caution: readonly number[]
  }
}

/**
 * How each producer hides, as published with the files (Insee's sheet « Seuils » of Filosofi 2016; the family funds'
 * mask under 5 beneficiaries).
 */
export const SECRECY_RULES: Readonly<Record<SecrecyRuleId, SecrecyRule>> = {
  census: { blankMeans: 'nd' },
  filosofi: {
    blankMeans: 's',
    caps: { variables: ['DISP_TP60'], least: 5, greatest: 95 },
    note: { variables: ['DISP_NOTE'], withheld: [2], caution: [1] },
  },
  caf: { blankMeans: 's', hiddenBelow: 5, note: { variables: ['NOTE'], withheld: [3, 5], caution: [] } },
  qpv: { blankMeans: 'nd' },
  rpls: { blankMeans: 'nd' },
}

export interface ReliabilityRule {
  /** Quotients of counts on fewer are not given. */
  readonly leastDenominator: number
  /** Counts below this are given with a caution and no text speaks of them. */
  readonly cautionUnder: number
}

/** Own rules; the census is a sample, and Insee advises against comment on fewer than 200 persons or dwellings. */
export const RELIABILITY_RULES: Readonly<Record<ReliabilityRuleId, ReliabilityRule>> = {
  sample: { leastDenominator: 100, cautionUnder: 200 },
  register: { leastDenominator: 100, cautionUnder: 0 },
}
