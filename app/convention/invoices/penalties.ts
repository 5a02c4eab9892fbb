/** What a late invoice costs its buyer. */
import { lateInterest, RECOVERY_INDEMNITY_CENTS } from '#packages/factur-x/late.ts'
import type { InvoiceState } from './choices.ts'

export interface Owed {
  state: InvoiceState
  due_on: string
  penalty_rate_bp: number
  /** Gross, still to be paid. */
  left_cents: number
  payments: { cents: number; penalty_cents: number; received_on: string; withdrawn: boolean }[]
}

/**
 * Interest on each part until the day that it was paid, or until today, and the indemnity once, less what was paid of them; nothing when
 * all came in time, nor for what was not owed after all.
 */
export function penaltiesOf({ state, due_on, penalty_rate_bp, left_cents, payments }: Owed, today: string) {
  const standing = payments.filter(({ withdrawn }) => !withdrawn)
  const parts = [
    ...standing.map(({ cents, received_on }) => ({ cents, until: received_on })),
    { cents: left_cents, until: today },
  ].filter(({ cents, until }) => cents > 0 && until > due_on)
  if (parts.length === 0 || state === 'credited') return null
  const interests = parts.map(({ cents, until }) => lateInterest(cents, penalty_rate_bp, due_on, until))
  const interestCents = interests.reduce((sum, { cents }) => sum + cents, 0)
  const receivedCents = standing.reduce((sum, { penalty_cents }) => sum + penalty_cents, 0)
  return {
    days: Math.max(...interests.map(({ days }) => days)),
    interestCents,
    indemnityCents: RECOVERY_INDEMNITY_CENTS,
    receivedCents,
    leftCents: Math.max(0, interestCents + RECOVERY_INDEMNITY_CENTS - receivedCents),
  }
}
