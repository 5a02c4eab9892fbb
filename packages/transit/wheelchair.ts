import type { StopRow } from './gtfs.ts'
import type { Network } from './network.ts'
import { ALIGHT, BOARD } from './sequences.ts'
import type { Timetable } from './timetable.ts'

/** What a timetable says of a wheelchair; most say nothing of most stops. */
export type Accessibility = 'accessible' | 'unknown' | 'not-accessible'

/**
 * What may be used: everything; all that is not said to be inaccessible, the unknown being flagged in each leg; or only
 * what is said to be accessible.
 */
export type Wheelchair = 'not-asked' | 'possible' | 'certain'

/** Of a stop; one that says nothing is as its station. */
export function stopAccessibility({ stops, placeOf }: Network, stop: StopRow): Accessibility {
  if (stop.wheelchairBoarding === 1 || stop.wheelchairBoarding === 2) return said(stop.wheelchairBoarding)
  return said(stops[placeOf.get(stop.parentStation ?? '') ?? -1]?.wheelchairBoarding)
}

/** Of the vehicle of a trip. */
export function tripAccessibility({ trips }: Network, trip: number): Accessibility {
  return said(trips[trip]?.row.wheelchairAccessible)
}

/** Of a ride between two stops: as its least accessible part, the unknown being between. */
export function together(parts: readonly Accessibility[]): Accessibility {
  if (parts.includes('not-accessible')) return 'not-accessible'
  return parts.includes('unknown') ? 'unknown' : 'accessible'
}

/** What may be done at each call of a timetable, and which rides may be taken; no list when all may. */
export interface Allowed {
  readonly calls: Uint8Array
  readonly rides: Uint8Array | undefined
}

export function allowedIn(timetable: Timetable, wheelchair: Wheelchair): Allowed {
  const { network, calls, stops, tripOf } = timetable
  if (wheelchair === 'not-asked') return { calls, rides: undefined }
  const mayUse = (what: Accessibility) => what === 'accessible' || (what === 'unknown' && wheelchair === 'possible')
  const stopMasks = network.stops.map((stop) => (mayUse(stopAccessibility(network, stop)) ? BOARD | ALIGHT : 0))
  return {
    calls: calls.map((call, at) => call & (stopMasks[stops[at] ?? 0] ?? 0)),
    rides: Uint8Array.from(tripOf, (trip) => (mayUse(tripAccessibility(network, trip)) ? 1 : 0)),
  }
}

function said(value: number | null | undefined): Accessibility {
  return value === 1 ? 'accessible' : value === 2 ? 'not-accessible' : 'unknown'
}
