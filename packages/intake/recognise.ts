import { findShape } from './csv/dialect.ts'
import type { CsvShape } from './csv/parser.ts'
import { isDoubleEncoded } from './csv/repair.ts'
import { decode } from './decode.ts'
import { bomLength, type Encoding, findEncoding } from './encoding.ts'
import { type ColumnEvidence, columnEvidence } from './evidence.ts'
import { extensionProblem, findFormat } from './format.ts'
import { recogniseGeojson } from './geojson/recognise.ts'
import { findHeader } from './header-row.ts'
import { matchHeaders, type RememberedHeaders } from './headers.ts'
import type { ImportKind } from './kind.ts'
import type { Crs, CsvLayout, Layout } from './layout.ts'
import { type Problem, problem } from './problem.ts'
import { recordsOf } from './records.ts'
import { readRange, type Source } from './source.ts'
import { cellText, isBlank, type RawRecord } from './table.ts'
import { cleanText } from './values/text.ts'
import { recogniseXlsx, type SheetChoice } from './xlsx/recognise.ts'
import type { ZipEntry } from './xlsx/zip.ts'

/** What the caller decides against, or beside, what was recognised. */
export interface Forced {
  readonly encoding?: Encoding
  readonly separator?: CsvShape['separator']
  readonly quote?: CsvShape['quote']
  /** Line of the header, from 1. */
  readonly headerLine?: number
  readonly sheet?: string
  /** Repair accents that were encoded twice, or keep them as they are. */
  readonly doubleEncoded?: 'repair' | 'keep'
  /** Whether merged cells stand for each of their rows. */
  readonly unmerge?: boolean
  readonly crs?: Crs
  /** Exchange latitude and longitude. */
  readonly swap?: boolean
}

export interface RecognitionOptions {
  /** Kinds that are expected; they help to find the header. */
  readonly kinds?: readonly ImportKind<unknown>[]
  readonly forced?: Forced
  readonly remembered?: RememberedHeaders
  /** Finds the header among the first records by what the caller knows of it; -1 leaves it to the usual search. */
  readonly findHeader?: (records: readonly RawRecord[]) => number
}

/** A file that can be read: plain data, to be stored between the preview and the import. */
export interface Recognised {
  readonly layout: Layout
  readonly header: readonly string[]
  /** Line of the header, 0 where the format has none. */
  readonly headerLine: number
  /** First records under the header, for the preview. */
  readonly sample: readonly RawRecord[]
  /** What the values of each column tell of their writing. */
  readonly evidence: readonly ColumnEvidence[]
  readonly sheets: readonly SheetChoice[]
  /** Warnings of the file as a whole. */
  readonly problems: readonly Problem[]
}

export type Recognition =
  | { readonly recognised: Recognised; readonly refused?: never }
  | { readonly refused: readonly Problem[]; readonly recognised?: never }

const SAMPLE_RECORDS = 50
const EVIDENCE_RECORDS = 2000

/**
 * Recognises a table by its content: format, encoding, separator, sheet, header line, coordinates. Everything
 * found can be forced. Reads the beginning of a CSV (up to its first accent), the whole of a sheet or of a GeoJSON.
 *
 * @returns what was recognised with its warnings, or why the file cannot be read and what to do
 */
export async function recognise(source: Source, options: RecognitionOptions = {}): Promise<Recognition> {
  const { forced = {}, kinds = [] } = options
  const found = await findFormat(source)
  if ('refused' in found) return { refused: [found.refused] }
  const { format } = found
  const expected = new Set(kinds.flatMap((kind) => kind.formats))
  if (expected.size > 0 && !expected.has(format)) {
    return { refused: [problem('format_not_expected', 0, { format, expected: [...expected].join(', ') })] }
  }
  const named = extensionProblem(source.name, format)
  const warnings = named ? [named] : []
  if (found.format === 'geojson') return recogniseGeojson(source, forced, warnings)
  if (found.format === 'csv') {
    const layout = await csvLayout(source, forced)
    return recogniseTable(source, layout, [], warnings, options)
  }
  return recogniseWorkbook(source, found.entries, warnings, options)
}

/** The first visible sheet that holds the table of a kind; else the first that holds any table: covers and notes often stand before it. */
async function recogniseWorkbook(
  source: Source,
  entries: readonly ZipEntry[],
  warnings: readonly Problem[],
  options: RecognitionOptions,
): Promise<Recognition> {
  const { forced = {}, kinds = [] } = options
  const readSheet = async (tried?: string) => {
    const workbook = await recogniseXlsx(source, entries, forced, tried)
    if ('refused' in workbook) return { recognition: { refused: [workbook.refused] }, sheets: [] }
    const { layout, sheets, problems } = workbook
    return { recognition: await recogniseTable(source, layout, sheets, [...warnings, ...problems], options), sheets }
  }
  const { recognition: first, sheets } = await readSheet()
  const [, ...others] = sheets.filter(({ hidden }) => !hidden)
  let readable = first
  for (const { name } of forced.sheet === undefined && !isOfKind(first, kinds) ? others : []) {
    const { recognition } = await readSheet(name)
    if (isOfKind(recognition, kinds)) return recognition
    if (readable.refused) readable = recognition
  }
  return readable.refused ? first : readable
}

function isOfKind({ recognised }: Recognition, kinds: readonly ImportKind<unknown>[]): boolean {
  return recognised !== undefined && kinds.some((kind) => matchHeaders(kind, recognised.header).missing.length === 0)
}

const HEAD_CHARACTERS = 128 * 1024

async function csvLayout(source: Source, forced: Forced): Promise<CsvLayout> {
  const found = forced.encoding
    ? { encoding: forced.encoding, bom: bomLength(await readRange(source, 0, 4), forced.encoding) }
    : await findEncoding(source)
  const head = await headText(source, found.encoding, found.bom)
  const shape = findShape(head)
  return {
    format: 'csv',
    ...found,
    separator: forced.separator ?? shape.separator,
    quote: forced.quote ?? shape.quote,
    doubleEncoded: isDoubleEncoded(head) ? (forced.doubleEncoded ?? 'found') : (forced.doubleEncoded ?? 'no'),
  }
}

async function headText(source: Source, encoding: Encoding, bom: number): Promise<string> {
  let head = ''
  for await (const piece of decode(source, encoding, bom)) {
    if (typeof piece !== 'string') break
    head += piece.slice(0, HEAD_CHARACTERS)
    if (head.length >= HEAD_CHARACTERS) break
  }
  return head
}

async function recogniseTable(
  source: Source,
  layout: Layout,
  sheets: readonly SheetChoice[],
  warnings: readonly Problem[],
  { forced = {}, kinds = [], remembered = {}, findHeader: known = () => -1 }: RecognitionOptions,
): Promise<Recognition> {
  const { records, problems } = await firstRecords(source, layout)
  const blocking = problems.filter(({ severity, code }) => severity === 'refused' && code !== 'double_encoded')
  if (blocking.length > 0) return { refused: blocking }
  if (records.every(({ cells }) => isBlank(cells))) return { refused: [problem('file_empty')] }
  const told = forced.headerLine ? records.findIndex(({ line }) => line >= (forced.headerLine ?? 0)) : known(records)
  const at = told >= 0 || forced.headerLine ? told : findHeader(records, kinds, remembered)
  const named = records[at]
  if (named === undefined) return { refused: [problem('header_not_found')] }
  const header = named.cells.map((cell) => cellText(cell).trim()).map((name) => cleanText(name).text)
  while (header.at(-1) === '') header.pop()
  const rows = records.slice(at + 1).filter(({ cells }) => !isBlank(cells))
  if (rows.length === 0) return { refused: [problem('no_rows', named.line)] }
  return {
    recognised: {
      layout:
        layout.format === 'xlsx'
          ? { ...layout, merged: layout.merged.filter((area) => area.lastRow > named.line) }
          : layout,
      header,
      headerLine: named.line,
      sample: rows.slice(0, SAMPLE_RECORDS),
      evidence: columnEvidence(rows, header.length),
      sheets,
      problems: warnings.filter(({ code, params }) => code !== 'merged_cells' || Number(params.lastRow) > named.line),
    },
  }
}

async function firstRecords(source: Source, layout: Layout) {
  const records: RawRecord[] = []
  const problems: Problem[] = []
  for await (const batch of recordsOf(source, layout, [])) {
    problems.push(...batch.problems)
    records.push(...batch.records)
    if (records.length >= EVIDENCE_RECORDS) break
  }
  return { records: records.slice(0, EVIDENCE_RECORDS), problems }
}
