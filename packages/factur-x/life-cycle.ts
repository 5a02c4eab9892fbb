/**
 * What platforms say of the life of an invoice in the French reform: the statuses of AFNOR XP Z12-012, and the message that carries
 * them (UN/CEFACT CDAR D22B, « flux 6 »).
 */
import type { Element } from '../xml-tree/xml-tree.ts'
import { FacturXError } from './factur-x-error.ts'
import { all, at, child, need, rootOf } from './read-xml.ts'

/** Codes and names. 200, 210, 212 and 213 must be known to the administration; the others are the platforms' and the parties'. */
export const STATUSES = {
  200: 'Déposée',
  201: 'Émise par la plateforme',
  202: 'Reçue par la plateforme',
  203: 'Mise à disposition',
  204: 'Prise en charge',
  205: 'Approuvée',
  206: 'Approuvée partiellement',
  207: 'En litige',
  208: 'Suspendue',
  209: 'Complétée',
  210: 'Refusée',
  211: 'Paiement transmis',
  212: 'Encaissée',
  213: 'Rejetée',
  214: 'Visée',
  220: 'Annulée',
  221: 'Erreur de routage',
  224: 'Demande de paiement direct',
  225: 'Affacturée',
  226: 'Affacturée, confidentiel',
  227: 'Changement de compte à payer',
  228: 'Non affacturée',
  501: 'Irrecevable',
} as const

export type StatusCode = keyof typeof STATUSES

export interface Status {
  /** Number of the invoice. */
  readonly number: string
  readonly code: StatusCode
  /** Day, `YYYY-MM-DD`, as the message says it. */
  readonly on: string
  /** In words where there are any, else the code of the reason. */
  readonly reason?: string
}

/**
 * Reads a message about invoices. Amounts, parties and whoever sent it are left out: what came in is known from the bank.
 *
 * @throws FacturXError `bad-xml`, `not-cdar`, `missing`, `bad-value`, `unknown-status`
 */
export function readCdar(text: string): { messageId: string; statuses: Status[] } {
  const root = rootOf(text)
  if (root.name !== 'CrossDomainAcknowledgementAndResponse')
    throw new FacturXError('not-cdar', {}, `${root.name} is no CDAR message`)
  const messageId = need(child(root, 'ExchangedDocument'), 'ID')
  const statuses = all(root, 'AcknowledgementDocument').flatMap((acknowledged) => {
    const on = dayOf(need(acknowledged, 'IssueDateTime/DateTimeString'))
    return all(acknowledged, 'ReferenceReferencedDocument').map((about) => statusOf(about, on))
  })
  if (statuses.length === 0)
    throw new FacturXError('missing', { path: 'ReferenceReferencedDocument' }, 'the message is about no invoice')
  return { messageId, statuses }
}

function statusOf(about: Element, on: string): Status {
  const said = all(about, 'SpecifiedDocumentStatus')
  const words = said.flatMap((one) => [at(one, 'Reason'), at(one, 'IncludedNote/Content')])
  const reasons = words.some(Boolean) ? words : said.map((one) => at(one, 'ReasonCode'))
  const reason = [...new Set(reasons.filter(Boolean))].join(' – ')
  return {
    number: need(about, 'IssuerAssignedID'),
    code: codeOf(need(about, 'ProcessConditionCode')),
    on,
    ...(reason === '' ? {} : { reason }),
  }
}

function codeOf(text: string): StatusCode {
  const code = Number(text)
  if (!isStatusCode(code))
    throw new FacturXError('unknown-status', { code: text }, `${text} is no status of XP Z12-012`)
  return code
}

export function isStatusCode(code: number): code is StatusCode {
  return code in STATUSES
}

/** Format 204, `YYYYMMDDhhmmss`, or 102, `YYYYMMDD`. */
function dayOf(text: string): string {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})(?:\d{6})?$/.exec(text) ?? []
  if (day === undefined) throw new FacturXError('bad-value', { value: text }, `${text} is no instant of format 204`)
  return `${year}-${month}-${day}`
}
