import { describe, expect, test } from 'vitest'
import { bondyIris, bondyRows } from './bondy.test-support.ts'
import { CATALOGUE, indicatorOf } from './catalogue.ts'
import { compareWithWider } from './compare.ts'
import { evaluate, vintagesOf } from './evaluate.ts'
import { type Evolution, evolutionOf } from './evolution.ts'
import { FACT_MESSAGES, type Subject, tellingFacts } from './facts.ts'
import { type Area, indexRows, type Row } from './row.ts'
import type { IndicatorValue } from './value.ts'

const rows = indexRows(bondyRows)
const bondy: Area = { kind: 'commune', code: '93010', name: 'Bondy' }

function subjectsOn(area: Area): Subject[] {
  return CATALOGUE.flatMap((indicator) => {
    const vintage = vintagesOf(indicator, 'iris', rows).at(-1)
    if (vintage === undefined || !indicator.areas.includes('iris')) return []
    const own = evaluate(indicator, area, vintage, rows)
    const peers = bondyIris.map((code) => evaluate(indicator, { kind: 'iris', code }, vintage, rows))
    const comparisons = compareWithWider(indicator, own, { areas: [bondy], irisOf: () => bondyIris }, rows)
    return [{ indicator, own, comparisons, peers }]
  })
}

const subjectOf = (id: string, subjects: readonly Subject[]): Subject => {
  const found = subjects.find(({ indicator }) => indicator.id === id)
  if (!found) throw new Error(`no subject ${id}`)
  return found
}

describe('facts on a quarter of Bondy', () => {
  const confins: Area = { kind: 'iris', code: '930100103', name: 'Les Confins d’Aulnay' }
  const subjects = subjectsOn(confins)
  const facts = tellingFacts(subjects)

  test('the strongest of each theme come first, one per family', () => {
    const firsts = facts.slice(0, new Set(facts.map(({ theme }) => theme)).size)
    expect(new Set(firsts.map(({ theme }) => theme)).size).toBe(firsts.length)
    expect(facts.length).toBeLessThanOrEqual(8)
    const families = facts.map(({ theme, family }) => `${theme} ${family}`)
    expect(new Set(families).size).toBe(families.length)
    for (const { strength } of facts) expect(strength).toBeGreaterThanOrEqual(0.5)
  })

  test('a difference is said with both figures and its size without sign', () => {
    const minima = facts.find(({ indicator }) => indicator === 'part_minima' || indicator === 'part_social')
    expect(minima?.messageKey).toBe('territory_fact_share_above')
    expect(minima?.figures).toEqual([
      `${minima?.indicator}:iris:930100103:2019:published`,
      `${minima?.indicator}:commune:93010:2019:published`,
    ])
    expect(minima?.values.points).toMatchObject({ kind: 'number', unit: 'points' })
  })

  test('a figure that nothing wider has is said by its place', () => {
    const [poverty] = tellingFacts([subjectOf('poverty', subjects)])
    expect(poverty).toMatchObject({
      messageKey: 'territory_fact_rank',
      values: { place: { number: 1 }, of: { number: 20 }, value: { number: 0.508, unit: 'share' } },
      figures: ['poverty:iris:930100103:2019:published'],
    })
  })

  test('a place in the middle is not worth a sentence, and an estimate has none', () => {
    const aah = subjectOf('caf_aah', subjectsOn({ kind: 'iris', code: '930100404' })) // 15th of 19
    expect(tellingFacts([aah])).toEqual([])
    const poverty = subjectOf('poverty', subjects)
    const around = { ...poverty.own, area: { kind: 'catchment', code: 'r1' } } as const
    expect(tellingFacts([{ ...poverty, own: around }])).toEqual([])
  })

  test('the same figures always make the same text, and each fact gives what its sentence asks for', () => {
    expect(tellingFacts(subjects)).toEqual(facts)
    for (const fact of facts)
      expect(Object.keys(fact.values).sort()).toEqual([...FACT_MESSAGES[fact.messageKey]].sort())
    expect(tellingFacts(subjects, 2)).toEqual(facts.slice(0, 2))
  })
})

describe('nothing is said', () => {
  const subject = subjectOf('median_income', subjectsOn({ kind: 'iris', code: '930100103' }))
  const factsOn = (own: Partial<IndicatorValue>, reference: Partial<IndicatorValue> = {}) =>
    tellingFacts([
      {
        ...subject,
        own: { ...subject.own, ...own },
        comparisons: subject.comparisons.map((one) => ({ ...one, reference: { ...one.reference, ...reference } })),
      },
    ])

  test('of withheld, capped or uncertain figures', () => {
    expect(factsOn({})).toMatchObject([{ messageKey: 'territory_fact_number_below' }])
    expect(factsOn({ value: null, withheld: 's' })).toEqual([])
    expect(factsOn({ bound: 'at-most' })).toEqual([])
    for (const sign of ['under-200', 'imprecise', 'fragile', 'incomplete'] as const) {
      expect(factsOn({ caution: [sign] })).toEqual([])
      expect(factsOn({}, { caution: [sign] }).map(({ messageKey }) => messageKey)).not.toContain(
        'territory_fact_number_below',
      )
    }
    expect(factsOn({ caution: ['estimate'] })).toMatchObject([{ caution: ['estimate'] }])
  })

  test('of differences within the margin, or without peers to judge them by', () => {
    const comparisons = subject.comparisons.map((one) => ({ ...one, isWithinMargin: true }))
    const keys = tellingFacts([{ ...subject, comparisons }]).map(({ messageKey }) => messageKey)
    expect(keys).not.toContain('territory_fact_number_below')
    expect(tellingFacts([{ ...subject, peers: subject.peers.slice(0, 4) }])).toEqual([])
    expect(tellingFacts([])).toEqual([])
  })

  test('of counts, nor of indicators that would single people out', () => {
    expect(tellingFacts([subjectOf('population', subjectsOn({ kind: 'iris', code: '930100302' }))])).toEqual([])
    const nationality = { ...subject, indicator: indicatorOf('foreign_nationals') }
    expect(tellingFacts([nationality])).toEqual([])
  })
})

describe('over the years', () => {
  const area: Area = { kind: 'iris', code: '930100101', name: 'La Flamiche' }
  const tell = (id: string, dataset: Row['dataset'], variable: string, from: number, to: number) => {
    const indicator = indicatorOf(id)
    const values = [
      [2014, from],
      [2019, to],
    ] as const
    const index = indexRows(
      values.map(([vintage, value]) => ({ area, dataset, vintage, values: { [variable]: value } })),
    )
    const figures = values.map(([vintage]) => evaluate(indicator, area, vintage, index))
    const evolution: Evolution = evolutionOf(indicator, figures)
    const own = evaluate(indicator, area, 2019, index)
    const peers = [0.9, 0.95, 1, 1.05, 1.1].map((factor, peer) => ({
      ...own,
      area: { kind: 'iris', code: `p${peer}` } as const,
      value: (own.value ?? 0) * factor,
    }))
    return tellingFacts([{ indicator, own, comparisons: [], peers, evolution }]).filter(
      ({ figures: ids }) => ids.length === 2,
    )
  }

  test('income is said in current euros, shares in points, ratios in percent', () => {
    const [income] = tell('median_income', 'filosofi-disposable', 'DISP_MED', 13000, 15260)
    expect(income).toMatchObject({
      messageKey: 'territory_fact_euros_rose',
      values: { former: { number: 13000 }, former_year: { number: 2014 }, year: { number: 2019 } },
    })
    expect(income?.figures).toEqual([
      'median_income:iris:930100101:2019:published',
      'median_income:iris:930100101:2014:published',
    ])
    expect(tell('poverty', 'filosofi-disposable', 'DISP_TP60', 45, 36)[0]?.messageKey).toBe('territory_fact_share_fell')
    expect(tell('interdecile', 'filosofi-disposable', 'DISP_RD', 3, 3.6)[0]?.messageKey).toBe(
      'territory_fact_number_rose',
    )
    expect(tell('median_income', 'filosofi-disposable', 'DISP_MED', 15250, 15260)).toEqual([])
  })
})
