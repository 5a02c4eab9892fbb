/** What the contract's states and parts are called. */

import { formatDate, formatNumber } from '#app/ui/format.ts'
import type { Tone } from '#app/ui/state.tsx'
import { m } from '#messages'
import type { DeliverableState } from './deliverables.server.ts'
import type { Part } from './parts.ts'
import type { ShareUnit } from './share-units.ts'

export const PART_WORDS: Record<Part, () => string> = {
  operator: m.convention_part_operator,
  landlord: m.convention_part_landlord,
  commune: m.convention_part_commune,
  funder: m.convention_part_funder,
  other: m.convention_part_other,
}

const STATE_WORDS: Record<DeliverableState, () => string> = {
  planned: m.convention_state_planned,
  started: m.convention_state_started,
  done: m.convention_state_done,
  reopened: m.convention_state_reopened,
}

/** A state in a word, and its tone. What is late is said before what is begun. */
export function stateOf({ state, is_late }: { state: DeliverableState; is_late: boolean }): {
  tone: Tone
  word: string
} {
  if (is_late) return { tone: 'bad', word: m.convention_state_late() }
  return { tone: state === 'done' ? 'good' : state === 'planned' ? 'plain' : 'warn', word: STATE_WORDS[state]() }
}

export function stepWord(state: string): string {
  if (state === 'done') return STATE_WORDS.done()
  return state === 'started' ? STATE_WORDS.started() : STATE_WORDS.reopened()
}

/** Cents as euros, excluding tax. */
export function euros(cents: number): string {
  return formatNumber(cents / 100, { style: 'currency', currency: 'EUR' })
}

/** Basis points as a percentage: 1215 is 12,15 %. */
export function percent(basisPoints: number): string {
  return formatNumber(basisPoints / 10_000, { style: 'percent', maximumFractionDigits: 2 })
}

/** « à partir du 1 juin 2027, 6 mois » */
export function suspensionText({ from, months }: { from: string; months: number }): string {
  return m.convention_suspension_is({ day: formatDate(from), count: months })
}

interface SharesSaid {
  unit: ShareUnit
  shares: readonly { name: string; weight: number }[]
}

/** « Habitat des Ormes 80 %, Fondation 20 % », « Habitat des Ormes 2 parts sur 3 »; whoever pays all where nobody said otherwise. */
export function sharesText(funding: SharesSaid | null | undefined): string {
  if (!funding || funding.shares.length === 0) return m.convention_payer_default()
  const whole = funding.shares.reduce((sum, { weight }) => sum + weight, 0)
  return funding.shares
    .map(({ name, weight }) =>
      funding.shares.length === 1
        ? m.convention_payer_alone({ name })
        : funding.unit === 'percent'
          ? `${name}\u00a0${percent(weight)}`
          : m.convention_payer_parts({ name, count: weight, whole: formatNumber(whole) }),
    )
    .join(', ')
}
