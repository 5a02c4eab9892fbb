/** The kinds of questions of a guide, for whoever needs no words for them. */
export const KINDS = ['open', 'single', 'multiple', 'scale', 'number', 'date', 'place'] as const
export type Kind = (typeof KINDS)[number]
