/** Services around the residences: the inventory as the files and the people of the convention know it, and its corrections. */
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import type { TableQuery } from '#app/ui/table-query.ts'
import { asKind, GROUPS, groupOf, type Kind, wordsOf } from '#packages/amenities/typology.ts'
import { addressKey } from '#packages/french/address-key.ts'
import { inventoryOf, type Origin, type PlaceEntry, type PlaceNote, type Service } from './inventory.ts'
import { kindWord } from './words.ts'

const MOST_PLACES = 50_000
const OriginName = z.enum(['hand', 'osm', 'directory', 'finess', 'stations', 'bpe'])
const Wheelchair = z.enum(['yes', 'limited', 'no']).nullable()

/** Every place once, closed ones too. */
export async function servicesOf(tx: ActorTx): Promise<Service[]> {
  must(tx.actor, 'territory.read')
  return inventoryOf(await entriesOf(tx), await notesOf(tx))
}

async function entriesOf(tx: ActorTx): Promise<PlaceEntry[]> {
  const rows = await tx
    .selectFrom('territory_place as place')
    .leftJoin('territory_source as source', 'source.id', 'place.source_id')
    .select(['place.id', 'origin', 'kind', 'name', 'address', 'lon', 'lat', 'opening_hours', 'wheelchair'])
    .select(['source.dataset', 'source.vintage', 'source.is_invented'])
    .where('is_gone', '=', false)
    .orderBy('place.id')
    .limit(MOST_PLACES)
    .execute()
  return rows.map(({ opening_hours, dataset, vintage, is_invented, ...row }) => ({
    ...row,
    origin: OriginName.parse(row.origin),
    kind: asKind(row.kind),
    openingHours: opening_hours,
    wheelchair: Wheelchair.parse(row.wheelchair),
    source: dataset === null ? null : { dataset, vintage: vintage ?? '', invented: is_invented ?? false },
  }))
}

async function notesOf(tx: ActorTx): Promise<PlaceNote[]> {
  const rows = await tx
    .selectFrom('territory_place_note as note')
    .innerJoin('member', 'member.id', 'note.noted_by')
    .select(['note.id', 'place_id', 'act', 'lon', 'lat', 'said', 'other_place_id', 'noted_at', 'display_name as by'])
    .orderBy('note.id')
    .limit(MOST_PLACES)
    .execute()
  const Known = z.enum(['added', 'closed', 'open', 'moved', 'renamed', 'hours', 'same', 'other'])
  return rows.map(({ id, place_id, act, lon, lat, said, other_place_id, noted_at, by }) => ({
    id,
    placeId: place_id,
    act: Known.parse(act),
    lon,
    lat,
    said,
    otherId: other_place_id,
    by,
    at: noted_at.toISOString(),
  }))
}

/** One place, under the id of any of its entries. */
export async function serviceOf(tx: ActorTx, id: string): Promise<Service> {
  const service = (await servicesOf(tx)).find(({ entries }) => entries.some((entry) => entry.id === id))
  if (!service) throw new Refusal('platform.not-found', { status: 404 })
  return service
}

/** What a table of services asks: group, kind, state, words; sorted and cut. */
export function listed(services: readonly Service[], query: TableQuery): { rows: Service[]; total: number } {
  const { group, kind, state } = query.filters
  const words = wordsOf(query.q)
  const found = services
    .filter(
      (service) => (group === undefined || service.group === group) && (kind === undefined || service.kind === kind),
    )
    .filter(({ closed, corrected, entries }) => inState(state, { closed, corrected, several: entries.length > 1 }))
    .filter((service) => words.every((word) => searchable(service).includes(word)))
    .toSorted(inOrder(query))
  return { rows: found.slice((query.page - 1) * query.pageRows, query.page * query.pageRows), total: found.length }
}

function inState(state: string | undefined, is: { closed: boolean; corrected: boolean; several: boolean }): boolean {
  if (state === 'closed') return is.closed
  if (state === 'corrected') return is.corrected
  if (state === 'several') return is.several
  return state === 'open' ? !is.closed : true
}

function searchable({ name, address, kind }: Service): string {
  return wordsOf(`${name} ${address ?? ''} ${kindWord(kind)}`).join(' ')
}

function inOrder({ sort, direction }: TableQuery) {
  const way = direction === 'descending' ? -1 : 1
  const text = ({ name, kind }: Service) => (sort === 'kind' ? kindWord(kind) : name || kindWord(kind))
  return (a: Service, b: Service) =>
    way * (sort === 'group' ? GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) : 0) ||
    way * text(a).localeCompare(text(b), 'fr') ||
    (a.id < b.id ? -1 : 1)
}

export interface NewPlace {
  kind: Kind
  name: string
  address: string | null
  openingHours: string | null
  /** Where it is; without it, its address must be known. */
  lon: number | null
  lat: number | null
}

/** A place that no file has. */
export async function addPlace(tx: ActorTx, place: NewPlace): Promise<string> {
  must(tx.actor, 'territory.place.correct')
  const { lon, lat } = await positionOf(tx, place)
  const { id } = await tx
    .insertInto('territory_place')
    .values({
      convention_id: tx.actor.conventionId,
      origin: 'hand' satisfies Origin,
      origin_key: crypto.randomUUID(),
      kind: place.kind,
      name: place.name,
      address: place.address,
      opening_hours: place.openingHours,
      lon,
      lat,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await note(tx, id, { act: 'added' })
  return id
}

/** As given, else where the national address base has the address. */
async function positionOf(tx: ActorTx, { lon, lat, address }: NewPlace): Promise<{ lon: number; lat: number }> {
  if (lon !== null && lat !== null) return { lon, lat }
  const found =
    address === null
      ? undefined
      : await tx
          .selectFrom('stock_address')
          .select(['lon', 'lat'])
          .where('address_key', '=', addressKey(address.replace(/,?\s*\d{5}\D.*$/, '')))
          .orderBy('code')
          .executeTakeFirst()
  if (!found) throw new Refusal('territory.no-position', { field: 'address' })
  return found
}

export type Correction =
  | { act: 'closed' | 'open' }
  | { act: 'moved'; lon: number; lat: number }
  | { act: 'renamed' | 'hours'; said: string }
  | { act: 'same' | 'other'; otherId: string }

/** Says what one knows better than the files; what they said stays visible. */
export async function correctPlace(tx: ActorTx, id: string, correction: Correction): Promise<void> {
  must(tx.actor, 'territory.place.correct')
  const service = await serviceOf(tx, id)
  if (correction.act === 'same' && !(await servicesOf(tx)).some((one) => one.id === correction.otherId))
    throw new Refusal('platform.not-found', { status: 404 })
  await note(tx, service.id, correction)
}

async function note(tx: ActorTx, placeId: string, said: Correction | { act: 'added' }): Promise<void> {
  await tx
    .insertInto('territory_place_note')
    .values({
      convention_id: tx.actor.conventionId,
      place_id: placeId,
      act: said.act,
      noted_by: tx.actor.memberId,
      lon: said.act === 'moved' ? said.lon : null,
      lat: said.act === 'moved' ? said.lat : null,
      said: said.act === 'renamed' || said.act === 'hours' ? said.said : null,
      other_place_id: said.act === 'same' || said.act === 'other' ? said.otherId : null,
    })
    .execute()
}

/** How many open places of each kind there are, in the order of the groups. */
export function countsByKind(services: readonly Service[]): { kind: Kind; count: number; invented: number }[] {
  const open = services.filter(({ closed }) => !closed)
  return [...Map.groupBy(open, ({ kind }) => kind)]
    .map(([kind, ones]) => ({ kind, count: ones.length, invented: ones.filter((one) => one.invented).length }))
    .toSorted((a, b) => GROUPS.indexOf(groupOf(a.kind)) - GROUPS.indexOf(groupOf(b.kind)) || b.count - a.count)
}
