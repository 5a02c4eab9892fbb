/**
 * Forms that `Intl` does not give. Numbers, percentages, money and dates otherwise come from `Intl` with the locale fr-FR,
 * whose thousands and per cent signs are already set with narrow no-break spaces.
 */

/**
 * The ordinal in figures: 1er, 1re, 2e, 21e.
 *
 * @param n an integer ≥ 1
 * @param gender of the word it goes with: « 1er étage », « 1re réunion »
 * @throws RangeError when `n` is not such an integer
 */
export function ordinal(n: number, gender: 'masculine' | 'feminine' = 'masculine'): string {
  if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`expected a rank of 1 or more, got ${n}`)
  if (n > 1) return `${n}e`
  return gender === 'masculine' ? '1er' : '1re'
}

/** « rez-de-chaussée », « 1er étage », « 2e sous-sol »: the floor in words, from its number. */
export function floorName(floor: number): string {
  if (floor === 0) return 'rez-de-chaussée'
  return floor > 0 ? `${ordinal(floor)} étage` : `${ordinal(-floor)} sous-sol`
}

/** « 1er juillet 2026 »: French writes the first of a month as an ordinal, which `Intl` does not. */
export function longDate(date: Date, timeZone = 'Europe/Paris'): string {
  const parts = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone }).formatToParts(date)
  return parts.map(({ type, value }) => (type === 'day' && value === '1' ? '1er' : value)).join('')
}

/** « 9 h 05 », the hour as French prints it, with no-break spaces. */
export function hour(date: Date, timeZone = 'Europe/Paris'): string {
  const parts = new Intl.DateTimeFormat('fr-FR', { hour: 'numeric', minute: '2-digit', timeZone }).formatToParts(date)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  const minutes = part('minute')
  return `${Number(part('hour'))}\u00a0h${minutes === '00' ? '' : `\u00a0${minutes}`}`
}
