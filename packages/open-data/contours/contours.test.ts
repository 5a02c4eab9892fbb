import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { Problem } from '#packages/intake/problem.ts'
import { bytesSource } from '#packages/intake/source.ts'
import { toWgs84 } from '#packages/lambert93/index.ts'
import { isAround, surroundingsOf } from '../surroundings.ts'
import { perimeterOf, readWhole, rowsOf, textSource } from '../whole-reading.ts'
import { jsonFeatures } from './geojson-shapes.ts'
import { type MadePolygon, shapefile, shapefileBytes } from './made-shapefile.ts'

/** A clockwise square of Lambert-93 metres. */
function square(x: number, y: number, side: number): [number, number][] {
  return [
    [x, y],
    [x, y + side],
    [x + side, y + side],
    [x + side, y],
    [x, y],
  ]
}

const FIELDS = [
  ['INSEE_COM', 5],
  ['NOM_COM', 20],
  ['IRIS', 4],
  ['CODE_IRIS', 9],
  ['NOM_IRIS', 30],
  ['TYP_IRIS', 1],
] as const
const iris = (code: string, name: string, rings: MadePolygon['rings']): MadePolygon => ({
  rings,
  attributes: [code.slice(0, 5), 'Bondy', code.slice(5), code, name, 'H'],
})
const polygons = [
  iris('930100101', 'Fosse de la Régale', [square(662_000, 6_866_000, 500), square(662_100, 6_866_100, 50).reverse()]),
  iris('930070101', 'À 1 000 m', [square(663_500, 6_866_000, 300)]),
  iris('930070102', 'À 3 000 m', [square(665_500, 6_866_000, 300)]),
]
const bondy = perimeterOf(['93010'])

describe('a shapefile', () => {
  test('gives the contours of the communes and of their neighbours, in degrees, with holes', async () => {
    const read = await readWhole(shapefile({ fields: FIELDS, polygons, cpg: 'UTF-8' }), bondy)
    expect(read.recognised).toMatchObject({ dataset: 'iris-contours', level: 'iris', crs: 'lambert93' })
    const rows = rowsOf(read, 'contour')
    expect(rows.map(({ code, name, typeOfIris }) => ({ code, name, typeOfIris }))).toEqual([
      { code: '930100101', name: 'Fosse de la Régale', typeOfIris: 'H' },
      { code: '930070101', name: 'À 1 000 m', typeOfIris: 'H' },
    ])
    const [outline, hole] = rows[0]?.geometry.coordinates[0] ?? []
    expect(outline).toHaveLength(5)
    const corner = toWgs84(662_000, 6_866_000)
    expect(outline?.[0]?.[0]).toBeCloseTo(corner.lon, 6)
    expect(outline?.[0]?.[1]).toBeCloseTo(corner.lat, 6)
    expect(hole).toHaveLength(5)
    expect(read.tally?.outside).toBe(1)
  })

  test('is read from an archive, in a folder, with windows-1252 attributes', async () => {
    const made = shapefileBytes({ fields: FIELDS, polygons, encoding: 'latin1', cpg: '1252' })
    const files = Object.fromEntries([...made].map(([ending, bytes]) => [`IRIS/CONTOURS-IRIS${ending}`, bytes]))
    const read = await readWhole(bytesSource('contours-2022.zip', zipSync(files)), bondy)
    expect(read.recognised).toMatchObject({ vintage: 2022, inside: ['IRIS/CONTOURS-IRIS.shp'] })
    expect(rowsOf(read, 'contour')[0]?.name).toBe('Fosse de la Régale')
  })

  test.each(['.prj', '.dbf', '.shp'])('without its %s is refused, and says so', async (part) => {
    const read = await readWhole(shapefile({ fields: FIELDS, polygons }, part), bondy)
    expect(read.problems).toMatchObject([{ code: 'shapefile_part_missing', params: { part } }])
  })

  test('in another projection is refused by its name', async () => {
    const prj = 'PROJCS["NTF_Lambert_II_etendu",GEOGCS["GCS_NTF"],PROJECTION["Lambert_Conformal_Conic"]]'
    const read = await readWhole(shapefile({ fields: FIELDS, polygons, prj }), bondy)
    expect(read.problems).toMatchObject([{ code: 'crs_unknown', params: { crs: 'NTF_Lambert_II_etendu' } }])
  })

  test('overseas is read in the UTM zone of its territory', async () => {
    const prj = 'PROJCS["RGR92_UTM_40S",GEOGCS["RGR92"],PROJECTION["Transverse_Mercator"]]'
    const reunion = iris('974110101', 'Bas de la Rivière', [square(338_000, 7_690_000, 500)])
    const read = await readWhole(shapefile({ fields: FIELDS, polygons: [reunion], prj }), perimeterOf(['97411']))
    expect(read.recognised?.crs).toBe('utm40s')
    const [lon, lat] = rowsOf(read, 'contour')[0]?.geometry.coordinates[0]?.[0]?.[0] ?? []
    expect(lon).toBeCloseTo(55.44, 1)
    expect(lat).toBeCloseTo(-20.88, 1)
  })

  test('that stops too early, or has a contour of the perimeter without place, says at which feature', async () => {
    const [shp, ...others] = shapefile({ fields: FIELDS, polygons })
    const bytes = (await shp?.slice?.(0, 400)) ?? new Uint8Array()
    const cut = await readWhole([bytesSource('c.shp', bytes), ...others], bondy)
    expect(cut.problems).toMatchObject([{ code: 'shapefile_damaged', line: 2, params: { part: '.shp' } }])
    const none = await readWhole(
      shapefile({ fields: FIELDS, polygons: [iris('930100101', 'x', null), ...polygons] }),
      bondy,
    )
    expect(none.problems).toMatchObject([{ code: 'geometry_null', line: 1, value: '930100101' }])
    expect(rowsOf(none, 'contour')[0]?.code).toBe('930100101')
  })
})

function collection(features: readonly unknown[], members: object = {}): string {
  return JSON.stringify({ type: 'FeatureCollection', ...members, features })
}
function feature(properties: object, coordinates: unknown, type = 'Polygon') {
  return { type: 'Feature', properties, geometry: coordinates && { type, coordinates } }
}
const LAMBERT = { crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::2154' } } }
const DEGREES: [number, number][] = [
  [2.48, 48.9],
  [2.49, 48.9],
  [2.49, 48.91],
  [2.48, 48.91],
  [2.48, 48.9],
]

describe('a GeoJSON of contours', () => {
  test('in Lambert-93, by its member or by the size of its numbers, gives priority quarters in degrees', async () => {
    const quarter = feature(
      { C_NQPV: 'QP093014', L_NQPV: 'Abreuvoir', C_CAINSEE: 93007 },
      [[square(662_000, 6_866_000, 500)]],
      'MultiPolygon',
    )
    for (const members of [LAMBERT, {}]) {
      const read = await readWhole(textSource('qpv_2015.geojson', collection([quarter], members)), bondy)
      expect(read.recognised).toMatchObject({ dataset: 'qpv-contours', crs: 'lambert93', vintage: 2015 })
      expect(read.codes).toEqual('crs' in members ? [] : ['crs_guessed'])
      const [row] = rowsOf(read, 'contour')
      expect(row).toMatchObject({ kind: 'qpv', code: 'QP093014', name: 'Abreuvoir' })
      expect(row?.geometry.coordinates[0]?.[0]?.[0]?.[0]).toBeCloseTo(toWgs84(662_000, 6_866_000).lon, 6)
    }
  })

  test('in the metres of web maps, without saying so, is refused: as Lambert-93 it would lie in Spain', async () => {
    const quarter = feature({ C_NQPV: 'QP093014', L_NQPV: 'Abreuvoir', C_CAINSEE: 93007 }, [
      square(277_200, 6_255_300, 500),
    ])
    const read = await readWhole(textSource('qpv.geojson', collection([quarter], {})), bondy)
    expect(read.codes).toEqual(['crs_unknown'])
  })

  test('of communes, by the names of Etalab or IGN; overseas in degrees', async () => {
    const [etalab, ign] = [
      feature({ code: '97411', nom: 'Saint-Denis' }, [DEGREES.map(([x, y]) => [x + 52.96, y - 69.8])]),
      feature({ INSEE_COM: '97411', NOM: 'Saint-Denis', INSEE_DEP: '974' }, [
        DEGREES.map(([x, y]) => [x + 52.96, y - 69.8]),
      ]),
    ]
    for (const one of [etalab, ign]) {
      const read = await readWhole(textSource('x.geojson', collection([one])), perimeterOf(['97411']))
      expect(read.recognised?.dataset).toBe('commune-contours')
      expect(rowsOf(read, 'contour')).toMatchObject([{ kind: 'commune', code: '97411', name: 'Saint-Denis' }])
    }
  })

  test('with latitude first, no place, open rings or infinite numbers is refused with its feature', async () => {
    const commune = { INSEE_COM: '93010', NOM_COM: 'Bondy' }
    const swapped = DEGREES.map(([x, y]) => [y, x])
    const codes = async (text: string) => (await readWhole(textSource('x.geojson', text), bondy)).problems
    expect(await codes(collection([feature(commune, [swapped])]))).toMatchObject([
      { code: 'coordinates_swapped', line: 1 },
    ])
    expect(await codes(collection([feature(commune, null)]))).toMatchObject([{ code: 'geometry_null', line: 1 }])
    expect(await codes(collection([feature(commune, [DEGREES.slice(1)])]))).toMatchObject([
      { code: 'ring_open', line: 1 },
    ])
    expect(await codes(collection([feature(commune, [DEGREES])]).replace('2.48', 'NaN'))).toMatchObject([
      { code: 'json_number', line: 1 },
    ])
    expect(
      await codes(collection([feature(commune, [DEGREES])], { crs: { properties: { name: 'EPSG:27572' } } })),
    ).toMatchObject([{ code: 'crs_unknown', params: { crs: 'EPSG:27572' } }])
  })
})

test('the features of a GeoJSON that stops being readable: the refusal names the feature at fault', async () => {
  const commune = feature({ INSEE_COM: '93010' }, [DEGREES])
  const whole = collection([commune, commune])
  const refusals = {
    'no number': [collection([commune, { type: 'Feature', id: 7 }]).replace('7', 'NaN'), 'json_number'],
    'no feature': [collection([commune, { type: 'Point' }]), 'json_invalid'],
    'cut within': [whole.slice(0, whole.lastIndexOf('48.9')), 'json_invalid'],
  }
  for (const [why, [text = '', code]] of Object.entries(refusals)) {
    const problems: Problem[] = []
    for await (const batch of jsonFeatures(textSource('x.geojson', text))) problems.push(...batch.problems)
    expect(problems, why).toMatchObject([{ code, line: 2 }])
  }
})

test('social dwellings by address: a total that is repeated counts once', async () => {
  const one = (key: string, dwellings: number, year: string) => ({
    type: 'Feature',
    properties: {
      cle: key,
      appartement: dwellings,
      etage: 4,
      'Nom.du.Programme': 'RES',
      'Année.de.construction': year,
    },
    geometry: { type: 'Point', coordinates: [662_350, 6_867_350] },
  })
  const text = collection(
    [one('1 Allée H', 20, '2018'), one('1 Allée H', 20, '1969'), one('2 Allée H', 5, 'NC')],
    LAMBERT,
  )
  const read = await readWhole(textSource('rpls2022.geojson', text), bondy)
  const rows = rowsOf(read, 'social-address')
  expect(rows.map(({ repeats, dwellings, yearBuilt }) => [repeats, dwellings, yearBuilt])).toEqual([
    [false, 20, 2018],
    [true, 20, 1969],
    [false, 5, null],
  ])
  expect(rows[0]?.place.lat).toBeCloseTo(48.905, 2)
})

test('the surroundings are the contours and a margin in metres around them', () => {
  const around = surroundingsOf([{ code: '93010', geometry: [[DEGREES]] }], 1500)
  if (!around) throw new Error('a square has surroundings')
  expect(isAround(around, 2.485, 48.905)).toBe(true)
  expect(isAround(around, 2.5, 48.905)).toBe(true) // 730 m to the east
  expect(isAround(around, 2.5104, 48.905)).toBe(true) // 1 490 m
  expect(isAround(around, 2.511, 48.905)).toBe(false) // 1 537 m
  expect(isAround(around, 2.5104, 48.92)).toBe(false) // within the box, beyond the corner
})
