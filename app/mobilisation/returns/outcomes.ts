/** What became of a message that was brought back. */
export const RETURN_OUTCOMES = ['noted', 'not-ours', 'not-failed', 'no-report'] as const
export type ReturnOutcome = (typeof RETURN_OUTCOMES)[number]
