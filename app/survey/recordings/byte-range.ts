/** The part of some bytes that a browser asks for (RFC 9110, §14): one range; of several, all is given. */
export function rangeOf(header: string | null, size: number): { first: number; last: number } | 'beyond' | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (from === '' && to === '') return undefined
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  return first >= size || last < first ? 'beyond' : { first, last }
}
