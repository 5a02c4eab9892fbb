/** Where the invented lines of `timetable.ts` run: straight courses through the places that stops are named after. */

/** A stop as a map gives it. */
export interface NamedStop {
  readonly id: string
  readonly name: string
  readonly lat: number
  readonly lon: number
  readonly isStation: boolean
  /** Absent where the map does not say. */
  readonly isAccessible?: boolean | undefined
}

/** Stops of one name, at their middle. */
export interface StopPlace {
  readonly id: string
  readonly name: string
  readonly lat: number
  readonly lon: number
  readonly isStation: boolean
  readonly isAccessible: boolean | undefined
}

export interface Course {
  readonly name: string
  readonly kind: 'bus' | 'train'
  readonly places: readonly StopPlace[]
}

/** Half the width, in metres, of the strip whose places a line serves. */
const STRIP = 350
/** Least metres between two stops of a line. */
const SPACING = 220
const METRES_PER_DEGREE = 111_195
/** Directions of the bus lines, in degrees from the east: across, up, and the two diagonals. */
const BEARINGS = [90, 0, 45, 135]

/** Places in a fixed order, the first stop of each name giving its id. */
export function placesOf(stops: Iterable<NamedStop>): StopPlace[] {
  const inOrder = [...stops].sort((a, b) => (a.id < b.id ? -1 : 1))
  return [...Map.groupBy(inOrder, ({ name, isStation }) => `${isStation} ${name}`).values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const mean = (of: (stop: NamedStop) => number) => group.reduce((sum, stop) => sum + of(stop), 0) / group.length
    return [{ ...first, lat: mean(({ lat }) => lat), lon: mean(({ lon }) => lon), isAccessible: accessOf(group) }]
  })
}

/** Bus lines through the middle of all stops, and one line along the stations; those with fewer than three places fall away. */
export function coursesThrough(places: readonly StopPlace[]): Course[] {
  const buses = places.filter(({ isStation }) => !isStation)
  const stations = places.filter(({ isStation }) => isStation)
  const lines = BEARINGS.map((bearing, rank): Course => {
    return { name: `Inv. ${rank + 1}`, kind: 'bus', places: alongStrip(buses, bearing, STRIP) }
  })
  const rails = { name: 'Inv. T', kind: 'train', places: alongStrip(stations, 0, Number.POSITIVE_INFINITY) } as const
  return [...lines.filter((line) => line.places.length >= 3), ...(rails.places.length >= 2 ? [rails] : [])]
}

/** Metres between two places as the crow flies. */
export function metresBetween(a: StopPlace, b: StopPlace): number {
  const east = (b.lon - a.lon) * Math.cos((a.lat * Math.PI) / 180)
  return Math.hypot(east, b.lat - a.lat) * METRES_PER_DEGREE
}

function alongStrip(places: readonly StopPlace[], bearing: number, strip: number): StopPlace[] {
  const mean = (of: (place: StopPlace) => number) => places.reduce((sum, place) => sum + of(place), 0) / places.length
  const middle = { lat: mean(({ lat }) => lat), lon: mean(({ lon }) => lon) }
  const angle = (bearing * Math.PI) / 180
  const course = places
    .map((place) => {
      const east = (place.lon - middle.lon) * METRES_PER_DEGREE * Math.cos((middle.lat * Math.PI) / 180)
      const north = (place.lat - middle.lat) * METRES_PER_DEGREE
      const along = east * Math.cos(angle) + north * Math.sin(angle)
      return { place, along, aside: Math.abs(north * Math.cos(angle) - east * Math.sin(angle)) }
    })
    .filter(({ aside }) => aside <= strip)
    .sort((a, b) => a.along - b.along)
  const kept: typeof course = []
  for (const one of course) if (one.along - (kept.at(-1)?.along ?? Number.NEGATIVE_INFINITY) >= SPACING) kept.push(one)
  return kept.map(({ place }) => place)
}

function accessOf(stops: readonly NamedStop[]): boolean | undefined {
  if (stops.some(({ isAccessible }) => isAccessible === undefined)) return undefined
  return stops.every(({ isAccessible }) => isAccessible)
}
