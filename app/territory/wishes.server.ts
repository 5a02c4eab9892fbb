/** Changes that somebody imagines on the ground, and what they would bring: nothing real is touched. */
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { type Kind, kindNames } from '#packages/amenities/typology.ts'
import type { Graph } from '#packages/walkshed/assembly.ts'
import { type Change, withChanges } from '#packages/walkshed/changes.ts'
import { type Paced, pace } from '#packages/walkshed/pace.ts'
import type { Place } from '#packages/walkshed/plane.ts'
import { restsAlong } from '#packages/walkshed/rest.ts'
import { routeBetween } from '#packages/walkshed/route.ts'
import { snap } from '#packages/walkshed/snap.ts'
import { type AccessRow, nearestPlaces } from './access.server.ts'
import type { Service } from './inventory.ts'
import { type ResidencePlace, residencesOf } from './residences.server.ts'
import { servicesOf } from './services.server.ts'
import type { Walker } from './walkers.ts'
import { pacedFor, walkingOf } from './walking.server.ts'

export const WISH_KINDS = ['link', 'gate', 'kerb', 'bench'] as const
export type WishKind = (typeof WISH_KINDS)[number]

export interface Wish {
  id: string
  kind: WishKind
  name: string
  points: [number, number][]
  by: string
  at: string
}

const Points = z
  .array(z.tuple([z.number(), z.number()]))
  .min(1)
  .max(2)

export async function wishesOf(tx: ActorTx): Promise<Wish[]> {
  must(tx.actor, 'territory.read')
  const rows = await tx
    .selectFrom('territory_wish as wish')
    .innerJoin('member', 'member.id', 'wish.made_by')
    .select(['wish.id', 'kind', 'name', 'points', 'made_at', 'display_name'])
    .orderBy('wish.id')
    .limit(200)
    .execute()
  return rows.map(({ id, kind, name, points, made_at, display_name }) => ({
    id,
    kind: z.enum(WISH_KINDS).parse(kind),
    name,
    points: Points.parse(points),
    by: display_name,
    at: made_at.toISOString(),
  }))
}

/** Keeps a wish that has something to act on; else says what is missing. */
export async function addWish(tx: ActorTx, wish: Pick<Wish, 'kind' | 'name' | 'points'>): Promise<void> {
  must(tx.actor, 'territory.wish')
  const walking = await walkingOf(tx)
  if (!walking) throw new Refusal('territory.no-ways')
  try {
    withChanges(walking.graph, [changeOf(wish)])
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal('territory.wish-nowhere', { field: 'from' })
    throw error
  }
  await tx
    .insertInto('territory_wish')
    .values({
      convention_id: tx.actor.conventionId,
      kind: wish.kind,
      name: wish.name,
      points: JSON.stringify(wish.points),
      made_by: tx.actor.memberId,
    })
    .execute()
}

export async function removeWish(tx: ActorTx, id: string): Promise<void> {
  must(tx.actor, 'territory.wish')
  await tx.deleteFrom('territory_wish').where('id', '=', id).execute()
}

function changeOf({ kind, points }: Pick<Wish, 'kind' | 'points'>): Change {
  const places = points.map(([lon, lat]): Place => ({ lon, lat }))
  const [at] = places
  if (!at) throw new RangeError('a wish without a place')
  switch (kind) {
    case 'link':
      return { kind: 'add-link', path: places }
    case 'gate':
      return { kind: 'open-gate', at }
    case 'kerb':
      return { kind: 'lower-kerb', at }
    case 'bench':
      return { kind: 'add-bench', at }
  }
}

/** Of each residence and kind of place, the time before and after; only what changes. */
export interface Gain {
  residence: string
  kind: Kind
  before: number | null
  after: number | null
}

/** The longest stretch without a bench, on the way to the nearest place of a kind. */
export interface RestGain {
  residence: string
  kind: Kind
  beforeMetres: number
  afterMetres: number
}

const RESTED: readonly Kind[] = ['pharmacy', 'food', 'stop']

export async function effectOf(tx: ActorTx, wishes: readonly Wish[], walker: Walker) {
  const walking = await walkingOf(tx)
  if (!walking || wishes.length === 0) return { gains: [], rests: [], vain: [] }
  const residences = await residencesOf(tx)
  const services = (await servicesOf(tx)).filter(({ closed }) => !closed)
  const { graph, vain } = wished(walking.graph, wishes)
  const before = pacedFor(walking, walker)
  const after = pace(graph, before.profile)
  const [rowsBefore, rowsAfter] = [
    nearestPlaces(before, residences, services),
    nearestPlaces(after, residences, services),
  ]
  return {
    gains: gainsBetween(rowsBefore, rowsAfter),
    rests: wishes.some(({ kind }) => kind === 'bench')
      ? restGains(before, graph, rowsBefore, { residences, services })
      : [],
    vain,
  }
}

/** A wish whose ground was changed by a newer file is told as vain, and hinders no other. */
function wished(graph: Graph, wishes: readonly Wish[]): { graph: Graph; vain: string[] } {
  const vain: string[] = []
  let changed = graph
  for (const wish of wishes) {
    try {
      changed = withChanges(changed, [changeOf(wish)])
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      vain.push(wish.name)
    }
  }
  return { graph: changed, vain }
}

const LEAST_MINUTES = 0.1

function gainsBetween(before: readonly AccessRow[], after: readonly AccessRow[]): Gain[] {
  const gains = before.flatMap((row, at) =>
    kindNames().map((kind) => ({
      residence: row.residence.name,
      kind,
      before: row.nearest[kind]?.minutes ?? null,
      after: after[at]?.nearest[kind]?.minutes ?? null,
    })),
  )
  const size = ({ before: was, after: is }: Gain) => (was ?? 60) - (is ?? 60)
  return gains.filter((gain) => Math.abs(size(gain)) >= LEAST_MINUTES).toSorted((a, b) => size(b) - size(a))
}

function restGains(
  paced: Paced,
  graph: Graph,
  rows: readonly AccessRow[],
  { residences, services }: { residences: readonly ResidencePlace[]; services: readonly Service[] },
): RestGain[] {
  const byId = new Map(services.map((service) => [service.id, service]))
  return rows.flatMap((row, at) => {
    const residence = residences[at]
    const from = residence && snap(paced, residence)
    return RESTED.flatMap((kind) => {
      const place = byId.get(row.nearest[kind]?.placeId ?? '')
      const to = place && snap(paced, place)
      const route = from && to ? routeBetween(paced, from, to) : null
      if (!route) return []
      const beforeMetres = restsAlong(route.geometry, paced.graph.benches).longestMetres
      const afterMetres = restsAlong(route.geometry, graph.benches).longestMetres
      return beforeMetres - afterMetres < 1 ? [] : [{ residence: row.residence.name, kind, beforeMetres, afterMetres }]
    })
  })
}
