/** Whom a campaign is for. An absent criterion leaves nobody out; who has no known value for a present one is left out. */
export interface Criteria {
  residenceIds: readonly string[]
  stairwayCodes: readonly string[]
  ageFrom: number | null
  ageTo: number | null
  sizeFrom: number | null
  sizeTo: number | null
  enteredFrom: string | null
  enteredTo: string | null
}

export const EVERYBODY: Criteria = {
  residenceIds: [],
  stairwayCodes: [],
  ageFrom: null,
  ageTo: null,
  sizeFrom: null,
  sizeTo: null,
  enteredFrom: null,
  enteredTo: null,
}
