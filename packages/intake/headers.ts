import type { Dialect, ImportKind } from './kind.ts'
import { type Problem, problem } from './problem.ts'

/** For each field the index of its column, from 0. Plain data, to be stored with the import. */
export type Mapping = Readonly<Record<string, number>>

/** What a sender's file called each field last time: header as compared → field. */
export type RememberedHeaders = Readonly<Record<string, string>>

export interface HeaderMatch {
  readonly dialect: string
  /** From 0 to 1: how much of the dialect was found, required fields counting three times. */
  readonly score: number
  readonly mapping: Mapping
  /** Required fields without a column, with the header that was looked for first. */
  readonly missing: readonly { field: string; header: string }[]
  /** Fields whose header stands over several columns: the caller asks which. Not in `mapping`. */
  readonly duplicated: readonly { field: string; header: string; columns: readonly number[] }[]
  /** Columns never read by rule. */
  readonly forbidden: readonly { column: number; reason: string }[]
  /** Columns that mean nothing to this kind. */
  readonly unread: readonly number[]
}

/** A word or a text as it is compared: without accents, case, spaces, apostrophes, dots and underscores. */
export function comparable(text: string): string {
  return wordsOf(text).join('')
}

const SMALL_WORDS = new Set(['de', 'du', 'des', 'd', 'l', 'la', 'le', 'les'])
const NUMBER_WORDS = new Set(['n', 'no', 'num', 'numero'])

/** A header as it is compared: « Date d’entrée » is `DATE_ENTREE`, « N° du logement » `NUM_LOGEMENT`, « SHAB (m²) » `SHAB`. */
export function comparableHeader(header: string): string {
  const words = wordsOf(header.replace(/(?<=\S.*)\([^)]*\)/gu, ''))
  const meaning = words.filter((word) => !SMALL_WORDS.has(word))
  if (meaning.length < 2) return meaning[0] ?? words.join('')
  return meaning.map((word) => (NUMBER_WORDS.has(word) ? 'num' : word)).join('')
}

function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/œ/gi, 'oe').toLowerCase()
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}

/** The dialect of a kind that explains a header best, and its columns. Order and extra columns do not matter. */
export function matchHeaders(
  kind: Pick<ImportKind<unknown>, 'fields' | 'dialects' | 'forbidden'>,
  header: readonly string[],
  remembered: RememberedHeaders = {},
): HeaderMatch {
  const columns = header.map(comparableHeader)
  const places = new Map<string, number[]>()
  columns.forEach((name, at) => {
    if (name !== '') places.set(name, [...(places.get(name) ?? []), at])
  })
  let best: HeaderMatch | undefined
  for (const dialect of kind.dialects) {
    const match = matchDialect(kind, dialect, columns, withoutGroups(places, header, dialect), header, remembered)
    if (best === undefined || match.score > best.score) best = match
  }
  if (best === undefined) throw new RangeError('a kind needs at least one dialect')
  return best
}

/** Columns are also found by what follows their group, unless a column has that whole name. */
function withoutGroups(
  places: ReadonlyMap<string, readonly number[]>,
  header: readonly string[],
  { groupMark }: Dialect,
): ReadonlyMap<string, readonly number[]> {
  if (groupMark === undefined) return places
  const last = new Map<string, number[]>()
  header.forEach((name, at) => {
    const own = comparableHeader(name.slice(name.lastIndexOf(groupMark) + 1))
    if (own !== '' && !places.has(own)) last.set(own, [...(last.get(own) ?? []), at])
  })
  return new Map([...places, ...last])
}

function matchDialect(
  kind: Pick<ImportKind<unknown>, 'fields' | 'dialects' | 'forbidden'>,
  dialect: Dialect,
  columns: readonly string[],
  places: ReadonlyMap<string, readonly number[]>,
  header: readonly string[],
  remembered: RememberedHeaders,
): HeaderMatch {
  const mapping: Record<string, number> = {}
  const missing: { field: string; header: string }[] = []
  const duplicated: { field: string; header: string; columns: readonly number[] }[] = []
  const forbidden = forbiddenColumns(kind, columns)
  const taken = new Set(forbidden.map(({ column }) => column))
  let found = 0
  let total = 0
  for (const [field, { required }] of Object.entries(kind.fields)) {
    const known = dialect.headers[field] ?? []
    const own = columns.filter((name) => remembered[name] === field)
    const place = placeOf([...own, ...known.map(comparableHeader)], places, taken)
    const weight = required ? 3 : 1
    if (known.length > 0 || required) total += weight
    if (place === undefined) {
      if (required) missing.push({ field, header: known[0] ?? field })
      continue
    }
    found += weight
    for (const at of place) taken.add(at)
    if (place.length === 1) mapping[field] = place[0] ?? 0
    else duplicated.push({ field, header: header[place[0] ?? 0] ?? field, columns: place })
  }
  const marks = (dialect.marks ?? []).map(comparableHeader)
  const marked = marks.filter((mark) => places.has(mark)).length
  const score = (found + 2 * marked) / (total + 2 * marks.length || 1)
  const unread = columns.flatMap((name, at) => (taken.has(at) || name === '' ? [] : [at]))
  return { dialect: dialect.id, score, mapping, missing, duplicated, forbidden, unread }
}

/** The columns of the first header found whose columns are not another field's. */
function placeOf(names: readonly string[], places: ReadonlyMap<string, readonly number[]>, taken: ReadonlySet<number>) {
  for (const name of names) {
    const free = places.get(name)?.filter((at) => !taken.has(at))
    if (free && free.length > 0) return free
  }
  return undefined
}

/** A forbidden word is met alone or as a whole word of a longer header: `NATIONALITE_TITULAIRE`. */
function forbiddenColumns(kind: Pick<ImportKind<unknown>, 'forbidden'>, columns: readonly string[]) {
  return columns.flatMap((name, column) => {
    const rule = kind.forbidden.find(({ headers }) =>
      headers.some((word) => {
        const looked = comparableHeader(word)
        return name === looked || (looked.length >= 6 && name.includes(looked))
      }),
    )
    return rule ? [{ column, reason: rule.reason }] : []
  })
}

/** What a match leaves to be said or asked, as problems: columns missing, doubled, never read; with the field that waits for its column. */
export function headerProblems(
  header: readonly string[],
  match: HeaderMatch,
): (Problem & { readonly field?: string })[] {
  const { missing, duplicated, forbidden } = match
  const doubled = new Set(duplicated.map(({ field }) => field))
  return [
    ...missing
      .filter(({ field }) => !doubled.has(field))
      .map((one) => ({ ...problem('column_missing'), column: one.header, field: one.field })),
    ...duplicated.map(({ field, header: name, columns }) => ({
      ...problem('header_duplicated', 0, { columns: columns.map((at) => at + 1).join(', ') }),
      column: name,
      field,
    })),
    ...forbidden.map(({ column, reason }) => ({
      ...problem('column_forbidden', 0, { reason }),
      column: header[column] ?? '',
    })),
  ]
}

/** What to remember of a mapping a person confirmed, for the next file of the same sender. */
export function rememberHeaders(header: readonly string[], mapping: Mapping): RememberedHeaders {
  return Object.fromEntries(Object.entries(mapping).map(([field, at]) => [comparableHeader(header[at] ?? ''), field]))
}
