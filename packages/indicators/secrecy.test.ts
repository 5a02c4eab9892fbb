import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bondyRows } from './bondy.test-support.ts'
import { indicatorOf } from './catalogue.ts'
import { evaluate } from './evaluate.ts'
import { exposedCells, type Line } from './exposure.ts'
import { brokenRelations } from './relations.ts'
import { indexRows, type Row } from './row.ts'
import { SECRECY_RULES } from './rules.ts'
import { guardTable } from './secrecy.ts'

const iris = (code: string, values: Row['values']): Row => ({
  area: { kind: 'iris', code: `93010${code}` },
  dataset: 'caf',
  vintage: 2020,
  values,
})
const commune = (values: Row['values']): Row => ({
  area: { kind: 'commune', code: '93010' },
  dataset: 'caf',
  vintage: 2020,
  values,
})
const hiddenIn = (rows: readonly Row[]) =>
  rows.flatMap(({ area, withheld }) => Object.keys(withheld ?? {}).map((variable) => `${area.code} ${variable}`))

describe('what a reader can work out', () => {
  test('a commune’s total minus its other IRIS gives a single hidden one away: another is hidden with it', () => {
    const rows = [iris('0101', { A: null }), iris('0102', { A: 40 }), iris('0103', { A: 25 }), commune({ A: 68 })]
    const guarded = guardTable({ rows, variables: ['A'] })
    expect(hiddenIn(guarded)).toEqual(['930100103 A'])
    const figure = evaluate(
      indicatorOf('caf_beneficiaries'),
      { kind: 'iris', code: '930100103' },
      2020,
      indexRows(guarded),
    )
    expect(figure).toMatchObject({ value: null, withheld: 'by-difference' })
  })

  test('without the total, or with two hidden, nothing more needs hiding', () => {
    const cells = [iris('0101', { A: null }), iris('0102', { A: 40 })]
    expect(guardTable({ rows: cells, variables: ['A'] })).toEqual(cells)
    const two = [iris('0101', { A: null }), iris('0102', { A: null }), iris('0103', { A: 25 }), commune({ A: 68 })]
    expect(guardTable({ rows: two, variables: ['A'] })).toEqual(two)
  })

  test('a park without a row protects nobody: a reader takes it as empty', () => {
    const rows = [iris('0101', { A: null }), iris('0102', { A: 40 }), iris('0108', {}), commune({ A: 44 })]
    expect(hiddenIn(guardTable({ rows, variables: ['A'] }))).toEqual(['930100102 A'])
  })

  test('two hidden counts with nothing left for them, or as much as can be, are no secret', () => {
    const rows = (total: number) => [
      iris('0101', { A: null }),
      iris('0102', { A: null }),
      iris('0103', { A: 25 }),
      commune({ A: total }),
    ]
    const guard = (total: number) => hiddenIn(guardTable({ rows: rows(total), variables: ['A'], hiddenBelow: 5 }))
    expect(guard(25)).toEqual(['930100103 A'])
    expect(guard(33)).toEqual(['930100103 A'])
    expect(guard(30)).toEqual([])
  })

  test('a row’s total minus its other parts gives a hidden part away', () => {
    const rows = [iris('0101', { A: 100, AI: null, AM: 30, ACSSENF: 20, ACAVENF: 47 })]
    const all = ['A', 'AI', 'AM', 'ACSSENF', 'ACAVENF']
    expect(hiddenIn(guardTable({ rows, variables: all }))).toEqual(['930100101 ACSSENF'])
    expect(hiddenIn(guardTable({ rows, variables: ['A', 'AI', 'AM', 'ACSSENF'] }))).toEqual([])
  })

  test('a ring of four hidden cells holds, a hidden cell found through two lines does not', () => {
    const lines: Line[] = [
      { total: 'row1', parts: ['a', 'b'] },
      { total: 'row2', parts: ['c', 'd'] },
      { total: 'col1', parts: ['a', 'c'] },
      { total: 'col2', parts: ['b', 'd'] },
    ]
    const margins = { row1: 30, row2: 40, col1: 35, col2: 35 }
    const table = (cells: Record<string, number | null>) => new Map(Object.entries({ ...margins, ...cells }))
    expect(exposedCells(table({ a: null, b: null, c: null, d: null }), lines)).toEqual([])
    expect(exposedCells(table({ a: null, b: null, c: null, d: 25 }), lines).sort()).toEqual(['a', 'b', 'c'])
  })

  test('rows of two files or years are no one table', () => {
    expect(() => guardTable({ rows: [iris('0101', {}), { ...commune({}), vintage: 2019 }], variables: [] })).toThrow(
      RangeError,
    )
  })
})

test('whatever is hidden in a table, no hidden cell is determined once it is guarded, and no shown one changes', () => {
  const cell = fc.option(fc.integer({ min: 1, max: 60 }), { freq: 3 })
  const parts = fc.record({ AI: cell, AM: cell, ACSSENF: cell, ACAVENF: cell })
  fc.assert(
    fc.property(fc.array(parts, { minLength: 1, maxLength: 6 }), (table) => {
      const variables = ['A', 'AI', 'AM', 'ACSSENF', 'ACAVENF']
      const known = (value: number | null) => value ?? 3
      const rows = table.map((values, index) => {
        const total = known(values.AI) + known(values.AM) + known(values.ACSSENF) + known(values.ACAVENF)
        return iris(`01${String(index).padStart(2, '0')}`, { ...values, A: total })
      })
      const totals = variables.map((variable) => [
        variable,
        rows.reduce((sum, { values }) => sum + known(values[variable] ?? null), 0),
      ])
      const given = [...rows, commune(Object.fromEntries(totals))]
      const guarded = guardTable({ rows: given, variables })
      for (const [index, { values }] of guarded.entries()) {
        for (const variable of variables) expect([null, given[index]?.values[variable]]).toContain(values[variable])
      }
      expect(bridges(guarded, variables)).toEqual([])
    }),
    { numRuns: 200 },
  )
})

/**
 * Hidden cells that a table with its margins determines: seen as a graph that joins the row and the column of each
 * hidden cell, those whose removal parts the graph.
 */
function bridges(rows: readonly Row[], variables: readonly string[]): string[] {
  const hidden = rows.flatMap(({ area, values }) =>
    variables.filter((variable) => values[variable] === null).map((variable) => ({ row: area.code, column: variable })),
  )
  const isBridge = (cell: (typeof hidden)[number]) => {
    const others = hidden.filter((other) => other !== cell)
    const reached = new Set([cell.row])
    for (let size = 0; size < reached.size; ) {
      size = reached.size
      for (const { row, column } of others) {
        if (!reached.has(row) && !reached.has(column)) continue
        reached.add(row)
        reached.add(column)
      }
    }
    return !reached.has(cell.column)
  }
  return hidden.filter(isBridge).map(({ row, column }) => `${row} ${column}`)
}

test('the family funds’ own masks at Bondy already hold within each row', () => {
  const rows = bondyRows.filter(({ dataset }) => dataset === 'caf')
  const variables = ['A', 'AI', 'AM', 'ACSSENF', 'ACAVENF']
  expect(guardTable({ rows, variables, hiddenBelow: SECRECY_RULES.caf.hiddenBelow ?? 0 })).toEqual(rows)
})

test('a total that differs from its parts is found, and Bondy’s rows are sound', () => {
  expect(bondyRows.flatMap(brokenRelations)).toEqual([])
  const [broken] = brokenRelations(iris('0101', { A: 379, AI: 116, AM: 66, ACSSENF: 23, ACAVENF: 173 }))
  expect(broken?.total).toBe('A')
  expect(brokenRelations(iris('0101', { A: 379, AI: null, AM: 66, ACSSENF: 23, ACAVENF: 173 }))).toEqual([])
})
