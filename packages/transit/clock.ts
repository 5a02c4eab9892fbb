/**
 * GTFS counts a day's seconds from noon minus twelve hours, so that 08:30 is 30 600 on every day of the year. That origin
 * is midnight except on the two days on which clocks change: then it is 23:00 of the day before (spring) or 01:00
 * (autumn). Everything in this package is in such seconds of the day asked; here they meet the clock on the wall.
 */
import { TransitError } from './transit-error.ts'

/** Where the French clocks are; a feed's agency_timezone may say otherwise. */
export const PARIS = 'Europe/Paris'

const HALF_DAY = 43_200

/** The instant, in milliseconds since 1970, from which the seconds of a day are counted. */
export function originOf(day: string, timeZone = PARIS): number {
  const noon = Date.parse(`${day}T12:00:00Z`)
  const offset = offsetAt(noon - offsetAt(noon, timeZone) * 1000, timeZone)
  return noon - (offset + HALF_DAY) * 1000
}

/**
 * Seconds, as GTFS counts them, at which the clocks of that day show a time.
 *
 * @param clock `08:30` or `08:30:15`; from 24:00 on, GTFS's own count after midnight. Of an hour that comes twice, the
 * first is meant; a time in the hour that is skipped means one as long after the hour before.
 * @throws TransitError `bad-clock`
 */
export function secondsAt(day: string, clock: string, timeZone = PARIS): number {
  const [, hours, minutes, seconds = '0'] = /^(\d{1,2}):([0-5]\d)(?::([0-5]\d))?$/.exec(clock) ?? []
  if (hours === undefined || minutes === undefined) {
    throw new TransitError('bad-clock', { clock }, `expected a time of day such as 08:30, got ${clock}`)
  }
  const counted = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  if (Number(hours) >= 24) return counted
  const origin = originOf(day, timeZone)
  const midnight = Date.parse(`${day}T00:00:00Z`)
  const atNight = (midnight - origin) / 1000 + counted - offsetAt(midnight - 3_600_000, timeZone)
  const shows = (at: number) =>
    origin + (at + offsetAt(origin + at * 1000, timeZone)) * 1000 === midnight + counted * 1000
  return !shows(atNight) && shows(counted) ? counted : atNight
}

/** What the clocks show, as `08:30`, so many seconds after the origin of a day. */
export function clockAt(day: string, seconds: number, timeZone = PARIS): string {
  const instant = originOf(day, timeZone) + seconds * 1000
  return new Date(instant + offsetAt(instant, timeZone) * 1000).toISOString().slice(11, 16)
}

/** Seconds by which the clocks of a zone are ahead of universal time. */
function offsetAt(instant: number, timeZone: string): number {
  const name = formatOf(timeZone)
    .formatToParts(instant)
    .find(({ type }) => type === 'timeZoneName')?.value
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d{2}):(\d{2})/.exec(name ?? '') ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60)
}

// Making one takes longer than a query; what it says depends on nothing but the zone.
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
  formats.set(timeZone, format)
  return format
}
