export type Canonical = null | boolean | number | string | readonly Canonical[] | { readonly [key: string]: Canonical }

/**
 * One text for one value, whatever made it: keys sorted by code unit, no space, numbers as JavaScript writes them (RFC 8785's order and
 * numbers). What is hashed is this text.
 *
 * @throws RangeError for a number that JSON does not have
 */
export function canonical(value: Canonical): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`JSON has no number ${value}`)
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonical).join(',')}]`
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([key, held]) => `${JSON.stringify(key)}:${canonical(held)}`).join(',')}}`
}

function isList(value: object): value is readonly Canonical[] {
  return Array.isArray(value)
}
