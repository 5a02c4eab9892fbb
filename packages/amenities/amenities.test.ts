import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Entry, likenessOf, metresBetween, samePlaces } from './same-place.ts'
import { KINDS, kindNames, kindOfBpe, kindOfLabel, kindOfOsm } from './typology.ts'

const ORIGINS = ['osm', 'bpe']

function entry(id: string, origin: string, name: string, eastMetres = 0, kind: Entry['kind'] = 'pharmacy'): Entry {
  return { id, origin, kind, name, lon: 2.48 + eastMetres / 73_200, lat: 48.9 }
}

function idsOf(groups: Entry[][]): string[][] {
  return groups.map((group) => group.map(({ id }) => id))
}

test('kindOfBpe(code) knows a doctor and a bakery in the old and the new coding', () => {
  expect(['D201', 'D265'].map(kindOfBpe)).toEqual(['doctor', 'doctor'])
  expect(['B203', 'B207'].map(kindOfBpe)).toEqual(['bakery', 'bakery'])
  expect(kindOfBpe('E101')).toBeUndefined()
})

test('no code of the BPE and no tag of OpenStreetMap belongs to two kinds', () => {
  const claims = kindNames().flatMap((kind) => [...KINDS[kind].bpe, ...KINDS[kind].osm])
  expect(new Set(claims).size).toBe(claims.length)
})

test('kindOfOsm(tags) tells a collège from an école', () => {
  expect(kindOfOsm({ amenity: 'school' })).toBe('primary-school')
  expect(kindOfOsm({ amenity: 'school', 'school:FR': 'collège' })).toBe('lower-secondary')
  expect(kindOfOsm({ shop: 'florist' })).toBeUndefined()
})

test('kindOfLabel(label) reads town-hall French, accents or not, and prefers the longest word', () => {
  expect(kindOfLabel('Mairie annexe')).toBe('town-hall')
  expect(kindOfLabel('Multi-Accueil La Ronde des Enfants')).toBe('nursery')
  expect(kindOfLabel('Savary centre de loisirs (école maternelle)')).toBe('after-school')
  expect(kindOfLabel('Hôpital Jean-Verdier')).toBe('hospital')
  expect(kindOfLabel('Synagogue')).toBeUndefined()
})

test('likenessOf(a, b) counts common naming words, and says nothing where a name is missing', () => {
  expect(likenessOf('Pharmacie de la Gare', 'PHARMACIE GARE')).toBe(1)
  expect(likenessOf('Pharmacie Blanqui', 'Pharmacie de la Mairie')).toBe(0.5)
  expect(likenessOf('', 'Pharmacie')).toBeUndefined()
})

test('metresBetween(a, b) is a hundred metres where the map says so', () => {
  expect(metresBetween({ lon: 2, lat: 48 }, { lon: 2, lat: 48.001 })).toBeCloseTo(111.2, 0)
})

test('samePlaces(entries) joins two files’ entries of one pharmacy, the named one first', () => {
  expect(idsOf(samePlaces([entry('b', 'bpe', ''), entry('o', 'osm', 'Pharmacie de la Gare', 25)], ORIGINS))).toEqual([
    ['o', 'b'],
  ])
})

test('samePlaces(entries) keeps apart what is too far, of another kind, or of the same file', () => {
  const far = [entry('b', 'bpe', ''), entry('o', 'osm', 'Pharmacie', 41)]
  const other = [entry('b', 'bpe', ''), entry('o', 'osm', 'Boulanger', 5, 'bakery')]
  const one = [entry('o1', 'osm', 'Pharmacie', 0), entry('o2', 'osm', 'Pharmacie', 5)]
  for (const entries of [far, other, one]) expect(samePlaces(entries, ORIGINS)).toHaveLength(2)
})

test('samePlaces(entries) leaves an unnamed entry alone between two candidates', () => {
  const entries = [entry('b', 'bpe', ''), entry('o1', 'osm', 'Pharmacie A', 10), entry('o2', 'osm', 'Pharmacie B', -10)]
  expect(samePlaces(entries, ORIGINS)).toHaveLength(3)
})

test('samePlaces(entries, …, decisions) does what a person decided, both ways', () => {
  const near = [entry('b', 'bpe', ''), entry('o', 'osm', 'Pharmacie', 5)]
  expect(samePlaces(near, ORIGINS, [{ first: 'o', second: 'b', same: false }])).toHaveLength(2)
  const far = [entry('b', 'bpe', ''), entry('o', 'osm', 'Pharmacie', 500)]
  expect(idsOf(samePlaces(far, ORIGINS, [{ first: 'b', second: 'o', same: true }]))).toEqual([['o', 'b']])
})

test('every entry is in exactly one group, and no group holds two entries of one file, whatever the entries', () => {
  const any = fc.array(
    fc.record({
      origin: fc.constantFrom('osm', 'bpe', 'hand'),
      name: fc.constantFrom('', 'Pharmacie', 'Gare'),
      east: fc.integer({ min: 0, max: 120 }),
    }),
    { maxLength: 25 },
  )
  fc.assert(
    fc.property(any, (drawn) => {
      const entries = drawn.map(({ origin, name, east }, at) => entry(String(at).padStart(2, '0'), origin, name, east))
      const groups = samePlaces(entries, ORIGINS)
      expect(idsOf(groups).flat().sort()).toEqual(entries.map(({ id }) => id))
      for (const group of groups) expect(new Set(group.map(({ origin }) => origin)).size).toBe(group.length)
    }),
  )
})
