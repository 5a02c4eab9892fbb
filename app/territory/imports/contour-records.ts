import type { OpenDataRow } from '#packages/open-data/rows.ts'
import type { PartRecord } from './published-readers.ts'

/** A quarter or commune with its contour, in degrees. */
export function contourRecord(row: OpenDataRow): PartRecord | undefined {
  if (row.record !== 'contour') return undefined
  const { kind, code, name, geometry } = row
  return { part: 'contour', record: { kind, code, name: name || code, shape: geometry } }
}
