/** The places around, each once: what several files say of it, and what somebody knows better. */
import { type Decision, type Entry, samePlaces } from '#packages/amenities/same-place.ts'
import { type Group, groupOf, type Kind } from '#packages/amenities/typology.ts'

export type Origin = 'hand' | 'osm' | 'directory' | 'bpe' | 'finess' | 'stations'

/** Which file is believed first on a name and a position: who was there, then who drew it, then registers of addresses. */
export const ORIGINS: readonly Origin[] = ['hand', 'osm', 'directory', 'finess', 'stations', 'bpe']

export interface PlaceEntry extends Entry {
  readonly origin: Origin
  readonly address: string | null
  readonly openingHours: string | null
  readonly wheelchair: 'yes' | 'limited' | 'no' | null
  /** File and edition, for who asks where it comes from. */
  readonly source: { readonly dataset: string; readonly vintage: string; readonly invented: boolean } | null
}

export const ACTS = ['added', 'closed', 'open', 'moved', 'renamed', 'hours', 'same', 'other'] as const
export type Act = (typeof ACTS)[number]

/** What somebody noted of a place; of each kind the newest holds. */
export interface PlaceNote {
  readonly id: string
  readonly placeId: string
  readonly act: Act
  readonly lon: number | null
  readonly lat: number | null
  readonly said: string | null
  readonly otherId: string | null
  readonly by: string
  readonly at: string
}

export interface Service {
  readonly id: string
  readonly kind: Kind
  readonly group: Group
  readonly name: string
  readonly address: string | null
  readonly openingHours: string | null
  readonly wheelchair: PlaceEntry['wheelchair']
  readonly lon: number
  readonly lat: number
  readonly closed: boolean
  /** Corrected by somebody since the files. */
  readonly corrected: boolean
  readonly invented: boolean
  readonly entries: readonly PlaceEntry[]
  /** Newest first. */
  readonly notes: readonly PlaceNote[]
}

/**
 * @param entries as the files have them
 * @param notes in the order in which they were made
 */
export function inventoryOf(entries: readonly PlaceEntry[], notes: readonly PlaceNote[]): Service[] {
  const byPlace = Map.groupBy(notes, ({ placeId }) => placeId)
  return samePlaces(entries, ORIGINS, decisionsOf(notes)).map((group) => serviceOf(group, byPlace))
}

/** Of two decisions on the same pair the later one holds. */
function decisionsOf(notes: readonly PlaceNote[]): Decision[] {
  const byPair = new Map<string, Decision>()
  for (const { act, placeId, otherId } of notes) {
    if ((act !== 'same' && act !== 'other') || !otherId) continue
    byPair.set([placeId, otherId].sort().join(' '), { first: placeId, second: otherId, same: act === 'same' })
  }
  return [...byPair.values()]
}

function serviceOf(group: readonly PlaceEntry[], byPlace: ReadonlyMap<string, readonly PlaceNote[]>): Service {
  const [first] = group
  if (!first) throw new RangeError('a place without an entry')
  const notes = group.flatMap(({ id }) => byPlace.get(id) ?? []).toSorted((a, b) => (a.id < b.id ? 1 : -1)) // UUIDv7: by time
  const newest = (...acts: Act[]) => notes.find(({ act }) => acts.includes(act))
  const moved = newest('moved')
  return {
    id: first.id,
    kind: first.kind,
    group: groupOf(first.kind),
    name: newest('renamed')?.said ?? firstOf(group, ({ name }) => name || null) ?? '',
    address: firstOf(group, ({ address }) => address),
    openingHours: newest('hours')?.said ?? firstOf(group, ({ openingHours }) => openingHours),
    wheelchair: firstOf(group, ({ wheelchair }) => wheelchair),
    lon: moved?.lon ?? first.lon,
    lat: moved?.lat ?? first.lat,
    closed: newest('closed', 'open')?.act === 'closed',
    corrected: notes.length > 0,
    invented: group.every(({ source }) => source?.invented ?? false),
    entries: group,
    notes,
  }
}

function firstOf<Value>(group: readonly PlaceEntry[], read: (entry: PlaceEntry) => Value | null): Value | null {
  for (const entry of group) {
    const value = read(entry)
    if (value !== null) return value
  }
  return null
}
