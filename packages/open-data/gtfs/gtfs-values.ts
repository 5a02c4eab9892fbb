const TIME = /^(\d{1,3}):([0-5]\d):([0-5]\d)$/

/** Seconds of `25:10:00`, null when nothing is written, undefined for what is no time. Hours go beyond 24. */
export function secondsOf(written: string): number | null | undefined {
  if (written === '') return null
  const [, hours, minutes, seconds] = TIME.exec(written) ?? []
  return hours === undefined ? undefined : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
}

/** `20250704` → `2025-07-04`; undefined for what is no date. */
export function isoDate(written: string): string | undefined {
  const [, year, month, day] = /^(\d{4})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.exec(written) ?? []
  return year === undefined ? undefined : `${year}-${month}-${day}`
}

/** A whole number, or what stands for its absence. */
export function wholeOr<T>(written: string, absent: T): number | T {
  return /^\d+$/.test(written) ? Number(written) : absent
}
