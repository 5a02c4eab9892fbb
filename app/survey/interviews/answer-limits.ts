/** Characters of what was noted of one answer, and of its exact words. */
export const LONGEST_NOTE = 8000
/** Of an answer in figures: what its column holds. */
export const LARGEST_NUMBER = 9_999_999_999
/** Of what one person notes of a whole interview. */
export const LONGEST_NOTES = 20_000
/** Of all that was noted of it: others add theirs. */
export const LONGEST_OF_ALL_NOTES = 200_000
