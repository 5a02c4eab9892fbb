import { strToU8, zipSync } from 'fflate'
import { type CheckOptions, checkRows } from './check.ts'
import { matchHeaders } from './headers.ts'
import type { ImportKind } from './kind.ts'
import type { Problem } from './problem.ts'
import { type Forced, recognise } from './recognise.ts'
import { bytesSource, type Source } from './source.ts'

/** Files made in the tests, and the whole way through them in one call. Invented data only. */
export function textFile(name: string, content: string): Source {
  return bytesSource(name, new TextEncoder().encode(content))
}

export interface MadeSheet {
  readonly name?: string
  readonly state?: string
  /** The rows' XML, `<row>…</row>`. */
  readonly rows: string
  /** What follows the rows, such as merged cells; what precedes them, such as columns. */
  readonly after?: string
  readonly before?: string
}

export interface MadeWorkbook {
  readonly sheets: readonly MadeSheet[]
  readonly date1904?: boolean
  readonly strings?: readonly string[]
  /** Further entries, or replacements. */
  readonly extra?: Readonly<Record<string, string>>
}

const OPENING = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

/** A workbook with what is written in it and nothing else. Style 1 is a date, style 2 a date and time. */
export function workbookBytes({ sheets, date1904 = false, strings = [], extra = {} }: MadeWorkbook): Uint8Array {
  const parts: Record<string, string> = {
    '[Content_Types].xml': `${OPENING}<Types/>`,
    'xl/workbook.xml': `${OPENING}<workbook xmlns:r="r"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${sheets
      .map(
        ({ name, state }, at) =>
          `<sheet name="${name ?? `Feuil${at + 1}`}" sheetId="${at + 1}" state="${state ?? 'visible'}" r:id="rId${at + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${OPENING}<Relationships>${sheets
      .map((_, at) => `<Relationship Id="rId${at + 1}" Type="x/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`)
      .join('')}</Relationships>`,
    'xl/styles.xml': `${OPENING}<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `${OPENING}<sst>${strings.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    ...Object.fromEntries(
      sheets.map(({ rows, before = '', after = '' }, at) => [
        `xl/worksheets/sheet${at + 1}.xml`,
        `${OPENING}<worksheet>${before}<sheetData>${rows}</sheetData>${after}</worksheet>`,
      ]),
    ),
    ...extra,
  }
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])))
}

export function workbook(made: MadeWorkbook, name = 'essai.xlsx'): Source {
  return bytesSource(name, workbookBytes(made))
}

/** `<row>` of inline texts and numbers; a text that starts with `<` is taken as the whole cell. */
export function sheetRow(row: number, cells: readonly (string | number)[]): string {
  const written = cells.map((cell, at) => {
    const r = `${String.fromCharCode(65 + at)}${row}`
    if (typeof cell === 'number') return `<c r="${r}"><v>${cell}</v></c>`
    return cell.startsWith('<') ? cell : `<c r="${r}" t="inlineStr"><is><t>${cell}</t></is></c>`
  })
  return `<row r="${row}">${written.join('')}</row>`
}

export interface WholeReading<Row> {
  readonly rows: readonly Row[]
  readonly problems: readonly Problem[]
  readonly codes: readonly string[]
  readonly tally: Readonly<Record<string, unknown>>
}

/** Recognises, maps by the headers, checks to the end; refusals of recognition come as problems. */
export async function readWhole<Row>(
  source: Source,
  kind: ImportKind<Row>,
  options: CheckOptions & { forced?: Forced } = {},
): Promise<WholeReading<Row>> {
  const { refused, recognised } = await recognise(source, { kinds: [kind], forced: options.forced ?? {} })
  if (refused) return { rows: [], problems: refused, codes: refused.map(({ code }) => code), tally: {} }
  const match = matchHeaders(kind, recognised.header)
  const rows: Row[] = []
  const problems: Problem[] = [...recognised.problems]
  let tally = {}
  const told = { dialect: match.dialect, forbidden: match.forbidden, ...options }
  for await (const batch of checkRows(source, recognised, kind, match.mapping, told)) {
    rows.push(...batch.rows.map(({ row }) => row))
    problems.push(...batch.problems)
    tally = batch.tally
  }
  return { rows, problems, codes: problems.map(({ code }) => code), tally }
}
