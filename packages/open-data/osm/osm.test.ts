import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesSource, type Source } from '#packages/intake/source.ts'
import { bondy } from '../around-bondy.test-support.ts'
import { readWhole, rowsOf, textSource } from '../whole-reading.ts'
import { type MadePbf, pbfBytes } from './made-pbf.ts'
import { NodeStore } from './node-store.ts'
import { keptTags } from './tags.ts'

const STREETS: MadePbf = {
  nodes: [
    { id: 12_000_000_001, lon: 2.481, lat: 48.901, tags: { highway: 'crossing', crossing: 'zebra', note: 'x' } },
    { id: 12_000_000_002, lon: 2.482, lat: 48.902 },
    { id: 3, lon: 3.9, lat: 48.9, tags: { amenity: 'pharmacy', name: 'Trop loin' } },
    { id: 4, lon: 2.483, lat: 48.903, tags: { amenity: 'pharmacy', name: 'Pharmacie du Pont', 'contact:phone': '01' } },
    { id: 5, lon: 2.484, lat: 48.904 },
    { id: 6, lon: 2.4845, lat: 48.9045, tags: { source: 'survey' } },
  ],
  ways: [
    {
      id: 70,
      nodes: [12_000_000_001, 12_000_000_002, 3, 4, 5],
      tags: { highway: 'footway', surface: 'asphalt', source: 'cadastre' },
    },
    { id: 71, nodes: [3, 4], tags: { highway: 'primary' } },
    { id: 72, nodes: [4, 5, 6], tags: { source: 'cadastre' } },
  ],
  relations: [[72, 900], [901]],
}

function xmlOf({ nodes, ways = [], relations = [] }: MadePbf): string {
  const tags = (list: Readonly<Record<string, string>> = {}) =>
    Object.entries(list)
      .map(([k, v]) => `<tag k="${k}" v="${v}"/>`)
      .join('')
  return [
    '<?xml version="1.0" encoding="UTF-8"?><osm version="0.6">',
    ...nodes.map(
      ({ id, lon, lat, tags: own }) =>
        `<node id="${id}" lat="${lat}" lon="${lon}" user="someone" uid="9">${tags(own)}</node>`,
    ),
    ...ways.map(
      ({ id, nodes: refs, tags: own }) =>
        `<way id="${id}" user="someone">${refs.map((ref) => `<nd ref="${ref}"/>`).join('')}${tags(own)}</way>`,
    ),
    ...relations.map(
      (members) =>
        `<relation id="1">${members.map((ref) => `<member type="way" ref="${ref}" role=""/>`).join('')}<tag k="type" v="multipolygon"/></relation>`,
    ),
    '</osm>',
  ].join('\n')
}

const FILES: readonly (readonly [string, string, Source])[] = [
  ['dense and packed', 'osm-pbf', bytesSource('ile-de-france.osm.pbf', pbfBytes(STREETS), 50)],
  ['plain nodes, not packed', 'osm-pbf', bytesSource('x.bin', pbfBytes({ ...STREETS, plain: true, packing: 1 }))],
  ['XML', 'osm-xml', textSource('map.osm', xmlOf(STREETS), 33)],
  ['XML under gzip', 'osm-xml', bytesSource('map.osm.gz', gzipSync(xmlOf(STREETS)))],
]

test.each(FILES)(
  '%s: streets in the perimeter, cut where they leave it, with the tags that count',
  async (_name, dataset, source) => {
    const read = await readWhole(source, bondy)
    expect(read.recognised?.dataset).toBe(dataset)
    expect(rowsOf(read, 'node')).toEqual([
      {
        record: 'node',
        id: 'node/12000000001',
        lon: 2.481,
        lat: 48.901,
        tags: { highway: 'crossing', crossing: 'zebra' },
      },
      {
        record: 'node',
        id: 'node/4',
        lon: 2.483,
        lat: 48.903,
        tags: { amenity: 'pharmacy', name: 'Pharmacie du Pont' },
      },
    ])
    const footway = { record: 'way', id: 'way/70', tags: { highway: 'footway', surface: 'asphalt' } }
    expect(rowsOf(read, 'way')).toEqual([
      {
        ...footway,
        part: 0,
        points: [
          { lon: 2.481, lat: 48.901, node: 12_000_000_001 },
          { lon: 2.482, lat: 48.902, node: 12_000_000_002 },
        ],
      },
      {
        ...footway,
        part: 1,
        points: [
          { lon: 2.483, lat: 48.903, node: 4 },
          { lon: 2.484, lat: 48.904, node: 5 },
        ],
      },
    ])
    expect(read.problems).toMatchObject([{ code: 'osm_relations_skipped', params: { count: 1 } }])
  },
)

describe('a file that cannot be read', () => {
  const whole = pbfBytes(STREETS)

  test.each([whole.length - 1, whole.length - 40, 60, 30])(
    'cut after %i bytes says so with the byte',
    async (length) => {
      const read = await readWhole(bytesSource('x.osm.pbf', whole.subarray(0, length)), bondy)
      expect(read.problems).toMatchObject([
        { code: 'osm_truncated', severity: 'refused', params: { byte: length + 1 } },
      ])
    },
  )

  test('damaged, with an unknown packing or a history is refused', async () => {
    const noise = Buffer.from(whole)
    noise.fill(0xff, whole.length - 60, whole.length - 20)
    expect((await readWhole(bytesSource('x', noise), bondy)).codes).toContain('osm_damaged')
    const zstd = await readWhole(bytesSource('x', pbfBytes({ ...STREETS, packing: 7 })), bondy)
    expect(zstd.problems).toMatchObject([{ code: 'osm_not_supported', params: { feature: 'zstd' } }])
    const history = pbfBytes({ ...STREETS, features: ['OsmSchema-V0.6', 'HistoricalInformation'] })
    expect((await readWhole(bytesSource('x', history), bondy)).problems).toMatchObject([
      { code: 'osm_not_supported', params: { feature: 'HistoricalInformation' } },
    ])
  })

  test('as XML: cut, not well-formed, or with entities of its own', async () => {
    const xml = xmlOf(STREETS)
    const codes = async (text: string) => (await readWhole(textSource('x.osm', text), bondy)).codes
    expect(await codes(xml.slice(0, -20))).toEqual(['osm_truncated'])
    expect(await codes(xml.replace('</way>', '</node>'))).toEqual(['osm_damaged'])
    const doctype = '<!DOCTYPE osm [<!ENTITY x SYSTEM "file:///etc/passwd">]><osm>'
    expect(await codes(xml.replace('<osm version="0.6">', doctype))).toEqual(['format_xml'])
  })

  test('of another region says where it lies', async () => {
    const far = { nodes: [{ id: 1, lon: -0.58, lat: 44.84 }], ways: [] }
    const read = await readWhole(bytesSource('aquitaine.osm.pbf', pbfBytes(far)), bondy)
    expect(read.problems).toMatchObject([
      { code: 'perimeter_absent', params: { held: '44.840 -0.580 – 44.840 -0.580' } },
    ])
  })
})

test('a GeoJSON of ways has no nodes: equal positions are one, areas give their outline', async () => {
  const at = (x: number) => [2.48 + x / 1000, 48.905]
  const features = [
    {
      type: 'Feature',
      properties: { '@id': 'way/1', highway: 'footway', operator: 'Jean Orme' },
      geometry: { type: 'LineString', coordinates: [at(1), at(2)] },
    },
    {
      type: 'Feature',
      properties: { '@id': 'way/2', highway: 'steps', operator: 'SNCF' },
      geometry: { type: 'LineString', coordinates: [at(2), at(3)] },
    },
    {
      type: 'Feature',
      properties: { '@id': 'relation/3', highway: 'footway', area: 'yes' },
      geometry: { type: 'Polygon', coordinates: [[at(4), at(5), at(6), at(4)]] },
    },
    {
      type: 'Feature',
      properties: { '@id': 'node/4', highway: 'bus_stop' },
      geometry: { type: 'Point', coordinates: at(7) },
    },
    { type: 'Feature', properties: { '@id': 'way/5', highway: 'path' }, geometry: null },
  ]
  const read = await readWhole(
    textSource('x.geojson', JSON.stringify({ type: 'FeatureCollection', timestamp: '2023-07-27T09:11:15Z', features })),
    bondy,
  )
  expect(read.recognised).toMatchObject({ dataset: 'osm-geojson', vintage: 2023, vintageFrom: 'content' })
  const ways = rowsOf(read, 'way')
  expect(ways.map(({ id, points }) => [id, points.map(({ node }) => node)])).toEqual([
    ['way/1', [-1, -2]],
    ['way/2', [-2, -3]],
    ['relation/3', [-4, -5, -6, -4]],
  ])
  expect(ways.map(({ tags }) => tags.operator)).toEqual([undefined, 'SNCF', undefined])
  expect(rowsOf(read, 'node')).toMatchObject([{ id: 'node/4', tags: { highway: 'bus_stop' } }])
  expect(read.problems).toMatchObject([{ code: 'geometry_null', line: 5, value: 'way/5' }])
})

test('no person is named by a tag', () => {
  const kept = (tags: Record<string, string>) => keptTags(Object.entries(tags))
  expect(kept({ amenity: 'doctors', name: 'Dr Orme' })).toEqual({ amenity: 'doctors' })
  expect(kept({ healthcare: 'nurse', name: 'Jeanne Orme' })).toEqual({ healthcare: 'nurse' })
  expect(kept({ amenity: 'doctors', name: 'Centre médical du Pont' })).toHaveProperty('name')
  expect(kept({ shop: 'bakery', operator: 'Jean Orme', phone: '01' })).toEqual({ shop: 'bakery' })
  expect(kept({ amenity: 'library', operator: 'Ville de Bondy' })).toHaveProperty('operator')
  expect(kept({ source: 'cadastre', name: 'x' })).toBeUndefined()
})

test('positions are found again to a ten-millionth of a degree, whatever the numbers', () => {
  const node = fc.record({
    id: fc.integer({ min: 1, max: 2 ** 40 }),
    lon: fc.double({ min: -180, max: 180, noNaN: true }),
    lat: fc.double({ min: -90, max: 90, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.uniqueArray(node, { selector: ({ id }) => id, maxLength: 2000 }), (nodes) => {
      const store = new NodeStore()
      for (const { id, lon, lat } of nodes) store.set(id, lon, lat)
      expect(store.size).toBe(nodes.length)
      for (const { id, lon, lat } of nodes) {
        const place = store.get(id)
        expect(Math.abs((place?.lon ?? 999) - lon)).toBeLessThan(1e-7)
        expect(Math.abs((place?.lat ?? 999) - lat)).toBeLessThan(1e-7)
      }
    }),
    { numRuns: 20 },
  )
  expect(new NodeStore().get(7)).toBeUndefined()
})
