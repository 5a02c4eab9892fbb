import type { XlsxLayout } from '../layout.ts'
import { type Problem, problem } from '../problem.ts'
import type { Source } from '../source.ts'
import { workbookProblem } from './sheet.ts'
import { surveySheet } from './survey.ts'
import { entryNamed, readWorkbook, type Sheet } from './workbook.ts'
import type { ZipEntry } from './zip.ts'

/** A sheet that can be chosen. */
export interface SheetChoice {
  readonly name: string
  readonly hidden: boolean
}

interface RecognisedWorkbook {
  readonly layout: XlsxLayout
  readonly sheets: readonly SheetChoice[]
  readonly problems: readonly Problem[]
}

/** Takes one sheet (the first visible one, or the one asked for or tried) and says what the workbook hides. */
export async function recogniseXlsx(
  source: Source,
  entries: readonly ZipEntry[],
  forced: { readonly sheet?: string; readonly unmerge?: boolean },
  tried?: string,
): Promise<RecognisedWorkbook | { refused: Problem }> {
  try {
    const { sheets, date1904 } = await readWorkbook(source, entries)
    const visible = sheets.filter(({ hidden }) => !hidden)
    const wanted = forced.sheet ?? tried
    const chosen = wanted === undefined ? (visible[0] ?? sheets[0]) : sheets.find(({ name }) => name === wanted)
    if (!chosen) return { refused: problem('sheet_missing', 0, { name: forced.sheet ?? '', names: namesOf(sheets) }) }
    const { part } = chosen
    const survey = await surveySheet(source, entryNamed(entries, part))
    const problems = [...workbookWarnings(entries, sheets)]
    if (visible.length > 1 && forced.sheet === undefined) {
      problems.push(problem('sheet_choice', 0, { name: chosen.name, names: namesOf(visible) }))
    }
    if (survey.hiddenRows > 0) problems.push(problem('hidden_rows', 0, { count: survey.hiddenRows }))
    if (survey.hiddenColumns > 0) problems.push(problem('hidden_columns', 0, { count: survey.hiddenColumns }))
    const { merged } = survey
    if (merged.length > 0 && forced.unmerge === undefined) {
      const lastRow = merged.reduce((row, area) => Math.max(row, area.lastRow), 0)
      problems.push(problem('merged_cells', 0, { count: merged.length, lastRow }))
    }
    const layout = {
      format: 'xlsx',
      sheet: chosen.name,
      part,
      date1904,
      merged,
      unmerge: forced.unmerge ?? false,
    } as const
    return { layout, sheets: sheets.map(({ name, hidden }) => ({ name, hidden })), problems }
  } catch (cause) {
    return { refused: workbookProblem(cause) }
  }
}

function workbookWarnings(entries: readonly ZipEntry[], sheets: readonly Sheet[]): Problem[] {
  const has = (pattern: RegExp) => entries.some(({ name }) => pattern.test(name))
  const hidden = sheets.filter((sheet) => sheet.hidden)
  return [
    ...(has(/vbaProject\.bin$|xl\/macrosheets\//i) ? [problem('macros_ignored')] : []),
    ...(has(/^xl\/externalLinks\//i) ? [problem('external_links_ignored')] : []),
    ...(hidden.length > 0 ? [problem('hidden_sheets', 0, { count: hidden.length, names: namesOf(hidden) })] : []),
  ]
}

function namesOf(sheets: readonly Sheet[]): string {
  return sheets
    .map(({ name }) => name.slice(0, 31))
    .join(', ')
    .slice(0, 200)
}
