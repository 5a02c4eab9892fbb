/** How somebody walks, as pages ask for it. */
import { m } from '#messages'
import { ADULT, type Profile, SENIOR, STEP_FREE } from '#packages/walkshed/profiles.ts'

export const WALKERS = ['senior', 'adult', 'step-free'] as const
export type Walker = (typeof WALKERS)[number]

export const WALKER_PROFILES: Record<Walker, Profile> = { senior: SENIOR, adult: ADULT, 'step-free': STEP_FREE }

export const WALKER_WORDS: Record<Walker, () => string> = {
  senior: m.territory_walker_senior,
  adult: m.territory_walker_adult,
  'step-free': m.territory_walker_step_free,
}

/** The walker that an address names; a senior when it names none. */
export function walkerFrom(name: string | null | undefined): Walker {
  return WALKERS.find((walker) => walker === name) ?? 'senior'
}
