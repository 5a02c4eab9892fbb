/** When the words of one tenant may be read outside: neighbours know who lives where, and the words may still tell an age. */
const LEAST_SPEAKERS = 3

/** Ages are said in bands once masked. */
export function tellsAge(said: string): boolean {
  return /\d à \d+ ans|75 ans et plus|moins de 18 ans/.test(said)
}

export interface Speakers {
  /** Tenants of the same residence who speak of the same thing. */
  neighbours: number
  /** Those of them who are of the same age class. */
  peers: number
}

/** Enough others could have said it: of the residence, and of the age class where the words tell it. */
export function isSharedByEnough({ neighbours, peers }: Speakers, said: string): boolean {
  return (tellsAge(said) ? peers : neighbours) >= LEAST_SPEAKERS
}
