/** What a finding may be about, call for and rest on. */
export const AUDIENCES = ['tenant', 'caretaker'] as const
export type Audience = (typeof AUDIENCES)[number]

export const STANCES = ['supports', 'diverges'] as const
export type Stance = (typeof STANCES)[number]

export const NEEDS = ['training', 'project', 'issue'] as const
export type NeedKind = (typeof NEEDS)[number]

/** Voices that a finding must rest on before it leaves the operator: fewer could be recognised. */
export const LEAST_VOICES: Record<Audience, number> = { tenant: 3, caretaker: 5 }
