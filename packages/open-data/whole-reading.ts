import type { Problem } from '#packages/intake/problem.ts'
import { bytesSource, type Source } from '#packages/intake/source.ts'
import type { Perimeter } from './perimeter.ts'
import { type ReadOptions, readOpenData } from './read.ts'
import { recogniseOpenData } from './recognise.ts'
import type { RecognisedOpenData } from './recognised.ts'
import type { OpenDataRow, OpenDataTally } from './rows.ts'

/** The whole way through a file in one call, for tests and small files. */
export interface WholeReading {
  readonly recognised?: RecognisedOpenData
  readonly rows: readonly OpenDataRow[]
  readonly lines: readonly number[]
  readonly problems: readonly Problem[]
  readonly codes: readonly string[]
  readonly tally?: Readonly<OpenDataTally>
}

export async function readWhole(
  given: Source | readonly Source[],
  perimeter: Perimeter,
  options: ReadOptions = {},
): Promise<WholeReading> {
  const { refused, recognised } = await recogniseOpenData(given)
  if (refused) return { rows: [], lines: [], problems: refused, codes: refused.map(({ code }) => code) }
  const rows: OpenDataRow[] = []
  const lines: number[] = []
  const problems: Problem[] = [...recognised.problems]
  let tally: OpenDataTally | undefined
  for await (const batch of readOpenData(given, recognised, perimeter, options)) {
    for (const { line, row } of batch.rows) {
      rows.push(row)
      lines.push(line)
    }
    problems.push(...batch.problems)
    tally = batch.tally
  }
  return { recognised, rows, lines, problems, codes: problems.map(({ code }) => code), ...(tally ? { tally } : {}) }
}

/** The rows of one record type. */
export function rowsOf<R extends OpenDataRow['record']>(
  { rows }: WholeReading,
  record: R,
): Extract<OpenDataRow, { record: R }>[] {
  return rows.filter((row): row is Extract<OpenDataRow, { record: R }> => row.record === record)
}

/** A text file, in UTF-8 unless told, given in pieces of so many bytes. */
export function textSource(name: string, text: string, pieceBytes?: number): Source {
  return bytesSource(name, new TextEncoder().encode(text), pieceBytes)
}

/** A perimeter of communes alone. */
export function perimeterOf(communes: readonly string[], comparison: Perimeter['comparison'] = {}): Perimeter {
  return { communes, marginMetres: 1500, comparison }
}
