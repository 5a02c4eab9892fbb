export const RETURN_REASONS = [
  'unknown-address',
  'unknown-domain',
  'closed',
  'full',
  'too-large',
  'unreachable',
  'refused',
  'other',
] as const
export type ReturnReason = (typeof RETURN_REASONS)[number]

/** Codes by subject and detail (RFC 3463, and 1.10 of RFC 7505); a subject alone stands for its other details. */
const REASONS: Record<string, ReturnReason> = {
  '1.1': 'unknown-address',
  '1.2': 'unknown-domain',
  '1.3': 'unknown-address',
  '1.6': 'unknown-address',
  '1.10': 'unknown-domain',
  '2.1': 'closed',
  '2.2': 'full',
  '2.3': 'too-large',
  '3.4': 'too-large',
  '4': 'unreachable',
  '7': 'refused',
}

/** What says that the address itself is no good, and not only this letter or this day. */
const ABOUT_THE_ADDRESS: readonly ReturnReason[] = ['unknown-address', 'unknown-domain', 'closed']

/**
 * What a status code means for whoever wrote the letter.
 *
 * `isForGood` is true when a further letter to the same address would come back as well: a permanent failure (class 5)
 * that is about the address. A full box or a refusal by the other side's rules is about this letter.
 *
 * @param status enhanced code of three numbers
 * @throws RangeError when it is not such a code
 * @example meaningOf('5.1.1') // { reason: 'unknown-address', isForGood: true }
 */
export function meaningOf(status: string): { reason: ReturnReason; isForGood: boolean } {
  const [, type, subject, detail] = /^([245])\.(\d{1,3})\.(\d{1,3})$/.exec(status) ?? []
  if (subject === undefined) throw new RangeError(`expected a code such as 5.1.1, got ${status}`)
  const reason = REASONS[`${subject}.${detail}`] ?? REASONS[subject] ?? 'other'
  return { reason, isForGood: type === '5' && ABOUT_THE_ADDRESS.includes(reason) }
}
