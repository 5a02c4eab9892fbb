/** When something happened, as a device can know it: its clock may be wrong or be set anew, its stopwatch only runs on. */
export interface DeviceInstant {
  /** Clock of the device, milliseconds since 1970. */
  readonly wallMs: number
  /** One run of the application, from its start to its end. */
  readonly run: string
  /** Milliseconds since that start (`performance.now()`). */
  readonly sinceStartMs: number
}

export interface Placed {
  /** Milliseconds since 1970 by the server's clock; never after `receivedAt`. */
  readonly atMs: number
  /** `stopwatch`: exact to the time of the journey. `clock`: as good as the device's clock was steady since then. */
  readonly by: 'stopwatch' | 'clock'
  /** How far the device's clock is ahead of the server's, in milliseconds; negative when behind. */
  readonly aheadMs: number
  /** Whether the person should be told that the clock is wrong: more than five minutes. */
  readonly clockIsWrong: boolean
}

const TOLERATED_MS = 5 * 60_000

/**
 * Places an act of a device in the server's time.
 *
 * @param made when the device did it
 * @param sent when the device sent it, told in the same message
 * @param receivedAt server's clock, milliseconds since 1970
 */
export function place(made: DeviceInstant, sent: DeviceInstant, receivedAt: number): Placed {
  const aheadMs = sent.wallMs - receivedAt
  const sameRun = made.run === sent.run && made.sinceStartMs <= sent.sinceStartMs
  const agoMs = sameRun ? sent.sinceStartMs - made.sinceStartMs : sent.wallMs - made.wallMs
  return {
    atMs: receivedAt - Math.max(0, agoMs),
    by: sameRun ? 'stopwatch' : 'clock',
    aheadMs,
    clockIsWrong: Math.abs(aheadMs) > TOLERATED_MS,
  }
}

/** Milliseconds between two instants of one device, never negative; `sure` when its stopwatch ran through. */
export function durationMs(from: DeviceInstant, to: DeviceInstant): { ms: number; sure: boolean } {
  const sure = from.run === to.run
  const ms = sure ? to.sinceStartMs - from.sinceStartMs : to.wallMs - from.wallMs
  return { ms: Math.max(0, ms), sure }
}

/**
 * The day of an instant where the work is done, whatever the phone's zone.
 *
 * @returns year-month-day, for example 2026-10-25
 */
export function dayIn(zone: string, atMs: number): string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return format.format(atMs)
}
