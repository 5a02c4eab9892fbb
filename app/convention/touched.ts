/** What an amendment may change. */
export const TOUCHED = ['schedule', 'terms', 'perimeter', 'payers', 'actions'] as const
export type Touched = (typeof TOUCHED)[number]
