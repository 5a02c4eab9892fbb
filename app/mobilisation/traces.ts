/** Why the post brought a letter back. */
export const RETURNS = ['unknown', 'moved', 'refused', 'no-box'] as const

/** What became of a letter, by mail server, by hand or by post. */
export const TRACES = ['sent', 'bounced', 'stopped', ...RETURNS] as const
export type Trace = (typeof TRACES)[number]
