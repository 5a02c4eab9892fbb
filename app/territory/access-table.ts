/** The table of residences × services: what it may be asked, and its rows as asked. */
import type { TableQuery, TableSpec } from '#app/ui/table-query.ts'
import { asKind, type Kind, kindNames, wordsOf } from '#packages/amenities/typology.ts'
import type { AccessRow } from './access.server.ts'
import { WALKERS } from './walkers.ts'

/** What one needs within reach in any week; the others are one tick away. */
export const EVERYDAY: readonly Kind[] = [
  'food',
  'bakery',
  'pharmacy',
  'doctor',
  'post',
  'town-hall',
  'primary-school',
  'library',
  'park',
  'stop',
  'station',
]

/** What one looks for first stands first. */
export const KIND_COLUMNS: readonly Kind[] = [...EVERYDAY, ...kindNames().filter((kind) => !EVERYDAY.includes(kind))]

/** Minutes that bound the grades of a walk. */
export const GRADES = [5, 10, 15] as const

export const ACCESS_TABLE: TableSpec = {
  columns: [
    { key: 'residence', sortable: true },
    ...KIND_COLUMNS.map((kind) => ({ key: kind, sortable: true, optional: true, hidden: !EVERYDAY.includes(kind) })),
  ],
  filters: { walker: WALKERS, far: kindNames(), over: ['5', '10', '15', '20', '30'] },
  sort: 'residence',
  pageRows: 20,
}

/** From 1 (within 5 minutes) to 4 (over a quarter of an hour, or not at all). */
export function gradeOf(minutes: number | undefined): 1 | 2 | 3 | 4 {
  if (minutes === undefined || minutes > GRADES[2]) return 4
  return minutes <= GRADES[0] ? 1 : minutes <= GRADES[1] ? 2 : 3
}

/** Search, « over so many minutes from a … », order and page. */
export function askedRows(rows: readonly AccessRow[], query: TableQuery): { rows: AccessRow[]; total: number } {
  const words = wordsOf(query.q)
  const { far, over } = query.filters
  const found = rows
    .filter(({ residence }) =>
      words.every((word) =>
        wordsOf(`${residence.name} ${residence.address ?? ''}`)
          .join(' ')
          .includes(word),
      ),
    )
    .filter((row) => far === undefined || minutesTo(row, asKind(far)) > Number(over ?? GRADES[2]))
    .toSorted(inOrder(query))
  return { rows: found.slice((query.page - 1) * query.pageRows, query.page * query.pageRows), total: found.length }
}

function inOrder({ sort, direction }: TableQuery) {
  const way = direction === 'descending' ? -1 : 1
  const byName = (a: AccessRow, b: AccessRow) => a.residence.name.localeCompare(b.residence.name, 'fr')
  if (sort === null || sort === 'residence') return (a: AccessRow, b: AccessRow) => way * byName(a, b)
  const kind = asKind(sort)
  return (a: AccessRow, b: AccessRow) => {
    const [x, y] = [minutesTo(a, kind), minutesTo(b, kind)]
    return x === y ? byName(a, b) : way * (x - y)
  }
}

function minutesTo({ nearest }: AccessRow, kind: Kind): number {
  return nearest[kind]?.minutes ?? Number.POSITIVE_INFINITY
}
