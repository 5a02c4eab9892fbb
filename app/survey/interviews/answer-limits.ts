/** Characters of what was noted of one answer, and of its exact words. */
export const LONGEST_NOTE = 8000
