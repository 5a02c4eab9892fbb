import { csvRecords, type RecordBatch } from './csv/records.ts'
import { geojsonRecords } from './geojson/records.ts'
import type { Layout } from './layout.ts'
import type { Source } from './source.ts'
import { xlsxRecords } from './xlsx/sheet.ts'
import { readDirectory } from './xlsx/zip.ts'

/** All the records of a file read as its layout says; title lines and header included. */
export async function* recordsOf(
  source: Source,
  layout: Layout,
  header: readonly string[],
): AsyncGenerator<RecordBatch> {
  if (layout.format === 'csv') yield* csvRecords(source, layout)
  else if (layout.format === 'geojson') yield* geojsonRecords(source, layout, header)
  else {
    const directory = await readDirectory(source)
    if ('refused' in directory) yield { records: [], problems: [directory.refused] }
    else yield* xlsxRecords(source, layout, directory.entries)
  }
}
