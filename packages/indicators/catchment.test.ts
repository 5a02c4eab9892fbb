import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bondyRows } from './bondy.test-support.ts'
import { indicatorOf } from './catalogue.ts'
import { catchmentOf, measureZones, type WeightedPoint } from './catchment.ts'
import { estimate } from './estimate.ts'
import { evaluate } from './evaluate.ts'
import type { Polygons } from './overlap.ts'
import { circleAround } from './plane.ts'
import { indexRows, type Row } from './row.ts'
import { anyPartition, degreesAt } from './shapes.test-support.ts'
import { sumOverIris } from './sums.ts'

const square = (east: number, north: number, width: number, height = width): Polygons => [
  [
    [
      degreesAt(east, north),
      degreesAt(east + width, north),
      degreesAt(east + width, north + height),
      degreesAt(east, north + height),
    ],
  ],
]
const everything = square(0, 0, 12)
const circle = fc
  .tuple(fc.double({ min: 2, max: 10, noNaN: true }), fc.double({ min: 2, max: 10, noNaN: true }))
  .map(([east, north]) => degreesAt(east, north))
const residence = { code: 'r1', name: 'Les Tilleuls' }

function housing(codes: readonly string[]): Row[] {
  return codes.map((code, index) => ({
    area: { kind: 'iris', code },
    dataset: 'census-housing',
    vintage: 2021,
    values: { P_LOG: 700 + 37 * index, P_LOGVAC: 210 + 11 * index },
  }))
}

describe('by area', () => {
  test('a catchment that is one IRIS is that IRIS, and no other', () => {
    fc.assert(
      fc.property(anyPartition, fc.nat(), (inputs, pick) => {
        const one = inputs[pick % inputs.length]
        if (!one) return
        const catchment = catchmentOf(one.polygons, measureZones(inputs))
        expect(catchment.parts).toEqual([{ code: one.code, weight: 1, by: 'area', presence: 1 }])
        expect(catchment.uncovered).toBe(0)
        const rows = indexRows(housing(inputs.map(({ code }) => code)))
        const figure = estimate(indicatorOf('vacancy'), residence, catchment, 2021, rows)
        const own = evaluate(indicatorOf('vacancy'), { kind: 'iris', code: one.code }, 2021, rows)
        expect(figure).toMatchObject({ value: own.value, numerator: own.numerator, method: 'catchment-area' })
        expect(figure.caution).toContain('estimate')
      }),
      { numRuns: 40 },
    )
  })

  test('parts that cut a commune in two add up to the commune', () => {
    fc.assert(
      fc.property(anyPartition, fc.double({ min: 1, max: 11, noNaN: true }), (inputs, cut) => {
        const zones = measureZones(inputs)
        const codes = inputs.map(({ code }) => code)
        const rows = indexRows(housing(codes))
        const countIn = (polygons: Polygons) =>
          estimate(indicatorOf('dwellings'), residence, catchmentOf(polygons, zones), 2021, rows).value ?? Number.NaN
        const commune = sumOverIris(indicatorOf('dwellings'), { kind: 'commune', code: 'c' }, codes, 2021, rows)
        expect(countIn(square(0, 0, cut, 12)) + countIn(square(cut, 0, 12 - cut, 12))).toBeCloseTo(
          commune.value ?? 0,
          5,
        )
        expect(countIn(everything)).toBeCloseTo(commune.value ?? 0, 5)
      }),
      { numRuns: 40 },
    )
  })

  test('presences of the parts and what is uncovered make one', () => {
    fc.assert(
      fc.property(anyPartition, circle, fc.integer({ min: 100, max: 900 }), (inputs, [lon = 0, lat = 0], metres) => {
        const catchment = catchmentOf([[circleAround(lon, lat, metres)]], measureZones(inputs))
        const present = catchment.parts.reduce((sum, { presence }) => sum + presence, 0)
        expect(present + catchment.uncovered).toBeCloseTo(1, 8)
      }),
      { numRuns: 60 },
    )
  })

  test('a wider circle never takes less of an IRIS', () => {
    fc.assert(
      fc.property(anyPartition, circle, fc.integer({ min: 100, max: 500 }), (inputs, [lon = 0, lat = 0], metres) => {
        const zones = measureZones(inputs)
        const weightIn = (radius: number, code: string) =>
          catchmentOf([[circleAround(lon, lat, radius)]], zones).parts.find((part) => part.code === code)?.weight ?? 0
        for (const { code } of inputs) {
          expect(weightIn(metres * 1.3, code)).toBeGreaterThanOrEqual(weightIn(metres, code) - 1e-9)
        }
      }),
      { numRuns: 30 },
    )
  })
})

describe('by dwellings', () => {
  const inputs = [
    { code: 'west', polygons: square(0, 0, 6, 12) },
    { code: 'east', polygons: square(6, 0, 6, 12) },
  ]
  const at = (east: number, north: number, weight: number): WeightedPoint => {
    const [lon = 0, lat = 0] = degreesAt(east, north)
    return { lon, lat, weight }
  }
  const south = square(0, 0, 12, 3) // a quarter of both by area

  test('an IRIS counts for its dwellings inside, not for its area', () => {
    const zones = measureZones(inputs, [at(1, 1, 90), at(1, 8, 10), at(9, 1, 20), at(9, 8, 80)])
    const { parts, method } = catchmentOf(south, zones)
    expect(method).toBe('catchment-dwellings')
    expect(parts).toEqual([
      { code: 'west', weight: 0.9, by: 'dwellings', presence: 90 / 110 },
      { code: 'east', weight: 0.2, by: 'dwellings', presence: 20 / 110 },
    ])
  })

  test('an IRIS without any dwelling is weighted by area and says so; one with none inside is left out', () => {
    const { parts } = catchmentOf(south, measureZones(inputs, [at(1, 1, 90)]))
    const first = parts.find(({ code }) => code === 'west')
    const second = parts.find(({ code }) => code === 'east')
    expect(first).toMatchObject({ weight: 1, by: 'dwellings' })
    expect(second?.by).toBe('area')
    expect(second?.weight).toBeCloseTo(0.25, 4)
    expect(first?.presence).toBeCloseTo(0.5, 4) // by area, or the east would seem not to be there
    expect(second?.presence).toBeCloseTo(0.5, 4)
    const none = catchmentOf(south, measureZones(inputs, [at(1, 1, 90), at(9, 8, 80)]))
    expect(none.parts.map(({ code }) => code)).toEqual(['west'])
  })

  test('a park that is known to have no dwelling does not count', () => {
    const [west, east] = inputs
    if (!west || !east) throw new Error('expected two')
    const withPark = measureZones([west, { ...east, hasNoDwelling: true }], [at(1, 1, 90)])
    expect(catchmentOf(south, withPark).parts).toEqual([{ code: 'west', weight: 1, by: 'dwellings', presence: 1 }])
    const byArea = measureZones([west, { ...east, hasNoDwelling: true }])
    expect(catchmentOf(south, byArea).parts).toHaveLength(2)
  })

  test('a dwelling on the border of two IRIS belongs to exactly one', () => {
    const zones = measureZones(inputs, [at(6, 1, 1), at(6, 5, 1), at(6, 9, 1)])
    expect(zones.zones.reduce((sum, { weight }) => sum + weight, 0)).toBe(3)
  })

  test('a negative weight and an IRIS given twice are refused', () => {
    expect(() => measureZones(inputs, [at(1, 1, -1)])).toThrow(RangeError)
    expect(() => measureZones([...inputs, ...inputs])).toThrow(/twice/)
  })
})

describe('what is said of a catchment', () => {
  const codes = ['930100101', '930100102', '930100103']
  const inputs = codes.map((code, index) => ({ code, polygons: square(4 * index, 0, 4, 12) }))
  const zones = measureZones(inputs)
  const rows = indexRows(bondyRows)
  const across = catchmentOf(square(0, 0, 12, 6), zones)
  const say = (id: string, vintage: number, catchment = across) =>
    estimate(indicatorOf(id), residence, catchment, vintage, rows)

  test('rates are recomputed from weighted counts', () => {
    const young = say('age_0_14', 2016)
    const whole = sumOverIris(indicatorOf('age_0_14'), { kind: 'commune', code: 'c' }, codes, 2016, rows)
    expect(young.value).toBeCloseTo(whole.value ?? 0, 5) // half of each
    expect(young.denominator).toBeCloseTo((whole.denominator ?? 0) / 2, 0)
    expect(young.area).toEqual({ ...residence, kind: 'catchment' })
  })

  test('medians are a range, never a mean; those hidden are named', () => {
    const median = say('median_income', 2019)
    expect(median.value).toBeNull()
    expect(median.range).toEqual({ least: 13040, greatest: 15260, isLeastCapped: false, isGreatestCapped: false })
    const poverty = say('poverty', 2019)
    expect(poverty.range?.least).toBeCloseTo(0.367, 12)
    expect(poverty.range?.greatest).toBeCloseTo(0.508, 12)
    expect(poverty).toMatchObject({ missing: ['930100102'], caution: ['incomplete', 'estimate'] })
  })

  test('where a tenth of the catchment or more has no figure, nothing is estimated', () => {
    expect(say('caf_rsa', 2020)).toMatchObject({ value: null, withheld: 'part-withheld', missing: ['930100102'] })
    const sliver = catchmentOf(square(0, 0, 4.2, 12), zones) // a twentieth of it in 930100102
    expect(say('caf_rsa', 2020, sliver)).toMatchObject({ missing: ['930100102'], caution: ['incomplete', 'estimate'] })
    expect(say('caf_rsa', 2020, sliver).value).toBeCloseTo(83 / 378, 10)
    const beyond = catchmentOf(square(-4, 0, 8, 12), zones)
    expect(beyond.uncovered).toBeCloseTo(0.5, 4)
    expect(say('age_0_14', 2016, beyond).withheld).toBe('part-withheld')
  })

  test('a file that is not there, one that hides all, and a figure not made for IRIS are told apart', () => {
    expect(say('age_0_14', 2021).withheld).toBe('absent')
    expect(say('jobseekers', 2022).withheld).toBe('not-for-area')
    const hidden = catchmentOf(square(4, 0, 4, 12), zones)
    expect(say('caf_rsa', 2020, hidden).withheld).toBe('part-withheld')
    expect(say('poverty', 2019, hidden).withheld).toBe('part-withheld')
  })
})
