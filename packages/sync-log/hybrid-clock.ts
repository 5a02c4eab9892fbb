/**
 * Hybrid logical time (Kulkarni et al., *Logical Physical Clocks*, OPODIS 2014): grows with each act of a device whatever its
 * clock does, stays near the clock otherwise, and is ahead of whatever the device has heard. It orders what is shown;
 * it decides nothing: which version replaces which is said by the versions themselves. Where we differ: a stamp from too far
 * in the future is not followed, so that one phone set to 2028 does not drag the others along.
 */
export interface Stamp {
  /** Milliseconds since 1970, as some clock told them. */
  readonly wallMs: number
  readonly counter: number
  readonly device: string
}

/** How far ahead of the own clock a heard stamp is still believed: five minutes. */
export const BELIEVED_AHEAD_MS = 5 * 60_000

/** The stamp of a device's next act. `wallMs` may jump in either direction; the stamp only grows. */
export function tick(last: Stamp | null, wallMs: number, device: string): Stamp {
  if (last === null || wallMs > last.wallMs) return { wallMs, counter: 0, device }
  return { wallMs: last.wallMs, counter: last.counter + 1, device }
}

/** The device's time after it heard a stamp: its next one will be later, unless what it heard is from the future. */
export function hear(last: Stamp | null, heard: Stamp, wallMs: number, device: string): Stamp | null {
  if (heard.wallMs > wallMs + BELIEVED_AHEAD_MS) return last
  if (last !== null && compareStamps(last, heard) >= 0) return last
  return { wallMs: heard.wallMs, counter: heard.counter, device }
}

/** Earlier first; on equal time by device, so that the order is the same everywhere. */
export function compareStamps(a: Stamp, b: Stamp): number {
  return a.wallMs - b.wallMs || a.counter - b.counter || (a.device < b.device ? -1 : a.device > b.device ? 1 : 0)
}
