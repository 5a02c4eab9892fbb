import { describe, expect, test } from 'vitest'
import { bondyIris, bondyRows } from './bondy.test-support.ts'
import { indicatorOf } from './catalogue.ts'
import { compare, compareWithWider } from './compare.ts'
import { evaluate } from './evaluate.ts'
import { evolutionOf } from './evolution.ts'
import { distributionOf, rankAmong } from './ranks.ts'
import { type Area, indexRows, type Row } from './row.ts'

const rows = indexRows(bondyRows)
const flamiche: Area = { kind: 'iris', code: '930100101' }
const bondy: Area = { kind: 'commune', code: '93010', name: 'Bondy' }
const wider: readonly Area[] = [bondy, { kind: 'department', code: '93' }, { kind: 'region', code: '11' }]
const irisOf = () => bondyIris
const own = (id: string, vintage: number) => evaluate(indicatorOf(id), flamiche, vintage, rows)

describe('with wider areas', () => {
  test('a median is compared with that of each wider area, from its own row of the same year', () => {
    const median = own('median_income', 2019)
    const compared = compareWithWider(indicatorOf('median_income'), median, { areas: wider }, rows)
    expect(compared.map(({ difference }) => difference)).toEqual([15260 - 16680, 15260 - 18070, 15260 - 24060])
    expect(compared[0]?.ratio).toBeCloseTo(15260 / 16680, 12)
    expect(compared[0]?.relative).toBeCloseTo(15260 / 16680 - 1, 12)
    expect(compared[0]?.points).toBeNull()
  })

  test('a share is compared in percentage points', () => {
    const [compared] = compareWithWider(indicatorOf('part_minima'), own('part_minima', 2019), { areas: wider }, rows)
    expect(compared?.points).toBeCloseTo(6.0 - 5.6, 10)
  })

  test('a commune without a row is the sum of its IRIS for counts, and nothing for medians', () => {
    const young = compareWithWider(indicatorOf('age_0_14'), own('age_0_14', 2016), { areas: [bondy], irisOf }, rows)
    expect(young[0]?.reference.method).toBe('summed-iris')
    expect(young[0]?.points).toBeCloseTo(26.99111892568134 - 23.36139102905005, 9)
    const poverty = compareWithWider(indicatorOf('poverty'), own('poverty', 2019), { areas: [bondy], irisOf }, rows)
    expect(poverty[0]).toMatchObject({ incomparable: 'reference-withheld', difference: null })
    const alone = compareWithWider(indicatorOf('age_0_14'), own('age_0_14', 2016), { areas: [bondy] }, rows)
    expect(alone[0]?.incomparable).toBe('reference-withheld')
  })
})

describe('why not', () => {
  const median = own('median_income', 2019)

  test('figures of another indicator, year, file or formula are not set against each other', () => {
    expect(compare(median, { ...median, indicator: 'gini' }).incomparable).toBe('other-indicator')
    expect(compare(median, { ...median, vintage: 2018 }).incomparable).toBe('other-vintage')
    expect(compare(median, { ...median, dataset: 'qpv-income' }).incomparable).toBe('other-file')
    expect(compare(median, { ...median, formula: 'rebuilt' }).incomparable).toBe('other-formula')
  })

  test('nor are withheld or capped ones, nor counts', () => {
    const withheld = { ...median, value: null, withheld: 's' } as const
    expect(compare(withheld, median).incomparable).toBe('own-withheld')
    expect(compare(median, withheld).incomparable).toBe('reference-withheld')
    expect(compare(median, { ...median, bound: 'at-most' }).incomparable).toBe('capped')
    expect(compare(own('population', 2016), own('population', 2016)).incomparable).toBe('counts')
  })

  test('a reference of zero has a difference, and neither a ratio nor a percentage', () => {
    expect(compare(median, { ...median, value: 0 })).toMatchObject({ difference: 15260, ratio: null, relative: null })
  })

  test('a difference inside the margin of the sample is marked', () => {
    const precision = { variation: { least: 0.1, greatest: 0.1 }, margin: 0.03 }
    const share = { ...own('part_minima', 2019), value: 0.16, precision }
    expect(compare(share, { ...share, value: 0.14 }).isWithinMargin).toBe(true)
    expect(compare(share, { ...share, value: 0.1 }).isWithinMargin).toBe(false)
  })
})

describe('among the IRIS of the commune', () => {
  const poverty = indicatorOf('poverty')
  const peers = bondyIris.map((code) => evaluate(poverty, { kind: 'iris', code }, 2019, rows))
  const rankOf = (code: string) => rankAmong(evaluate(poverty, { kind: 'iris', code }, 2019, rows), peers)

  test('the place counts from the highest; equal values share it; those without a value are named', () => {
    expect(rankOf('930100103')).toEqual({ place: 1, of: 20, tiedWith: [], missing: ['930100102'] }) // 50,8
    expect(rankOf('930100101')?.place).toBe(6) // 36,7 after 50,8 46,3 43,2 39,0 38,3
    expect(rankOf('930100105')).toMatchObject({ place: 9, tiedWith: ['930100107'] }) // both 33,0
    expect(rankOf('930100107')).toMatchObject({ place: 9, tiedWith: ['930100105'] })
    expect(rankOf('930100102')).toBeUndefined()
  })

  test('a distribution is sorted, with the quarter marked and the withheld apart', () => {
    const { sorted, withheld } = distributionOf(peers, ['930100101'])
    expect(sorted.map(({ figure }) => figure.value)).toEqual(
      sorted.map(({ figure }) => figure.value ?? 0).sort((a, b) => a - b),
    )
    expect(sorted.filter(({ isMarked }) => isMarked).map(({ figure }) => figure.area.code)).toEqual(['930100101'])
    expect(withheld.map(({ area }) => area.code)).toEqual(['930100102'])
    expect(sorted).toHaveLength(20)
  })
})

describe('over the years', () => {
  const workers = indicatorOf('group_workers')
  const rate = indicatorOf('vacancy')
  const census = (vintage: number, values: Row['values'], dataset: Row['dataset'] = 'census-housing'): Row => ({
    area: flamiche,
    dataset,
    vintage,
    values,
  })
  const over = (indicator: typeof rate, all: readonly Row[]) => {
    const index = indexRows(all)
    return evolutionOf(
      indicator,
      all.map(({ vintage }) => evaluate(indicator, flamiche, vintage, index)),
    )
  }

  test('census vintages compare only five years apart', () => {
    const vacant = (vintage: number, count: number) => census(vintage, { P_LOGVAC: count, P_LOG: 1000 })
    const { points, breaks, change } = over(rate, [vacant(2021, 300), vacant(2016, 220), vacant(2018, 250)])
    expect(points.map(({ vintage }) => vintage)).toEqual([2016, 2018, 2021])
    expect(breaks).toEqual(['too-close', 'too-close'])
    expect(change?.from.vintage).toBe(2016)
    expect(change?.points).toBeCloseTo(8, 10)
    expect(change?.relative).toBeCloseTo(0.08 / 0.22, 10)
    expect(over(rate, [vacant(2018, 250), vacant(2021, 300)]).change).toBeUndefined()
  })

  test('a variable that was split keeps its series where its parts are summed again', () => {
    const certificates = { P_NSCOL15P_DIPLMIN: 300, P_NSCOL15P: 1000 }
    const both = [
      census(2016, certificates, 'census-education'),
      census(2021, { P_NSCOL15P_DIPLMIN: 250, P_NSCOL15P_BEPC: 60, P_NSCOL15P: 1000 }, 'census-education'),
    ]
    expect(over(indicatorOf('low_diploma'), both).change?.points).toBeCloseTo(1, 10)
    expect(over(indicatorOf('no_diploma'), both).breaks).toEqual(['withheld'])
  })

  test('a new nomenclature, a new formula, a cap or a gap breaks the line', () => {
    const groups = (vintage: number, variable: string, total = 'C_POP15P') =>
      census(vintage, { [variable]: 300, [total]: 1000 }, 'census-population')
    const former = groups(2016, 'C_POP15P_CS6')
    expect(over(workers, [former, groups(2022, 'C_POP15P_STAT_GSEC16_26')])).toMatchObject({ breaks: ['other-series'] })
    const houses = { P_RPMAISON: 300, P_RPAPPART: 700, P_RP_LOCHLMV: 400 }
    const tenants = over(indicatorOf('social_tenants'), [census(2016, houses), census(2021, { ...houses, P_RP: 1000 })])
    expect(tenants).toMatchObject({ breaks: ['other-formula'] })
    expect(tenants.change).toBeUndefined()
    const poor = (vintage: number, percent: number | null) =>
      census(vintage, { DISP_TP60: percent }, 'filosofi-disposable')
    expect(over(indicatorOf('poverty'), [poor(2018, 5), poor(2019, 8)]).breaks).toEqual(['capped'])
    const gap = over(indicatorOf('poverty'), [poor(2017, 10), poor(2018, null), poor(2019, 8)])
    expect(gap.breaks).toEqual(['withheld', 'withheld'])
    expect(gap.change?.from.vintage).toBe(2017)
  })

  test('figures of two areas, two indicators or one year twice are refused', () => {
    const figure = own('median_income', 2019)
    const median = indicatorOf('median_income')
    expect(() => evolutionOf(median, [figure, figure])).toThrow(/two figures of 2019/)
    expect(() => evolutionOf(median, [figure, { ...figure, vintage: 2018, area: bondy }])).toThrow(RangeError)
    expect(() => evolutionOf(rate, [figure])).toThrow(/median_income is not vacancy/)
  })
})
