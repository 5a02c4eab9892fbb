/** Shares of all tenants from weighted answers, each with its interval. Pure. */
import { groupMean } from '#packages/calibration/estimates.ts'
import { proportionInterval, type Reliability, reliabilityOf } from '#packages/calibration/intervals.ts'
import { estimate, type ReplicatedWeights } from '#packages/calibration/replicates.ts'
import { effectiveSize } from '#packages/calibration/spread.ts'
import type { Profile } from './calibrated.ts'

export const BREAKDOWNS = ['sex', 'age', 'pcs'] as const
export type Breakdown = (typeof BREAKDOWNS)[number]

/** One thing that people said or did not say. */
export interface Subject {
  kind: 'answer' | 'code'
  id: string
  wording: string
  /** The answer; empty for a code. */
  value: string
  /** Nobody gave more than one: the answers add up to those asked. */
  onlyOne: boolean
  /** Person by person: yes, no, or not asked. */
  said: readonly (boolean | null)[]
}

export interface Figure {
  subject: Omit<Subject, 'said'>
  feature: Breakdown | null
  featureValue: string | null
  /** Interviews of the n, and those of them who said it. */
  asked: string[]
  said: string[]
  n: number
  yes: number
  share: number
  low: number
  high: number
  reliability: Reliability
}

/** A subject among all who were asked, and in each group of each breakdown; groups that nobody asked is in are left out. */
export function figuresOf(
  subject: Subject,
  respondents: readonly { interviewId: string; profile: Profile }[],
  panel: ReplicatedWeights,
): Figure[] {
  const { said: _, ...told } = subject
  const all = { feature: null, featureValue: null, inGroup: () => true }
  const groups = BREAKDOWNS.flatMap((feature) =>
    [...new Set(respondents.flatMap(({ profile }) => profile[feature] ?? []))].sort().map((featureValue) => ({
      feature,
      featureValue,
      inGroup: (profile: Profile) => profile[feature] === featureValue,
    })),
  )
  return [all, ...groups].flatMap(({ feature, featureValue, inGroup }) => {
    const isAsked = respondents.map(({ profile }, at) => subject.said[at] !== null && inGroup(profile))
    const numbers = reckon(subject.said, isAsked, panel)
    if (!numbers) return []
    const asked = respondents.flatMap(({ interviewId }, at) => (isAsked[at] ? [interviewId] : []))
    const said = respondents.flatMap(({ interviewId }, at) => (isAsked[at] && subject.said[at] ? [interviewId] : []))
    return [{ subject: told, feature, featureValue, asked, said, n: asked.length, yes: said.length, ...numbers }]
  })
}

function reckon(
  said: readonly (boolean | null)[],
  asked: readonly boolean[],
  panel: ReplicatedWeights,
): Pick<Figure, 'share' | 'low' | 'high' | 'reliability'> | undefined {
  const n = asked.filter(Boolean).length
  const inGroup = asked.map(Number)
  const weights = panel.weights.map((weight, at) => weight * (inGroup[at] ?? 0))
  if (n === 0 || weights.every((weight) => weight <= 0)) return undefined
  const y = said.map((yes) => (yes ? 1 : 0))
  const { value, standardError, degreesOfFreedom } = estimate(panel, (w) => groupMean(y, inGroup, w))
  const proportion = {
    proportion: Math.min(1, Math.max(0, value)),
    standardError,
    n,
    degreesOfFreedom,
    effectiveSize: effectiveSize(weights).effective,
  }
  const { lower, upper } = proportionInterval(proportion)
  return {
    share: proportion.proportion,
    low: lower,
    high: upper,
    reliability: reliabilityOf(proportion),
  }
}
