/** What a walk without a step asks of the ways. */
export interface StepFreeRule {
  /** Steepest slope that passes, rise over run, up or down; steeper ways are left out. */
  readonly maxIncline: number
  /** `allow`: perhaps there is a way; `refuse`: only what is known to be fine, so there surely is one. */
  readonly unknown: 'allow' | 'refuse'
}

/** How somebody walks. Plain data: another walker is another object. */
export interface Profile {
  readonly id: string
  /** On level ground, kilometres an hour. */
  readonly kmPerHour: number
  /** Along stairs, metres a second. */
  readonly stairsMetresPerSecond: number
  /** Wait at a crossing with lights, seconds. */
  readonly signalWaitSeconds: number
  /** How strongly a known slope slows: Tobler's 3.5, or 0 for not at all. */
  readonly slopeSensitivity: number
  readonly stepFree: StepFreeRule | null
}

/** Tobler's exponent: 6 km/h · exp(−3.5 · |slope + 0.05|), `Three presentations on geographical analysis`, NCGIA 93-1. */
const TOBLER = 3.5
/** Where somebody walks quickest: slightly downhill. */
const TOBLER_BEST = -0.05

/** An adult in no hurry: 4.8 km/h (1.33 m/s), the common value of planners. */
export const ADULT: Profile = {
  id: 'adult',
  kmPerHour: 4.8,
  stairsMetresPerSecond: 0.5,
  signalWaitSeconds: 20,
  slopeSensitivity: TOBLER,
  stepFree: null,
}

/**
 * A person of 65 and over: 3.2 km/h, within 0.8 m/s (average woman) to 0.9 m/s (average man) over 3 145 adults of 65+.
 *
 * @see Asher, Aresu, Falaschetti, Mindell, "Most older pedestrians are unable to cross the road in time", Age and
 * Ageing 41 (2012)
 */
export const SENIOR: Profile = { ...ADULT, id: 'senior', kmPerHour: 3.2 }

/**
 * A manual wheelchair: 3.0 km/h (our estimate), no step, slopes up to 8 %, ways of which nothing is known allowed and
 * reported. The longer slopes that the rule for public space allows stop at 5 %; 8 % is allowed over 2 m.
 *
 * @see décret n° 2006-1657 and arrêté du 15 janvier 2007 on the accessibility of streets and public spaces
 */
export const STEP_FREE: Profile = {
  ...ADULT,
  id: 'step-free',
  kmPerHour: 3,
  stepFree: { maxIncline: 0.08, unknown: 'allow' },
}

/** The same walker, who takes only what is known to be fine. Anybody else is returned unchanged. */
export function surely(profile: Profile): Profile {
  return profile.stepFree ? { ...profile, stepFree: { ...profile.stepFree, unknown: 'refuse' } } : profile
}

/** @throws RangeError naming the figure that no walker can have */
export function requireProfile(profile: Profile): void {
  require('kmPerHour', profile.kmPerHour, 0.5, 20)
  require('stairsMetresPerSecond', profile.stairsMetresPerSecond, 0.05, 5)
  require('signalWaitSeconds', profile.signalWaitSeconds, 0, 600)
  require('slopeSensitivity', profile.slopeSensitivity, 0, 20)
  require('stepFree.maxIncline', profile.stepFree?.maxIncline ?? 0, 0, 1)

  function require(figure: string, value: number, least: number, most: number): void {
    if (value >= least && value <= most) return
    throw new RangeError(`expected ${figure} of profile ${profile.id} between ${least} and ${most}, got ${value}`)
  }
}

/** Milliseconds for a metre of a slope (rise over run in the walking direction; null where it is not known). */
export function msPerMetre(profile: Profile, slope: number | null): number {
  const level = 3600 / profile.kmPerHour
  if (slope === null) return level
  return level * Math.exp(profile.slopeSensitivity * (Math.abs(slope - TOBLER_BEST) - Math.abs(TOBLER_BEST)))
}
