/** What a party is in the convention, in the order in which it names them. */
export const PARTS = ['operator', 'landlord', 'commune', 'funder', 'other'] as const
export type Part = (typeof PARTS)[number]
