/** How the team was told. */
export const TOLD_WAYS = ['door', 'phone', 'paper', 'form'] as const
export type ToldWay = (typeof TOLD_WAYS)[number]

export const WAYS = [...TOLD_WAYS, 'link'] as const
export type Way = (typeof WAYS)[number]
