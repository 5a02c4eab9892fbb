import type { Source } from '#packages/intake/source.ts'
import { recogniseShapefile } from './contours/recognise-contours.ts'
import { recogniseGtfs } from './gtfs/recognise-gtfs.ts'
import { opened } from './open.ts'
import { recogniseGeojson } from './recognise-geojson.ts'
import type { OpenDataRecognition, RecognisedOpenData } from './recognised.ts'
import { recogniseTable, yearInName } from './tables/recognise-table.ts'

/**
 * Recognises a public file by its content: which data set, of which year, at which level, and what it lacks. The name
 * only serves for the year, when nothing in the file tells it.
 *
 * @param given one file, possibly an archive, or the parts of one shapefile
 * @returns plain data for `readOpenData`, or why the file cannot be read and what to do
 */
export async function recogniseOpenData(given: Source | readonly Source[]): Promise<OpenDataRecognition> {
  const found = await opened('open' in given ? [given] : given)
  if ('refused' in found) return { refused: [found.refused] }
  if (found.container === 'shapefile') return recogniseShapefile(found)
  if (found.container === 'geojson') return recogniseGeojson(found.source, found.inside)
  if (found.container === 'osm-xml' || found.container === 'osm-pbf') {
    return { recognised: streets(found.container, found.source.name, found.inside) }
  }
  if (found.container === 'gtfs') return recogniseGtfs(found.files, found.source.name, found.inside)
  return recogniseTable(found.source, found.inside)
}

function streets(container: 'osm-xml' | 'osm-pbf', name: string, inside: readonly string[]): RecognisedOpenData {
  const year = yearInName([name, ...inside])
  return { dataset: container, container, level: 'street', ...year, inside, missing: [], sample: [], problems: [] }
}
