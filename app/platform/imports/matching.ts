import { type HeaderMatch, matchHeaders, type RememberedHeaders } from '#packages/intake/headers.ts'
import type { ImportKind } from '#packages/intake/kind.ts'
import type { Recognised } from '#packages/intake/recognise.ts'

export interface KindMatch extends HeaderMatch {
  kind: string
}

/** The kinds that could be meant, the likeliest first: nothing missing comes before something missing. */
export function bestMatches(
  kinds: readonly ImportKind<unknown>[],
  { header, layout }: Recognised,
  remembered: Readonly<Record<string, RememberedHeaders>>,
): KindMatch[] {
  return kinds
    .filter(({ formats }) => formats.includes(layout.format))
    .map((kind) => ({ kind: kind.id, ...matchHeaders(kind, header, remembered[kind.id]) }))
    .sort((a, b) => Number(a.missing.length > 0) - Number(b.missing.length > 0) || b.score - a.score)
}
