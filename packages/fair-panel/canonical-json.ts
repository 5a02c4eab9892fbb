/** Plain data that has one spelling only. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }

/**
 * JSON with sorted keys and no spaces, so that equal data give equal bytes: the form that is hashed.
 * Follows RFC 8785 for the data used here (finite numbers, keys compared by UTF-16 code units); keys without a value
 * are left out.
 *
 * @throws RangeError for a number that JSON cannot say
 */
export function canonicalJson(data: Json): string {
  if (typeof data === 'number' && !Number.isFinite(data)) throw new RangeError(`JSON has no number ${data}`)
  if (data === null || typeof data !== 'object') return JSON.stringify(data)
  if (isList(data)) return `[${data.map(canonicalJson).join(',')}]`
  const pairs = Object.keys(data)
    .sort()
    .flatMap((key) => {
      const value = data[key]
      return value === undefined ? [] : [`${JSON.stringify(key)}:${canonicalJson(value)}`]
    })
  return `{${pairs.join(',')}}`
}

function isList(data: Json): data is readonly Json[] {
  return Array.isArray(data)
}
