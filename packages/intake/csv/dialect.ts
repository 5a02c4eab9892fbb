import { CsvParser, type CsvRecord, type CsvShape } from './parser.ts'

/** In the order preferred when two explain the file equally well. */
export const SEPARATORS = [';', ',', '\t', '|'] as const
export type Separator = (typeof SEPARATORS)[number]

const LINES_LOOKED_AT = 200

/**
 * The separator and quotation mark of a text table, from its first lines: the separator that cuts most lines
 * into the same number of cells, more cells counting for more. Title lines above the table only lower the share.
 *
 * @param head the first characters of the file; its last line may be cut
 * @returns `;` and `"` when nothing separates: a table of one column
 */
export function findShape(head: string): CsvShape & { hinted: boolean } {
  const hint = /^sep=([;,\t|])(?=[\r\n])/i.exec(head)
  const hinted = SEPARATORS.find((separator) => separator === hint?.[1])
  const quote = findQuote(head)
  if (hinted) return { separator: hinted, quote, hinted: true }
  let best: CsvShape = { separator: ';', quote }
  let bestScore = 0
  for (const separator of SEPARATORS) {
    const score = evenness(firstRecords(head, { separator, quote }))
    if (score > bestScore + 1e-9) {
      best = { separator, quote }
      bestScore = score
    }
  }
  return { ...best, hinted: false }
}

/** Apostrophes quote only in the rare file where they enclose cells and quotation marks do not. */
function findQuote(head: string): '"' | "'" {
  const enclosed = head.match(/(^|[;,\t|\r\n])'[^'\r\n]*'(?=[;,\t|\r\n])/g)?.length ?? 0
  return enclosed >= 4 && !head.includes('"') ? "'" : '"'
}

/** The records of the beginning of a file; a last one that is cut is left out unless it is alone. */
export function firstRecords(head: string, shape: CsvShape): CsvRecord[] {
  const parser = new CsvParser(shape)
  const records = parser.push(head)
  return (records.length > 0 ? records : parser.end()).slice(0, LINES_LOOKED_AT)
}

function evenness(records: readonly CsvRecord[]): number {
  const byWidth = new Map<number, number>()
  let filled = 0
  for (const { cells } of records) {
    if (cells.every((cell) => cell.trim() === '')) continue
    filled++
    byWidth.set(cells.length, (byWidth.get(cells.length) ?? 0) + 1)
  }
  let score = 0
  for (const [width, lines] of byWidth) {
    if (width > 1) score = Math.max(score, (lines / filled) * (1 + Math.log2(width)))
  }
  return score
}
