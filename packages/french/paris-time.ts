/**
 * A day and an hour as they are said in Paris, as an instant.
 *
 * @param day ISO date
 * @param hour `HH:MM`
 */
export function instantInParis(day: string, hour: string): Date {
  const asUtc = new Date(`${day}T${hour}:00Z`)
  const guess = new Date(asUtc.getTime() - offsetAt(asUtc))
  // Around a change of clocks the offset is the one that holds at the instant itself.
  return new Date(asUtc.getTime() - offsetAt(guess))
}

/** The day and the hour that a clock in Paris shows at an instant: the inverse of `instantInParis`. */
export function inParis(at: Date): { day: string; hour: string } {
  const [day = '', hour = ''] = shown.format(at).split(' ')
  return { day, hour: hour.slice(0, 5) }
}

const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'medium' })

function offsetAt(at: Date): number {
  return Date.parse(`${shown.format(at).replace(' ', 'T')}Z`) - at.getTime()
}
