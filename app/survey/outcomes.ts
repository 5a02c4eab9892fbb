/** What can come of a try to reach someone (codes after AAPOR's final dispositions), and what follows from it. Pure. */
import { m } from '#messages'

export const CHANNELS = ['visit', 'phone', 'letter', 'email'] as const
export type Channel = (typeof CHANNELS)[number]

export const OUTCOME_CODES = [
  'agreed',
  '1.0',
  '1.2',
  'later',
  '2.20',
  '2.10',
  '2.11',
  '2.31',
  '2.32',
  '4.1',
  '4.2',
  '3.0',
  'sent',
] as const
export type Outcome = (typeof OUTCOME_CODES)[number]

export const NEXT_STEPS = [
  'visit-day',
  'visit-evening',
  'visit-saturday',
  'phone',
  'letter',
  'appointment',
  'none',
] as const
export type NextStep = (typeof NEXT_STEPS)[number]

export const PLACES = ['home', 'common-room', 'operator', 'phone'] as const

export const REASONS = [
  'refusal',
  'household-refusal',
  'not-reached',
  'moved',
  'unable',
  'language',
  'not-main-residence',
] as const
export type Reason = (typeof REASONS)[number]

/** Tries without meeting anyone before someone else may be asked. */
export const TRIES = 4

const FINAL: Partial<Record<Outcome, Reason>> = {
  '2.10': 'refusal',
  '2.11': 'household-refusal',
  '2.31': 'language',
  '2.32': 'unable',
  '4.1': 'moved',
  '4.2': 'not-main-residence',
}

/**
 * Why someone is to be replaced, or nothing while it is too early: a last word that closes the door, or four tries at which nobody was met.
 *
 * @param outcomes of the tries, oldest first
 */
export function reasonToReplace(outcomes: readonly string[]): Reason | undefined {
  const last = OUTCOME_CODES.find((code) => code === outcomes.at(-1))
  if (last === undefined) return undefined
  const final = FINAL[last]
  if (final) return final
  const met = outcomes.some((outcome) => ['agreed', '1.0', '1.2', 'later'].includes(outcome))
  return !met && outcomes.filter((outcome) => outcome === '2.20').length >= TRIES ? 'not-reached' : undefined
}

/**
 * When to come back after nobody was met: two tries on weekdays by day, one in the evening, one on a Saturday.
 *
 * @param missed tries at which nobody was met, this one included
 */
export function nextAfterAbsence(missed: number): NextStep {
  return (['visit-day', 'visit-evening', 'visit-saturday'] as const)[missed - 1] ?? 'none'
}

const OUTCOME_WORDS: Record<Outcome, () => string> = {
  agreed: m.survey_outcome_agreed,
  '1.0': m.survey_outcome_1_0,
  '1.2': m.survey_outcome_1_2,
  later: m.survey_outcome_later,
  '2.20': m.survey_outcome_2_20,
  '2.10': m.survey_outcome_2_10,
  '2.11': m.survey_outcome_2_11,
  '2.31': m.survey_outcome_2_31,
  '2.32': m.survey_outcome_2_32,
  '4.1': m.survey_outcome_4_1,
  '4.2': m.survey_outcome_4_2,
  '3.0': m.survey_outcome_3_0,
  sent: m.survey_outcome_sent,
}

export function outcomeWord(code: string): string {
  const outcome = OUTCOME_CODES.find((known) => known === code)
  return outcome ? OUTCOME_WORDS[outcome]() : code
}

const CHANNEL_WORDS: Record<Channel, () => string> = {
  visit: m.survey_channel_visit,
  phone: m.survey_channel_phone,
  letter: m.survey_channel_letter,
  email: m.survey_channel_email,
}

export function channelWord(code: string): string {
  const channel = CHANNELS.find((known) => known === code)
  return channel ? CHANNEL_WORDS[channel]() : code
}

const NEXT_WORDS: Record<NextStep, () => string> = {
  'visit-day': m.survey_next_visit_day,
  'visit-evening': m.survey_next_visit_evening,
  'visit-saturday': m.survey_next_visit_saturday,
  phone: m.survey_next_phone,
  letter: m.survey_next_letter,
  appointment: m.survey_next_appointment,
  none: m.survey_next_none,
}

export function nextWord(code: string | null): string {
  const step = NEXT_STEPS.find((known) => known === code)
  return step ? NEXT_WORDS[step]() : ''
}

const REASON_WORDS: Record<Reason, () => string> = {
  refusal: m.survey_reason_refusal,
  'household-refusal': m.survey_reason_household_refusal,
  'not-reached': m.survey_reason_not_reached,
  moved: m.survey_reason_moved,
  unable: m.survey_reason_unable,
  language: m.survey_reason_language,
  'not-main-residence': m.survey_reason_not_main_residence,
}

export function reasonWord(code: string): string {
  const reason = REASONS.find((known) => known === code)
  return reason ? REASON_WORDS[reason]() : code
}

const PLACE_WORDS: Record<(typeof PLACES)[number], () => string> = {
  home: m.survey_place_home,
  'common-room': m.survey_place_common_room,
  operator: m.survey_place_operator,
  phone: m.survey_place_phone,
}

export function placeWord(code: string): string {
  const place = PLACES.find((known) => known === code)
  return place ? PLACE_WORDS[place]() : code
}
