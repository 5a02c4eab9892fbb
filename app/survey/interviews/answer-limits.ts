/** Characters of what was noted of one answer, and of its exact words. */
export const LONGEST_NOTE = 8000
/** Of an answer in figures: what its column holds. */
export const LARGEST_NUMBER = 9_999_999_999
