/** A few streets of an invented quarter for tests: a grid of 200 m blocks, a pharmacy, two stops; as an Overpass export writes them. */

const WEST = 2.48
const SOUTH = 48.9
/** Metres of a degree there. */
const EAST_METRES = 73_178
const NORTH_METRES = 111_195

/** A place `east` and `north` metres from the quarter's corner. */
export function placeAt(east: number, north: number): { lon: number; lat: number } {
  return { lon: WEST + east / EAST_METRES, lat: SOUTH + north / NORTH_METRES }
}

function point(east: number, north: number): [number, number] {
  const { lon, lat } = placeAt(east, north)
  return [Number(lon.toFixed(7)), Number(lat.toFixed(7))]
}

function feature(id: string, properties: Record<string, string>, geometry: object) {
  return { type: 'Feature', id, properties: { '@id': id, ...properties }, geometry }
}

function street(id: number, name: string, corners: [number, number][], tags: Record<string, string> = {}) {
  return feature(
    `way/${id}`,
    { highway: 'residential', name, ...tags },
    { type: 'LineString', coordinates: corners.map(([east, north]) => point(east, north)) },
  )
}

/** Two streets going east, 400 m apart, joined at their western end only. */
export function streetsGeojson(): Uint8Array {
  const features = [
    street(1, 'Rue du Nord', [
      [0, 400],
      [400, 400],
      [800, 400],
    ]),
    street(2, 'Rue du Sud', [
      [0, 0],
      [400, 0],
      [800, 0],
    ]),
    street(3, 'Rue de l’Ouest', [
      [0, 0],
      [0, 400],
    ]),
    feature('node/10', { highway: 'bus_stop', name: 'Ouest' }, { type: 'Point', coordinates: point(0, 200) }),
  ]
  return new TextEncoder().encode(JSON.stringify({ type: 'FeatureCollection', features }))
}

/** Facilities as Insee writes them, with positions in degrees. */
export function equipmentCsv(places: { type: string; east: number; north: number }[], commune = '93010'): Uint8Array {
  const lines = places.map(({ type, east, north }) => {
    const { lon, lat } = placeAt(east, north)
    return ['2024', commune, `${commune}0101`, type, lon.toFixed(6), lat.toFixed(6), 'Bonne'].join(';')
  })
  return new TextEncoder().encode(
    `${['AN;DEPCOM;DCIRIS;TYPEQU;LONGITUDE;LATITUDE;QUALITE_XY', ...lines].join('\r\n')}\r\n`,
  )
}
