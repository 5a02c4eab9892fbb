/** What a phone at the door writes down, and how a page tells it from what others wrote. No names: a registration has a number. */
export type PresenceKind = 'registered' | 'walk-in'

/** Version of an act's content. */
export const DOOR_SCHEMA = 1
export const MOST_PRESENT = 20
export const MOST_ACTS_AT_ONCE = 100

/** How many of a subject are there now. */
export interface Present {
  subject: string
  kind: PresenceKind
  residenceId: string | null
  people: number
}

export interface Heard {
  present: Present[]
}
