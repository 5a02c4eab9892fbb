import { comparableHeader, matchHeaders, type RememberedHeaders } from './headers.ts'
import type { ImportKind } from './kind.ts'
import { cellText, isBlank, type RawRecord } from './table.ts'

const ROWS_LOOKED_AT = 30

/**
 * The record that names the columns, among the first ones: titles, logos and preambles may stand above it.
 * With kinds, it is the one that a kind recognises best; else the first one that is as wide as the table and
 * holds words, each once.
 *
 * @returns its index among `records`, or -1 when none looks like a header
 */
export function findHeader(
  records: readonly RawRecord[],
  kinds: readonly Pick<ImportKind<unknown>, 'fields' | 'dialects' | 'forbidden'>[],
  remembered: RememberedHeaders,
): number {
  const first = records.slice(0, ROWS_LOOKED_AT)
  let best = -1
  let bestScore = 0.12 // under it a match is chance: one word of many
  for (const [at, { cells }] of first.entries()) {
    const header = cells.map(cellText)
    for (const kind of kinds) {
      const { score, mapping, duplicated } = matchHeaders(kind, header, remembered)
      const enough =
        Object.keys(mapping).length + duplicated.length >= 2 || header.filter((name) => name.trim() !== '').length === 1
      if (enough && score > bestScore + 1e-9) {
        best = at
        bestScore = score
      }
    }
  }
  return best >= 0 ? best : byLooks(first)
}

function byLooks(records: readonly RawRecord[]): number {
  const widths = records.filter(({ cells }) => !isBlank(cells)).map(({ cells }) => filled(cells).length)
  const usual = widths.toSorted((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 0
  return records.findIndex(({ cells }) => {
    const names = filled(cells)
    const words = names.filter((name) => /\p{L}/u.test(name))
    const distinct = new Set(names.map(comparableHeader)).size
    return (
      names.length > 0 &&
      names.length >= usual * 0.6 &&
      words.length >= names.length * 0.7 &&
      distinct >= names.length * 0.7
    )
  })
}

function filled(cells: RawRecord['cells']): string[] {
  return cells.map((cell) => cellText(cell).trim()).filter((name) => name !== '')
}
