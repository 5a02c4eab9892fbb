/** Residences × services: from each door, the nearest place of each kind, and how long it takes to walk there. */
import type { ActorTx } from '#app/platform/database.server.ts'
import type { Kind } from '#packages/amenities/typology.ts'
import { leaningOnUnknown, minutesAt, snapAll, walkMatrix } from '#packages/walkshed/matrix.ts'
import { type Paced, pace } from '#packages/walkshed/pace.ts'
import { surely } from '#packages/walkshed/profiles.ts'
import type { Service } from './inventory.ts'
import { type ResidencePlace, residencesOf } from './residences.server.ts'
import { servicesOf } from './services.server.ts'
import type { Walker } from './walkers.ts'
import { pacedFor, walkingOf } from './walking.server.ts'

/** Beyond an hour nobody walks to the baker's. */
const LIMIT_MINUTES = 60

export interface Reached {
  placeId: string
  name: string
  minutes: number
  /** The way leans on something of which nobody said whether it is step-free. */
  unsure: boolean
  invented: boolean
}

export interface AccessRow {
  residence: ResidencePlace
  /** The residence is not near any way of the file. */
  offTheMap: boolean
  nearest: Partial<Record<Kind, Reached>>
}

export interface Access {
  rows: AccessRow[]
  /** Kinds of which there is a place at all. */
  kinds: Kind[]
  invented: boolean
}

/** Undefined while there are no ways to walk on. */
export async function accessOf(tx: ActorTx, walker: Walker): Promise<Access | undefined> {
  const walking = await walkingOf(tx)
  if (!walking) return undefined
  const residences = await residencesOf(tx)
  const services = (await servicesOf(tx)).filter(({ closed }) => !closed)
  return {
    rows: nearestPlaces(pacedFor(walking, walker), residences, services),
    kinds: [...new Set(services.map(({ kind }) => kind))],
    invented: walking.invented,
  }
}

/** The whole matrix, then the nearest of each kind. */
export function nearestPlaces(
  paced: Paced,
  residences: readonly ResidencePlace[],
  services: readonly Service[],
): AccessRow[] {
  const doors = snapAll(paced, residences)
  const places = snapAll(paced, services)
  const matrix = walkMatrix(paced, doors, places, LIMIT_MINUTES)
  const unsure = paced.profile.stepFree
    ? leaningOnUnknown(matrix, walkMatrix(pace(paced.graph, surely(paced.profile)), doors, places, LIMIT_MINUTES))
    : undefined
  return residences.map((residence, row) => {
    const nearest: AccessRow['nearest'] = {}
    services.forEach(({ id, kind, name, invented }, column) => {
      const minutes = minutesAt(matrix, row, column)
      if (minutes === null || minutes >= (nearest[kind]?.minutes ?? Number.POSITIVE_INFINITY)) return
      nearest[kind] = { placeId: id, name, minutes, invented, unsure: unsure?.[row * services.length + column] === 1 }
    })
    return { residence, nearest, offTheMap: doors[row] === null }
  })
}
