import type { Source } from '#packages/intake/source.ts'
import { contourRows } from './contours/contour-rows.ts'
import { gtfsRows } from './gtfs/gtfs-rows.ts'
import { opened } from './open.ts'
import { osmGeojsonRows } from './osm/geojson.ts'
import { osmRows } from './osm/osm-rows.ts'
import { pbfPasses } from './osm/pbf.ts'
import { osmXml } from './osm/xml.ts'
import type { Perimeter } from './perimeter.ts'
import { bpeFinish, type EquipmentType } from './places/bpe-coding.ts'
import { featureRows, osmPlace, socialAddresses } from './places/feature-rows.ts'
import { LIST_KINDS } from './places/list-kinds.ts'
import { listRows } from './places/list-rows.ts'
import type { RecognisedOpenData } from './recognised.ts'
import type { OpenDataBatch } from './rows.ts'
import { areaRows } from './tables/area-rows.ts'

export interface ReadOptions {
  /** Stops between two batches. */
  readonly signal?: AbortSignal
  /** Today, ISO: a timetable that ended before it is said to have expired. */
  readonly today?: string
  /** BPE's passage table, from its own file: labels, and codes of the other coding. */
  readonly equipmentTypes?: readonly EquipmentType[]
}

/**
 * The rows of a recognised file that the perimeter asks for, in batches, with the problems of their lines. Bad data
 * never throws. Nothing is given after a problem of the whole file.
 *
 * @throws the signal's reason, when aborted
 */
export async function* readOpenData(
  given: Source | readonly Source[],
  recognised: RecognisedOpenData,
  perimeter: Perimeter,
  options: ReadOptions = {},
): AsyncGenerator<OpenDataBatch, void> {
  const found = await opened(('open' in given ? [given] : given).map((source) => stoppable(source, options.signal)))
  if ('refused' in found) return
  const { dataset, table, vintage, crs = 'wgs84' } = recognised
  const finish = dataset === 'bpe' ? bpeFinish(vintage, options.equipmentTypes) : undefined
  const list = LIST_KINDS.find((one) => one.dataset === dataset)
  if (table && list) yield* listRows(found.source, list, table, perimeter, finish)
  else if (table) yield* areaRows(found.source, recognised, table, perimeter)
  else if (dataset.endsWith('-contours')) yield* contourRows(found, crs, perimeter)
  else if (dataset === 'rpls-by-address') yield* featureRows(found.source, crs, perimeter, socialAddresses())
  else if (dataset === 'osm-places-geojson') yield* featureRows(found.source, crs, perimeter, osmPlace)
  else if (dataset === 'osm-geojson') yield* osmGeojsonRows(found.source, perimeter)
  else if (dataset === 'osm-xml') yield* osmRows((sink) => osmXml(found.source, sink), perimeter)
  else if (found.container === 'gtfs') yield* gtfsRows(found.files, perimeter, options.today)
  else if (dataset === 'osm-pbf') yield* osmRows(pbfPasses(found.source), perimeter)
}

/** A source that stops between two pieces when the signal says so, even while nothing of it is kept. */
function stoppable(source: Source, signal: AbortSignal | undefined): Source {
  if (!signal) return source
  const { name, size, slice } = source
  return {
    name,
    size,
    ...(slice ? { slice: (start, end) => slice.call(source, start, end) } : {}),
    async *open() {
      for await (const chunk of source.open()) {
        signal.throwIfAborted()
        yield chunk
      }
    },
  }
}
