import fc from 'fast-check'
import proj4 from 'proj4'
import { describe, expect, test } from 'vitest'
import { isometricLatitude, latitudeOf, project, unproject } from './cone.ts'
import { lambert93, toLambert93, toWgs84 } from './index.ts'

describe('the test values that IGN prints in NTG_71', () => {
  test('ALG0001 and ALG0002: isometric latitude and back', () => {
    expect(isometricLatitude(0.872664626, 0.08199188998)).toBeCloseTo(1.00552653648, 10)
    expect(latitudeOf(1.00552653648, 0.08199188998)).toBeCloseTo(0.872664626, 10)
  })

  test('ALG0003 and ALG0004: project and back', () => {
    const cone = {
      e: 0.0824832568,
      n: 0.760405966,
      c: 11603796.9767,
      meridian: 0.04079234433,
      xs: 600_000,
      ys: 5657616.674,
    }
    const point = project(cone, 0.145512099, 0.872664626)
    expect(point.x).toBeCloseTo(1029705.0818, 3)
    expect(point.y).toBeCloseTo(272723.851, 3)
    const back = unproject(cone, 1029705.083, 272723.849)
    expect(back.longitude).toBeCloseTo(0.14551209925, 10)
    expect(back.latitude).toBeCloseTo(0.87266462567, 10)
  })

  test('the constants of Lambert-93 follow from its definition', () => {
    expect(lambert93.n).toBeCloseTo(0.725607765, 9)
    expect(lambert93.c).toBeCloseTo(11754255.426, 3)
    expect(lambert93.ys).toBeCloseTo(12655612.05, 3)
    expect(lambert93.e).toBeCloseTo(0.08181919112, 9)
  })
})

// Base Adresse Nationale, which gives both pairs: degrees to 1e-6 (up to 0.11 m), metres to the centimetre.
const ADDRESSES = [
  ['6 Allee Marguerite Duras', 662521.7, 6866089.89, 2.488846, 48.893726],
  ['140 Rue Roger Salengro', 661682.23, 6866279.09, 2.47738, 48.895378],
  ['101 Avenue de la République', 661781.6, 6866592.91, 2.478707, 48.898206],
  ['5 Rue Fontaine', 662147.28, 6867833.19, 2.483584, 48.909381],
  ['22 Avenue des Mésarmes', 662116.11, 6867808.6, 2.483161, 48.909158],
  ['8 Allee des Glaieuls', 661621.47, 6867742.13, 2.476419, 48.908531],
  ['35 Rue Pauline Roger', 662252.58, 6865782.17, 2.485203, 48.890943],
  ['34 Voie Promenade', 662342.77, 6868215.46, 2.486217, 48.91283],
] as const

test.each(ADDRESSES)('%s, %f %f, lies where the national address base puts it', (_address, x, y, lon, lat) => {
  const point = toWgs84(x, y)
  expect(Math.abs(point.lon - lon)).toBeLessThan(1e-6)
  expect(Math.abs(point.lat - lat)).toBeLessThan(1e-6)
})

test('the origin is where the definition says', () => {
  expect(toWgs84(700_000, 6_600_000).lon).toBeCloseTo(3, 12)
  expect(toWgs84(700_000, 6_600_000).lat).toBeCloseTo(46.5, 12)
})

const LAMBERT_93 =
  '+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +units=m +no_defs'
const inFrance = [fc.double({ min: -5, max: 10, noNaN: true }), fc.double({ min: 41, max: 51.2, noNaN: true })] as const

test('another implementation finds the same metres anywhere in France', () => {
  fc.assert(
    fc.property(...inFrance, (lon, lat) => {
      const [x = 0, y = 0] = proj4(LAMBERT_93, [lon, lat])
      const ours = toLambert93(lon, lat)
      expect(Math.hypot(ours.x - x, ours.y - y)).toBeLessThan(1e-4)
    }),
  )
})

test('there and back is the same point to a micrometre', () => {
  fc.assert(
    fc.property(...inFrance, (lon, lat) => {
      const there = toLambert93(lon, lat)
      const back = toWgs84(there.x, there.y)
      const again = toLambert93(back.lon, back.lat)
      expect(Math.hypot(again.x - there.x, again.y - there.y)).toBeLessThan(1e-6)
    }),
  )
})

test('what is not a place is refused', () => {
  expect(() => toWgs84(Number.NaN, 1)).toThrow(RangeError)
  expect(() => toLambert93(2, 90)).toThrow('latitude')
})
