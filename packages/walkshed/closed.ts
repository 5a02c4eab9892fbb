/** Milliseconds of what cannot be passed: more than twelve days, and twice it still fits 32 bits. */
export const CLOSED = 2 ** 30 - 1
