/**
 * Public files as their rows wait to be merged: what packages/open-data finds, in the words of the territory's tables. Pure: it runs in
 * the reading process.
 */
import { type PublishedLayout, type PublishedRecogniser, publishedReader } from '#app/platform/imports/reader.ts'
import type { Source } from '#packages/intake/source.ts'
import type { DatasetId } from '#packages/open-data/datasets.ts'
import type { Perimeter } from '#packages/open-data/perimeter.ts'
import { readOpenData } from '#packages/open-data/read.ts'
import { recogniseOpenData } from '#packages/open-data/recognise.ts'
import type { RecognisedOpenData } from '#packages/open-data/recognised.ts'
import type { OpenDataRow } from '#packages/open-data/rows.ts'
import { contourRecord } from './contour-records.ts'
import { figureRecord } from './figure-records.ts'
import { placeRecords } from './place-records.ts'
import { streetRecords } from './street-records.ts'
import { timetableRecord } from './timetable-records.ts'

/** A record of a part; the reader adds its line. */
export interface PartRecord {
  part: string
  record: unknown
}

type Recorder = (row: OpenDataRow, file: RecognisedOpenData) => PartRecord[]

const one =
  (record: (row: OpenDataRow, file: RecognisedOpenData) => PartRecord | undefined): (() => Recorder) =>
  () =>
  (row, file) => {
    const found = record(row, file)
    return found ? [found] : []
  }

export const figureReader = readerOf('territory.figures', one(figureRecord))
export const placeReader = readerOf('territory.places', placeRecords)
export const streetReader = readerOf('territory.streets', streetRecords)
export const timetableReader = readerOf('territory.timetable', one(timetableRecord))
export const contourReader = readerOf('territory.contours', one(contourRecord))

/** `recorder` is made anew for each reading: it may remember what it met. */
function readerOf(id: string, recorder: () => Recorder) {
  return publishedReader(id, async function* (source, layout, scope) {
    const file = fileOf(layout)
    const record = recorder()
    yield { records: [{ line: 0, ...editionOf(file, source) }], problems: [], tally: EMPTY }
    for await (const { rows, problems, tally } of readOpenData(source, file, perimeterFrom(scope))) {
      const records = rows.flatMap(({ line, row }) => record(row, file).map((found) => ({ line, ...found })))
      yield { records, problems, tally }
    }
  })
}

const EMPTY = { lines: 0, accepted: 0, refused: 0, blank: 0, totals: 0, repeated: 0, problems: {} }

/** What the file is an edition of. Two networks' timetables are two things: their files' names tell them apart. */
function editionOf({ dataset, vintage, level }: RecognisedOpenData, { name }: Source): PartRecord {
  const network = name
    .replace(/\.\w+$/, '')
    .replace(/[\d_-]+$/, '')
    .slice(0, 30)
  return {
    part: 'source',
    record: {
      dataset: dataset.startsWith('osm-') && dataset !== 'osm-places-geojson' ? 'osm' : dataset,
      vintage: vintage === undefined ? '' : String(vintage),
      level: dataset === 'gtfs' ? network : level,
    },
  }
}

function fileOf({ file }: PublishedLayout): RecognisedOpenData {
  if (!isRecognised(file)) throw new TypeError('the record of a published file is not one')
  return file
}

/** Written by `recognisePublished` below, and by nobody else. */
function isRecognised(file: unknown): file is RecognisedOpenData {
  return typeof file === 'object' && file !== null && 'dataset' in file && 'container' in file
}

function perimeterFrom(scope: unknown): Perimeter {
  if (!isPerimeter(scope)) throw new TypeError('no perimeter was given to the reading process')
  return scope
}

/** Made by `perimeterOf`, and passed on as plain data. */
function isPerimeter(scope: unknown): scope is Perimeter {
  return typeof scope === 'object' && scope !== null && 'communes' in scope && 'comparison' in scope
}

const KINDS: Partial<Record<DatasetId, string>> = {
  'census-population': 'territory.figures',
  'census-activity': 'territory.figures',
  'census-education': 'territory.figures',
  'census-families': 'territory.figures',
  'census-households': 'territory.figures',
  'census-housing': 'territory.figures',
  'filosofi-iris': 'territory.figures',
  'filosofi-commune': 'territory.figures',
  'filosofi-department': 'territory.figures',
  'filosofi-region': 'territory.figures',
  'filosofi-metropole': 'territory.figures',
  'qpv-demography': 'territory.figures',
  'qpv-income': 'territory.figures',
  'qpv-employment': 'territory.figures',
  'caf-iris': 'territory.figures',
  'filosofi-grid-200m': 'territory.figures',
  bpe: 'territory.places',
  finess: 'territory.places',
  stations: 'territory.places',
  'osm-places-geojson': 'territory.places',
  'osm-xml': 'territory.streets',
  'osm-pbf': 'territory.streets',
  'osm-geojson': 'territory.streets',
  gtfs: 'territory.timetable',
  'iris-contours': 'territory.contours',
  'commune-contours': 'territory.contours',
  'qpv-contours': 'territory.contours',
}

// Only these are nobody else's: a table that cannot be read here may be one of a landlord's.
const OWN_REFUSALS = /^(?:osm|gtfs|shapefile|contours|crs|bpe|perimeter|vintages)_/

/** Whether a file is one of the territory's, and which. */
export const recognisePublished: PublishedRecogniser = async (source) => {
  const { recognised, refused } = await recogniseOpenData(source)
  if (refused) return refused.some(({ code }) => OWN_REFUSALS.test(code)) ? { refused } : undefined
  const kind = KINDS[recognised.dataset]
  if (!kind) return undefined
  const { vintage, table, sample, problems } = recognised
  return {
    kind,
    recognised: {
      layout: {
        format: 'published',
        dataset: recognised.dataset,
        vintage: vintage === undefined ? '' : String(vintage),
        file: recognised,
      },
      header: [],
      headerLine: table?.headerLine ?? 0,
      sample: sample.map((text, at) => ({ line: at + 1, cells: [text] })),
      evidence: [],
      sheets: [],
      problems,
    },
  }
}
