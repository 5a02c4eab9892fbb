/** C. com. D441-5, CCP D2192-35: for each invoice paid late, once. */
export const RECOVERY_INDEMNITY_CENTS = 40_00

const DAY = 86_400_000

/**
 * Interest on what is paid late: gross amount × yearly rate × days ∕ 365, half a cent up, without tax. It runs from the
 * day after the due date, without reminder.
 *
 * @param rateBp yearly rate in basis points
 * @param dueOn last day to pay, `YYYY-MM-DD`
 * @param paidOn day of the payment, or today
 * @returns cents; 0 when it is not late
 * @see Code de commerce, L441-10 II; code de la commande publique, R2192-31
 */
export function lateInterest(
  grossCents: number,
  rateBp: number,
  dueOn: string,
  paidOn: string,
): { days: number; cents: number } {
  const days = Math.max(0, Math.round((Date.parse(paidOn) - Date.parse(dueOn)) / DAY))
  if (![grossCents, rateBp, days].every(Number.isSafeInteger)) {
    throw new RangeError(`expected whole numbers and days, got ${grossCents}, ${rateBp}, ${dueOn}, ${paidOn}`)
  }
  const product = BigInt(grossCents) * BigInt(rateBp) * BigInt(days)
  return { days, cents: Number((2n * product + 3_650_000n) / 7_300_000n) }
}
