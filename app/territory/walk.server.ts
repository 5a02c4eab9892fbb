/** One walk from a residence to a place, told step by step, and what one reaches around a residence. */
import type { ActorTx } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { type Isochrone, isochrones } from '#packages/walkshed/isochrone.ts'
import { type Rest, restsAlong } from '#packages/walkshed/rest.ts'
import { type Route, routeBetween } from '#packages/walkshed/route.ts'
import { snap } from '#packages/walkshed/snap.ts'
import { nearestPlaces } from './access.server.ts'
import { GRADES } from './access-table.ts'
import { residenceOf } from './residences.server.ts'
import { serviceOf, servicesOf } from './services.server.ts'
import { WALKERS, type Walker } from './walkers.ts'
import { pacedFor, walkingOf } from './walking.server.ts'

export interface Walk {
  route: Route
  rest: Rest
}

export async function walkTo(tx: ActorTx, residenceId: string, placeId: string, walker: Walker) {
  const residence = await residenceOf(tx, residenceId)
  const place = await serviceOf(tx, placeId)
  const walking = await walkingOf(tx)
  if (!walking) throw new Refusal('platform.not-found', { status: 404 })
  const paced = pacedFor(walking, walker)
  const [from, to] = [snap(paced, residence), snap(paced, place)]
  const route = from && to ? routeBetween(paced, from, to) : null
  const walk: Walk | null = route && { route, rest: restsAlong(route.geometry, walking.graph.benches) }
  return { residence, place, walk }
}

/** Around one residence: outlines by minutes, and the nearest place of each kind for each walker. */
export async function reachOf(tx: ActorTx, residenceId: string, walker: Walker) {
  const residence = await residenceOf(tx, residenceId)
  const walking = await walkingOf(tx)
  if (!walking) return { residence, outlines: [], nearest: null }
  const services = (await servicesOf(tx)).filter(({ closed }) => !closed)
  const door = snap(pacedFor(walking, walker), residence)
  const outlines: Isochrone[] = door ? isochrones(pacedFor(walking, walker), door, GRADES) : []
  const nearest = WALKERS.map((one) => ({
    walker: one,
    nearest: nearestPlaces(pacedFor(walking, one), [residence], services)[0]?.nearest ?? {},
  }))
  return { residence, outlines, nearest }
}
