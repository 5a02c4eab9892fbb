/** What the contract awaits of whoever asks: counts, for their first page. */
import type { ActorTx } from '#app/platform/database.server.ts'
import { may } from '#app/platform/permissions.ts'
import { amendments } from './amendments.server.ts'
import { toInvoice } from './invoices/drafts.server.ts'
import { countedInvoices } from './invoices/invoices.server.ts'
import { missions } from './missions.server.ts'

export interface ContractAwaits {
  /** Instalments that are due and not wholly invoiced. */
  toInvoice: number
  lateInvoices: number
  refusedInvoices: number
  lateDeliverables: number
  /** Amendments that some party has yet to sign, for the lead. */
  toHaveSigned: number
  /** Amendments that somebody signed, and the landlord did not, for its pilot. */
  toSign: number
}

export async function contractAwaits(tx: ActorTx): Promise<ContractAwaits | null> {
  if (!may(tx.actor, 'convention.contract.read')) return null
  const byState = may(tx.actor, 'convention.invoice.write') ? await countedInvoices(tx) : new Map<string, number>()
  return {
    toInvoice: may(tx.actor, 'convention.invoice.write') ? (await toInvoice(tx)).length : 0,
    lateInvoices: byState.get('late') ?? 0,
    refusedInvoices: byState.get('refused') ?? 0,
    lateDeliverables: (await missions(tx)).reduce((sum, { late }) => sum + late, 0),
    ...(await signaturesAwaited(tx)),
  }
}

/** As long as nobody signed an amendment, it is still being written, and the pilot need not look. */
async function signaturesAwaited(tx: ActorTx): Promise<Pick<ContractAwaits, 'toHaveSigned' | 'toSign'>> {
  const open = (await amendments(tx)).filter(({ state }) => state !== 'signed')
  return {
    toHaveSigned: may(tx.actor, 'convention.contract.change') ? open.length : 0,
    toSign: tx.actor.roles.includes('landlord-pilot')
      ? open.filter(({ state, awaited }) => state === 'signing' && awaited.some(({ part }) => part === 'landlord'))
          .length
      : 0,
  }
}
