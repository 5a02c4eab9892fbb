/** What a person agrees to, word for word and in versions: a consent names its version, hence a version is never rewritten. */
import type { Channel } from '../legal-kinds.ts'

type Wording = (names: Names) => string

const WORDINGS = {
  1: {
    email: ({ landlord, operator }: Names) =>
      `J’accepte que ${landlord} et ${operator} m’écrivent par e-mail pour me proposer des offres commerciales liées à ma résidence et à mon quartier, par exemple un achat groupé. Mon adresse n’est donnée à aucun vendeur. Je peux retirer mon accord à tout moment.`,
    sms: ({ landlord, operator }: Names) =>
      `J’accepte que ${landlord} et ${operator} m’écrivent par SMS pour me proposer des offres commerciales liées à ma résidence et à mon quartier, par exemple un achat groupé. Mon numéro n’est donné à aucun vendeur. Je peux retirer mon accord à tout moment, en répondant STOP.`,
  },
} satisfies Record<number, Record<Channel, Wording>>

export const LATEST_WORDING = 1

export interface Names {
  landlord: string
  operator: string
}

/** The words that are to be agreed to today. */
export function latestWordings(names: Names): Record<Channel, string> {
  const { email, sms } = WORDINGS[LATEST_WORDING]
  return { email: email(names), sms: sms(names) }
}
