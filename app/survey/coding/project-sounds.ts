/** What of the sound a project holds: nothing, where in it passages are heard, or the recordings themselves. */
export const PROJECT_SOUNDS = ['none', 'moments', 'file'] as const
export type ProjectSound = (typeof PROJECT_SOUNDS)[number]
