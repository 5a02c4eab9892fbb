/** What the convention leaves open about its schedule, and the answers there are. */
export const SEMESTER_RULES = ['rolling', 'civil'] as const
export const MONTH_ENDS = ['same-day', 'last-day'] as const
export const PHASE_RELATIONS = ['sequential', 'overlapping', 'custom'] as const

/** Rests that one mission may have. */
export const MOST_SUSPENSIONS = 6
