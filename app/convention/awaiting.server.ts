/** What the contract awaits of whoever asks: counts, for their first page. */
import { sql } from 'kysely'
import type { ActorTx } from '#app/platform/database.server.ts'
import { may } from '#app/platform/permissions.ts'
import { toInvoice } from './invoices/drafts.server.ts'
import { countedInvoices } from './invoices/invoices.server.ts'
import { missions } from './missions.server.ts'

export interface ContractAwaits {
  /** Instalments that are due and not wholly invoiced. */
  toInvoice: number
  lateInvoices: number
  refusedInvoices: number
  lateDeliverables: number
  /** Amendments that the asker's own house has not signed. */
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
    toSign: may(tx.actor, 'convention.contract.sign') ? await amendmentsToSign(tx) : 0,
  }
}

/** The pilot signs for the landlord, the lead for the operator. */
async function amendmentsToSign(tx: ActorTx): Promise<number> {
  const part = tx.actor.roles.includes('operator-lead') ? 'operator' : 'landlord'
  const { count } = await tx
    .selectFrom('convention_amendment as amendment')
    .innerJoin('convention_party as party', 'party.convention_id', 'amendment.convention_id')
    .select(sql<number>`count(distinct amendment.id)`.as('count'))
    .where('party.part', '=', part)
    .where(
      sql<boolean>`not exists (select from convention_signature s where s.convention_id = amendment.convention_id
        and s.amendment_id = amendment.id and s.party_id = party.id)`,
    )
    .executeTakeFirstOrThrow()
  return count
}
