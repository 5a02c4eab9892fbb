import type { BatchLog } from '../log.ts'
import { degreesPlace } from '../places/point.ts'
import type { Place } from '../rows.ts'
import { isAround, type Surroundings } from '../surroundings.ts'
import type { GtfsLine, GtfsTable } from './gtfs-table.ts'

export interface Stops {
  readonly all: ReadonlySet<string>
  readonly near: ReadonlySet<string>
}

/** Every stop's number, and those in the perimeter or around it. */
export async function findStops(stops: GtfsTable, around: Surroundings | undefined, log: BatchLog): Promise<Stops> {
  const all = new Set<string>()
  const near = new Set<string>()
  for await (const { lines, problems } of stops.lines()) {
    for (const line of lines) {
      const id = line.text('stop_id')
      all.add(id)
      const place = stopPlace(line)
      if (place && (!around || isAround(around, place.lon, place.lat))) near.add(id)
      else if (place) log.hold(line.text('stop_name'))
      else sayPlace(line, log)
    }
    log.addAll(problems)
  }
  return { all, near }
}

/** Where a stop is; undefined when nothing is written or it is nowhere in France. */
export function stopPlace({ text }: GtfsLine): Place | undefined {
  const [lat, lon] = [text('stop_lat'), text('stop_lon')]
  return lat === '' || lon === '' ? undefined : degreesPlace(Number(lon), Number(lat))
}

/** Entrances and platforms may do without a place; one that is written must be somewhere. */
function sayPlace({ line, text }: GtfsLine, log: BatchLog) {
  const [lat, lon] = [text('stop_lat'), text('stop_lon')]
  if (lat === '' || lon === '') return
  log.tally.refused++
  const swapped = degreesPlace(Number(lat), Number(lon)) !== undefined
  log.add(swapped ? 'coordinates_swapped' : 'gtfs_position_invalid', undefined, line, 'stop_lat', `${lat} ; ${lon}`, {
    name: 'stops.txt',
  })
}
