import type { ReturnReason } from '#packages/delivery-status/meaning.ts'

/** Why the post brought a letter back. */
export const RETURNS = ['unknown', 'moved', 'refused', 'no-box'] as const

/** Whether anything went to a household when a campaign left, and if not, why. */
export const OUTCOMES = [
  'printed',
  'written',
  'listed',
  'bad-address',
  'bad-contact',
  'opted-out',
  'no-consent',
] as const
export type Outcome = (typeof OUTCOMES)[number]

/** What became of a letter, by mail server, by hand or by post. */
export const TRACES = ['sent', 'bounced', 'returned', 'stopped', 'given-up', ...RETURNS] as const
export type TraceKind = (typeof TRACES)[number]

export interface Trace {
  what: TraceKind
  /** What the other side said of a letter that it did not take. */
  reason: ReturnReason | null
}
