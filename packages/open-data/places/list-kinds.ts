import { addressesKind } from './addresses.ts'
import { bpeKind } from './bpe.ts'
import { passageKind } from './bpe-passage.ts'
import { finessKind } from './finess.ts'
import { type ListKind, scoreOf } from './list-kind.ts'
import { rplsKind } from './rpls.ts'
import { stationsKind } from './stations.ts'
import { precisionKind, variablesKind } from './words.ts'

export const LIST_KINDS: readonly ListKind[] = [
  addressesKind,
  bpeKind,
  passageKind,
  rplsKind,
  stationsKind,
  finessKind,
  precisionKind,
  variablesKind,
]

/** The list that a header names, and how surely. */
export function listOf(header: readonly string[]): { list: ListKind; score: number } | undefined {
  const scored = LIST_KINDS.map((list) => ({ list, score: scoreOf(list, header) })).filter(({ score }) => score > 0)
  return scored.toSorted((a, b) => b.score - a.score)[0]
}
