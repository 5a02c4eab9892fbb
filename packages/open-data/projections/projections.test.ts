import fc from 'fast-check'
import proj4 from 'proj4'
import { expect, test } from 'vitest'
import { fromEurope } from './laea.ts'
import { fromUtm, UTM_ZONES, type UtmZone } from './utm.ts'

const LAEA = '+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +units=m +no_defs'

test('another implementation finds the squares of the European grid at the same place', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -5, max: 10, noNaN: true }),
      fc.double({ min: 41, max: 51.2, noNaN: true }),
      (lon, lat) => {
        const [x = 0, y = 0] = proj4(LAEA, [lon, lat])
        const found = fromEurope(x, y)
        expect(Math.abs(found.lon - lon)).toBeLessThan(1e-6)
        expect(Math.abs(found.lat - lat)).toBeLessThan(1e-6)
      },
    ),
  )
})

test.each([
  ['utm20n', 20, '', -61.5, 16.2],
  ['utm22n', 22, '', -52.3, 4.9],
  ['utm38s', 38, '+south', 45.2, -12.8],
  ['utm40s', 40, '+south', 55.45, -20.88],
] as const)(
  'another implementation finds the same degrees around the territory of %s',
  (zone: UtmZone, number, south, lon, lat) => {
    const definition = `+proj=utm +zone=${number} ${south} +ellps=GRS80 +units=m +no_defs`
    expect(UTM_ZONES[zone].meridian).toBe(number * 6 - 183)
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        (east, north) => {
          const [x = 0, y = 0] = proj4(definition, [lon + east, lat + north])
          const found = fromUtm(zone, x, y)
          expect(Math.abs(found.lon - lon - east)).toBeLessThan(1e-8)
          expect(Math.abs(found.lat - lat - north)).toBeLessThan(1e-8)
        },
      ),
    )
  },
)
