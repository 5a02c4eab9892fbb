/**
 * The rows of a GTFS timetable that this package reads, under GTFS's own field names in camel case. A file that the
 * archive lacks is an empty list. Reference: _General Transit Feed Specification_, gtfs.org, revision of 2024.
 */
export interface StopRow {
  stopId: string
  stopName: string
  stopLat: number
  stopLon: number
  parentStation?: string | null | undefined
  wheelchairBoarding?: number | null | undefined
  locationType?: number | null | undefined
}

export interface RouteRow {
  routeId: string
  routeShortName: string
  routeLongName?: string | null | undefined
  /** 0 tram, 1 metro, 2 train, 3 bus … */
  routeType: number
}

export interface TripRow {
  tripId: string
  routeId: string
  serviceId: string
  tripHeadsign?: string | null | undefined
  directionId?: number | null | undefined
  wheelchairAccessible?: number | null | undefined
}

export interface StopTimeRow {
  tripId: string
  stopId: string
  stopSequence: number
  /** Seconds since noon minus twelve hours of the service day; over 86 400 after midnight; empty between timed stops. */
  arrivalTime?: number | null | undefined
  departureTime?: number | null | undefined
  /** 1: nobody gets on here. Calls on demand (2, 3) count as calls. */
  pickupType?: number | null | undefined
  /** 1: nobody gets off here. */
  dropOffType?: number | null | undefined
}

export interface CalendarRow {
  serviceId: string
  monday: boolean
  tuesday: boolean
  wednesday: boolean
  thursday: boolean
  friday: boolean
  saturday: boolean
  sunday: boolean
  /** Days such as 2026-10-31, both included. */
  startDate: string
  endDate: string
}

export interface CalendarDateRow {
  serviceId: string
  date: string
  /** 1: runs on this day besides; 2: does not run on this day. */
  exceptionType: 1 | 2
}

export interface FrequencyRow {
  tripId: string
  startTime: number
  endTime: number
  headwaySecs: number
  /** 1: the departures are promised; else only the interval is. */
  exactTimes?: number | null | undefined
}

export interface TransferRow {
  fromStopId: string
  toStopId: string
  minTransferTime?: number | null | undefined
}

export interface Feed {
  stops: Iterable<StopRow>
  routes: Iterable<RouteRow>
  trips: Iterable<TripRow>
  stopTimes: Iterable<StopTimeRow>
  calendar: Iterable<CalendarRow>
  calendarDates: Iterable<CalendarDateRow>
  frequencies?: Iterable<FrequencyRow> | undefined
  transfers?: Iterable<TransferRow> | undefined
}
