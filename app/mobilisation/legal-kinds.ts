/** What the law makes of a campaign. An offer from which a seller gains is prospecting, whoever sends it. */
import type { Kind } from './templates.ts'

export const LEGAL_KINDS = ['service-information', 'prospecting'] as const
export type LegalKind = (typeof LEGAL_KINDS)[number]

/** Ways to somebody that prospecting may take only with their prior consent (CPCE art. L34-5). */
export const CHANNELS = ['email', 'sms'] as const
export type Channel = (typeof CHANNELS)[number]

/** The consent without which a campaign reaches nobody; none for paper. */
export function consentNeeded(legalKind: LegalKind, kind: Kind): Channel | null {
  if (legalKind !== 'prospecting') return null
  return kind === 'email' || kind === 'sms' ? kind : null
}
