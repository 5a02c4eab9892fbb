/** What can be chosen about an event, as the database has it. */
export const NEEDS = ['step-free', 'seat', 'children', 'company', 'interpreter'] as const
export type Need = (typeof NEEDS)[number]

/** Languages that an interpreter may be asked for, with the sign language of France among them. */
export const LANGUAGES = ['ar', 'bm', 'en', 'es', 'fsl', 'kab', 'pt', 'ro', 'so', 'ta', 'tr', 'uk', 'zh'] as const
export type Language = (typeof LANGUAGES)[number]

export const EVENT_STATES = ['prepared', 'open', 'past', 'cancelled'] as const
export type EventState = (typeof EVENT_STATES)[number]

export const MOST_OF_A_GROUP = 10

/** How glad somebody was: 3 is glad. */
export const FACES = [3, 2, 1] as const
export type Face = (typeof FACES)[number]
