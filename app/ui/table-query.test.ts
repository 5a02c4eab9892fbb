import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTableQuery } from './read-table-query.ts'
import { type TableSpec, tableHref, writeTableQuery } from './table-query.ts'

const spec: TableSpec = {
  columns: [
    { key: 'address', sortable: true },
    { key: 'rooms', sortable: true, optional: true },
    { key: 'energy', optional: true, hidden: true },
  ],
  filters: { state: ['occupied', 'vacant'], street: 'text' },
  sort: 'address',
}

test('an address without anything gives the table as it was declared', () => {
  expect(readTableQuery(spec, new URLSearchParams())).toEqual({
    q: '',
    sort: 'address',
    direction: 'ascending',
    page: 1,
    pageRows: 25,
    columns: ['address', 'rooms'],
    filters: {},
  })
})

test('what an address asks beyond the declared columns, filters and pages is ignored', () => {
  const asked = 'sort=password&direction=up&page=-3&columns=secret&state=burnt&unknown=1'
  const query = readTableQuery(spec, new URLSearchParams(asked))
  expect(query).toMatchObject({ sort: 'address', direction: 'ascending', page: 1, filters: {}, columns: ['address'] })
})

test('a state written into an address is read back the same', () => {
  const key = fc.constantFrom('rooms', 'energy')
  const anyQuery = fc.record({
    q: fc.string({ maxLength: 40 }).map((text) => text.trim()),
    sort: fc.constantFrom('address', 'rooms'),
    direction: fc.constantFrom('ascending' as const, 'descending' as const),
    page: fc.integer({ min: 1, max: 5000 }),
    pageRows: fc.constant(25),
    columns: fc.subarray(['rooms', 'energy']).map((keys) => ['address', ...keys]),
    filters: fc.record({ state: fc.constantFrom('occupied', 'vacant'), street: key }, { requiredKeys: [] }),
  })
  fc.assert(
    fc.property(anyQuery, (query) => {
      expect(readTableQuery(spec, writeTableQuery(spec, query))).toEqual(query)
    }),
  )
})

test('a link changes one thing and keeps the rest', () => {
  const query = readTableQuery(spec, new URLSearchParams('q=orme&state=vacant&page=4'))
  expect(tableHref(spec, query, { page: 5 })).toBe('?q=orme&state=vacant&page=5')
  expect(tableHref(spec, query, { sort: 'rooms', page: 1 })).toBe('?q=orme&state=vacant&sort=rooms&direction=ascending')
})
