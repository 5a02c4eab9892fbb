/** How shares of payers are written: percentages that make a hundred, or parts of a whole, one of three. */
export const SHARE_UNITS = ['percent', 'part'] as const
export type ShareUnit = (typeof SHARE_UNITS)[number]
