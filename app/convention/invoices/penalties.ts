/** What a late invoice costs its buyer. */
import { lateInterest, RECOVERY_INDEMNITY_CENTS } from '#packages/factur-x/late.ts'

export interface Owed {
  due_on: string
  penalty_rate_bp: number
  /** Gross, still to be paid. */
  left_cents: number
  payments: { cents: number; received_on: string; withdrawn: boolean }[]
}

/** Interest on each part until the day that it was paid, or until today, and the indemnity once; nothing when all came in time. */
export function penaltiesOf({ due_on, penalty_rate_bp, left_cents, payments }: Owed, today: string) {
  const parts = [
    ...payments.filter(({ withdrawn }) => !withdrawn).map(({ cents, received_on }) => ({ cents, until: received_on })),
    { cents: left_cents, until: today },
  ].filter(({ cents, until }) => cents > 0 && until > due_on)
  if (parts.length === 0) return null
  const interests = parts.map(({ cents, until }) => lateInterest(cents, penalty_rate_bp, due_on, until))
  return {
    days: Math.max(...interests.map(({ days }) => days)),
    interestCents: interests.reduce((sum, { cents }) => sum + cents, 0),
    indemnityCents: RECOVERY_INDEMNITY_CENTS,
  }
}
