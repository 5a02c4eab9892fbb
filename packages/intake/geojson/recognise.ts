import { columnEvidence } from '../evidence.ts'
import type { Crs, GeojsonLayout } from '../layout.ts'
import { type Problem, problem } from '../problem.ts'
import type { Recognition } from '../recognise.ts'
import type { Source } from '../source.ts'
import type { Position } from './geometry.ts'
import type { Json } from './json.ts'
import { crsOf, type Feature, featureOf, looksSwapped, readFeatures, recordOf, X_COLUMN, Y_COLUMN } from './records.ts'

const SAMPLE_FEATURES = 50

/**
 * Recognises the properties, the coordinate system and the order of the coordinates of a FeatureCollection. The
 * whole file is read once: a coordinate system may be named after the features.
 */
export async function recogniseGeojson(
  source: Source,
  forced: { readonly crs?: Crs; readonly swap?: boolean },
  warnings: readonly Problem[],
): Promise<Recognition> {
  const names = new Set<string>()
  const sample: Feature[] = []
  let members: Json | undefined
  for await (const batch of readFeatures(source, featureOf)) {
    if (batch.problems.length > 0) return { refused: batch.problems }
    members = batch.members ?? members
    for (const feature of batch.features) {
      for (const name of feature.properties.keys()) names.add(name)
      if (sample.length < SAMPLE_FEATURES) sample.push(feature)
    }
  }
  if (sample.length === 0) return { refused: [problem('no_rows')] }
  const positions = sample.flatMap(({ place }) => firstPosition(place))
  const crs = forced.crs ?? crsOf(members, positions[0])
  if (typeof crs === 'object' && 'unknown' in crs) return { refused: [problem('crs_unknown', 0, { crs: crs.unknown })] }
  const known = typeof crs === 'object' ? crs.guessed : crs
  const guessed = typeof crs === 'object' ? [problem('crs_guessed', 0, { crs: known })] : []
  const swapped = known === 'wgs84' && positions.length > 0 && positions.every(looksSwapped)
  if (swapped && !forced.swap) return { refused: [problem('coordinates_swapped', 1)] }
  const layout: GeojsonLayout = { format: 'geojson', crs: known, swap: forced.swap ?? false }
  const header = [...names, X_COLUMN, Y_COLUMN]
  const records = sample.map((feature) => recordOf(feature, [...names], layout))
  return {
    recognised: {
      layout,
      header,
      headerLine: 0,
      sample: records,
      evidence: columnEvidence(records, header.length),
      sheets: [],
      problems: [...warnings, ...guessed],
    },
  }
}

function firstPosition(place: Feature['place']): Position[] {
  if ('point' in place) return [place.point]
  return 'first' in place && place.first ? [place.first] : []
}
