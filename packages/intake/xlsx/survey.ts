import type { Source } from '../source.ts'
import type { Area } from './plan.ts'
import { columnOf } from './sheet.ts'
import { readXml } from './xml.ts'
import type { ZipEntry } from './zip.ts'

/** What a sheet hides or merges; known only once all of it was read, because it is written after the rows. */
export interface SheetSurvey {
  readonly hiddenRows: number
  readonly hiddenColumns: number
  /** Areas of more than one row. */
  readonly merged: readonly Area[]
  readonly lastRow: number
}

const MOST_MERGED = 100_000

/** Reads a sheet once for its hidden rows and columns and its merged cells. */
export async function surveySheet(source: Source, entry: ZipEntry): Promise<SheetSurvey> {
  let hiddenRows = 0
  let hiddenColumns = 0
  let lastRow = 0
  const merged: Area[] = []
  const scan = readXml(source, entry, {
    open(name, attributes) {
      const hidden = attributes.hidden === '1' || attributes.hidden === 'true'
      if (name === 'row') {
        lastRow = Number(attributes.r ?? lastRow + 1)
        if (hidden) hiddenRows++
      } else if (name === 'col' && hidden) {
        hiddenColumns += Math.min(16_384, Number(attributes.max)) - Number(attributes.min) + 1
      } else if (name === 'mergeCell' && merged.length < MOST_MERGED) {
        const area = areaOf(attributes.ref ?? '')
        if (area && area.lastRow > area.firstRow) merged.push(area)
      }
    },
  })
  for await (const _ of scan);
  return { hiddenRows, hiddenColumns, merged, lastRow }
}

function areaOf(reference: string): Area | undefined {
  const [, from = '', firstRow, to = '', lastRow] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(reference) ?? []
  if (from === '') return undefined
  return { firstColumn: columnOf(from), lastColumn: columnOf(to), firstRow: Number(firstRow), lastRow: Number(lastRow) }
}
