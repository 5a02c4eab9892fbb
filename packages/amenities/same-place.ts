/**
 * Which entries of several files are one place on the ground.
 *
 * Rule (territory handbook): same kind, at most 40 m apart, similar names; a file that gives no name (the BPE gives none for most types)
 * is believed when it is the only candidate in reach. Two entries of one file are never joined: a file knows its own places.
 */
import { type Kind, wordsOf } from './typology.ts'

export interface Entry {
  readonly id: string
  readonly origin: string
  readonly kind: Kind
  readonly name: string
  readonly lon: number
  readonly lat: number
}

/** What a person decided of two entries, whatever the rule finds. */
export interface Decision {
  readonly first: string
  readonly second: string
  readonly same: boolean
}

/** Metres up to which two entries may be one place. */
export const REACH_METRES = 40
/** Share of common words from which two names are alike. */
const ALIKE = 0.5

// Words of a kind rather than of a place.
const EMPTY_WORDS = new Set(['de', 'du', 'des', 'la', 'le', 'les', 'l', 'd', 'et', 'a', 'au', 'aux', 'en'])

/**
 * Groups entries that are one place. Each group begins with the entry that speaks for it: the one with a name first, then by the order
 * of `origins`.
 *
 * @param entries of any files
 * @param origins which file is believed first on name and position
 * @param decisions of people: `same` joins across any distance, not `same` keeps apart
 * @returns every entry in exactly one group; deterministic, by the order of `entries`
 */
export function samePlaces<E extends Entry>(
  entries: readonly E[],
  origins: readonly string[],
  decisions: readonly Decision[] = [],
): E[][] {
  const apart = new Set(decisions.filter(({ same }) => !same).map(pairKey))
  const groups = new Groups(entries)
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  for (const { first, second, same } of decisions) {
    const [a, b] = [byId.get(first), byId.get(second)]
    if (same && a && b) groups.join(a, b)
  }
  for (const { a, b } of pairsInReach(entries)) {
    if (apart.has(pairKey({ first: a.id, second: b.id })) || groups.sharesOrigin(a, b)) continue
    groups.join(a, b)
  }
  return groups.all().map((group) => group.toSorted(speaksFirst(origins)))
}

interface Pair<E> {
  readonly a: E
  readonly b: E
  readonly likeness: number
  readonly metres: number
}

/** Candidates, the surest first: likeness of names, then distance. */
function pairsInReach<E extends Entry>(entries: readonly E[]): Pair<E>[] {
  const pairs: Pair<E>[] = []
  const byCell = Map.groupBy(entries, cellOf)
  for (const entry of entries) {
    for (const cell of cellsAround(entry)) {
      for (const other of byCell.get(cell) ?? []) {
        if (other.id <= entry.id || other.kind !== entry.kind || other.origin === entry.origin) continue
        const metres = metresBetween(entry, other)
        if (metres > REACH_METRES) continue
        const likeness = likenessOf(entry.name, other.name)
        if (likeness === undefined ? isAlone(entry, other, byCell) : likeness >= ALIKE)
          pairs.push({ a: entry, b: other, likeness: likeness ?? 0, metres })
      }
    }
  }
  return pairs.sort((p, q) => q.likeness - p.likeness || p.metres - q.metres || (p.a.id < q.a.id ? -1 : 1))
}

/** Without names to compare, two entries are one only if neither has another candidate in the other's file. */
function isAlone<E extends Entry>(a: E, b: E, byCell: ReadonlyMap<string, readonly E[]>): boolean {
  const rivals = (of: E, origin: string) =>
    cellsAround(of)
      .flatMap((cell) => byCell.get(cell) ?? [])
      .filter((one) => one.kind === of.kind && one.origin === origin && metresBetween(one, of) <= REACH_METRES)
  return rivals(a, b.origin).length === 1 && rivals(b, a.origin).length === 1
}

/** Dice's coefficient on the words that name; undefined when one of the names is empty. */
export function likenessOf(first: string, second: string): number | undefined {
  const [a, b] = [namingWords(first), namingWords(second)]
  if (a.size === 0 || b.size === 0) return undefined
  const common = [...a].filter((word) => b.has(word)).length
  return (2 * common) / (a.size + b.size)
}

function namingWords(name: string): Set<string> {
  return new Set(wordsOf(name).filter((word) => !EMPTY_WORDS.has(word)))
}

/** Metres between two places a few kilometres apart at most, on the sphere (R = 6 371 008.8 m, equirectangular). */
export function metresBetween(a: Pick<Entry, 'lon' | 'lat'>, b: Pick<Entry, 'lon' | 'lat'>): number {
  const toRadians = Math.PI / 180
  const x = (b.lon - a.lon) * toRadians * Math.cos(((a.lat + b.lat) / 2) * toRadians)
  const y = (b.lat - a.lat) * toRadians
  return Math.hypot(x, y) * 6_371_008.8
}

// Cells of 0,001° are at least 40 m wide everywhere in France, overseas included, so a neighbour lies in one of nine.
const CELLS_PER_DEGREE = 1000

function cellOf({ lon, lat }: Entry): string {
  return `${Math.floor(lon * CELLS_PER_DEGREE)},${Math.floor(lat * CELLS_PER_DEGREE)}`
}

function cellsAround({ lon, lat }: Entry): string[] {
  const [x, y] = [Math.floor(lon * CELLS_PER_DEGREE), Math.floor(lat * CELLS_PER_DEGREE)]
  return [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => `${x + dx},${y + dy}`))
}

function pairKey({ first, second }: Pick<Decision, 'first' | 'second'>): string {
  return first < second ? `${first} ${second}` : `${second} ${first}`
}

function speaksFirst(origins: readonly string[]) {
  const rank = ({ name, origin }: Entry) => (name === '' ? origins.length + 1 : 0) + origins.indexOf(origin)
  return (a: Entry, b: Entry) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1)
}

/** Disjoint groups of entries, joined two by two. */
class Groups<E extends Entry> {
  readonly #groups: Map<string, E[]>

  constructor(entries: readonly E[]) {
    this.#groups = new Map(entries.map((entry) => [entry.id, [entry]]))
  }

  join(a: E, b: E): void {
    const [mine, theirs] = [this.#of(a), this.#of(b)]
    if (mine === theirs) return
    mine.push(...theirs)
    for (const { id } of theirs) this.#groups.set(id, mine)
  }

  sharesOrigin(a: E, b: E): boolean {
    const origins = new Set(this.#of(a).map(({ origin }) => origin))
    return this.#of(a) !== this.#of(b) && this.#of(b).some(({ origin }) => origins.has(origin))
  }

  all(): E[][] {
    return [...new Set(this.#groups.values())]
  }

  #of({ id }: E): E[] {
    const group = this.#groups.get(id)
    if (!group) throw new RangeError(`no entry is called ${id}`)
    return group
  }
}
