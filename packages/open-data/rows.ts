import type { CheckedBatch } from '#packages/intake/check.ts'
import type { Tally } from '#packages/intake/tally.ts'
import type { MultiPolygon } from './surroundings.ts'
import type { Withheld } from './tables/figure.ts'

export interface Place {
  /** Degrees, WGS 84. */
  readonly lon: number
  readonly lat: number
}

export type AreaKind = 'iris' | 'commune' | 'qpv' | 'intercommunality' | 'department' | 'region' | 'metropole' | 'grid'

/** The figures of one area, under vintage-free names. */
export interface AreaRow {
  readonly record: 'area'
  readonly area: { readonly kind: AreaKind; readonly code: string }
  readonly name?: string
  /** null is never zero: `withheld` says why. */
  readonly values: Readonly<Record<string, number | null>>
  readonly withheld?: Readonly<Record<string, Withheld>>
  /** H housing, A activity, D diverse, Z commune not divided. */
  readonly typeOfIris?: string
  /** Reliability code of the producer (`NOTE`, `LAB_IRIS`), as written. */
  readonly note?: string
  /** The producer imputed the values: shown only when added up. */
  readonly imputed?: true
  /** Added up here from smaller areas, and from how many. */
  readonly sumOf?: { readonly areas: number; readonly communes: number }
  /** Commune of an IRIS, communes of a square. */
  readonly communes?: readonly string[]
  /** Middle of a square. */
  readonly place?: Place
}

export interface ContourRow {
  readonly record: 'contour'
  readonly kind: 'iris' | 'commune' | 'qpv'
  readonly code: string
  readonly name: string
  readonly typeOfIris?: string
  /** WGS 84, six decimals, outlines counter-clockwise. */
  readonly geometry: { readonly type: 'MultiPolygon'; readonly coordinates: MultiPolygon }
}

/** A place that serves people, from BPE. Persons are never named. */
export interface EquipmentRow {
  readonly record: 'equipment'
  /** As the file codes it. */
  readonly type: string
  /** Before the edition of 2023, or since. */
  readonly coding: 'old' | 'new'
  /** The type in the other coding, by the passage table. */
  readonly otherType?: string
  readonly label?: string
  readonly place?: Place
  /** Quality of the coordinates as INSEE words it. */
  readonly quality?: string
  readonly commune: string
  readonly iris?: string
  readonly name?: string
}

/** A code of BPE's list, with the code that another edition gives it where the file says so. */
export interface EquipmentTypeRow {
  readonly record: 'equipment-type'
  readonly type: string
  readonly label: string
  readonly domain: string
  readonly subdomain: string
  readonly formerType?: string
}

export interface AddressRow {
  readonly record: 'address'
  readonly id: string
  readonly number: string | null
  readonly repetition: string | null
  readonly street: string
  readonly postalCode: string | null
  readonly commune: string
  readonly communeName: string | null
  readonly place: Place
}

/** A social dwelling of the register, without its door. */
export interface SocialDwellingRow {
  readonly record: 'social-dwelling'
  readonly commune: string
  readonly iris?: string
  readonly postalCode: string | null
  readonly address: string
  readonly rooms: number | null
  readonly area: number | null
  readonly yearBuilt: number | null
  readonly energyClass: string | null
  readonly priorityQuarter?: string
  readonly place?: Place
}

/** Social dwellings of one address. `repeats` when the file already gave this address: its total counts once. */
export interface SocialAddressRow {
  readonly record: 'social-address'
  readonly key: string
  readonly dwellings: number
  readonly highestFloor: number | null
  readonly programme: string | null
  readonly yearBuilt: number | null
  readonly repeats: boolean
  readonly place: Place
}

export interface StationRow {
  readonly record: 'station'
  readonly id: string
  readonly name: string
  readonly lines: string
  readonly mode: string
  readonly operator: string
  readonly place: Place
}

/** An establishment of health or social care. */
export interface EstablishmentRow {
  readonly record: 'establishment'
  readonly id: string
  readonly name: string
  readonly category: string
  readonly categoryCode: string
  readonly address: string
  readonly postalCode: string | null
  readonly department: string
  readonly place: Place | null
}

/** Coefficient of variation of a variable by size of the estimate, as INSEE writes it (`>6`, `10`, `nd`). */
export interface PrecisionRow {
  readonly record: 'precision'
  readonly variable: string
  readonly label: string
  readonly bySize: Readonly<Record<string, string>>
}

export interface VariableRow {
  readonly record: 'variable'
  readonly file: string
  readonly variable: string
  readonly label: string
  readonly longLabel: string
}

export type Tags = Readonly<Record<string, string>>

export interface WayPoint extends Place {
  /** Node of OpenStreetMap; negative when the file gives no nodes and equal coordinates stand for one. */
  readonly node: number
}

/** A street, path or outline. One that leaves the perimeter and comes back is cut into parts. */
export interface WayRow {
  readonly record: 'way'
  readonly id: string
  readonly part: number
  readonly tags: Tags
  readonly points: readonly WayPoint[]
}

/** A node that says something: a crossing, a gate, a shop. */
export interface NodeRow extends Place {
  readonly record: 'node'
  readonly id: string
  readonly tags: Tags
}

/** A place of a list drawn from OpenStreetMap, in the words of whoever drew it. */
export interface OsmPlaceRow {
  readonly record: 'osm-place'
  readonly id: string
  readonly name: string
  readonly category: string
  readonly address: string | null
  readonly place: Place
}

export interface StopRow {
  readonly record: 'stop'
  readonly stopId: string
  readonly stopName: string
  readonly stopLat: number
  readonly stopLon: number
  /** 0 unknown, 1 possible, 2 not. */
  readonly wheelchairBoarding: 0 | 1 | 2
  readonly locationType: number
  readonly parentStation: string | null
}

export interface RouteRow {
  readonly record: 'route'
  readonly routeId: string
  readonly routeShortName: string
  readonly routeLongName: string
  readonly routeType: number
}

export interface TripRow {
  readonly record: 'trip'
  readonly tripId: string
  readonly routeId: string
  readonly serviceId: string
  readonly tripHeadsign: string | null
  readonly directionId: number | null
}

export interface StopTimeRow {
  readonly record: 'stop-time'
  readonly tripId: string
  readonly stopId: string
  readonly stopSequence: number
  /** Seconds since noon minus 12 h; may exceed a day. null between timed stops. */
  readonly arrivalTime: number | null
  readonly departureTime: number | null
}

export interface CalendarRow {
  readonly record: 'calendar'
  readonly serviceId: string
  readonly monday: boolean
  readonly tuesday: boolean
  readonly wednesday: boolean
  readonly thursday: boolean
  readonly friday: boolean
  readonly saturday: boolean
  readonly sunday: boolean
  /** ISO dates. */
  readonly startDate: string
  readonly endDate: string
}

export interface CalendarDateRow {
  readonly record: 'calendar-date'
  readonly serviceId: string
  readonly date: string
  /** 1 added, 2 removed. */
  readonly exceptionType: 1 | 2
}

export interface FrequencyRow {
  readonly record: 'frequency'
  readonly tripId: string
  readonly startTime: number
  readonly endTime: number
  readonly headwaySecs: number
}

export type OpenDataRow =
  | AreaRow
  | ContourRow
  | EquipmentRow
  | EquipmentTypeRow
  | AddressRow
  | SocialDwellingRow
  | SocialAddressRow
  | StationRow
  | EstablishmentRow
  | PrecisionRow
  | VariableRow
  | WayRow
  | NodeRow
  | OsmPlaceRow
  | StopRow
  | RouteRow
  | TripRow
  | StopTimeRow
  | CalendarRow
  | CalendarDateRow
  | FrequencyRow

export interface OpenDataTally extends Tally {
  /** Lines that are not of the perimeter, left out. */
  outside: number
}

/** Some rows with the line they come from, the problems met since the batch before, and the totals so far. */
export interface OpenDataBatch extends CheckedBatch<OpenDataRow> {
  readonly tally: Readonly<OpenDataTally>
}
