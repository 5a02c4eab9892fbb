/** What a year brings to the books: documents issued in it, payments received in it. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { readCii } from '#packages/factur-x/read-cii.ts'
import type { JournalDocument, JournalPayment } from '#packages/sales-journal/entries.ts'

const MOST = 20_000

/** Years in which something was issued, paid or paid back, newest first. */
export async function bookedYears(tx: ActorTx): Promise<number[]> {
  must(tx.actor, 'convention.invoice.write')
  const rows = await tx
    .selectFrom('convention_invoice_issue')
    .select('year')
    .union(
      tx
        .selectFrom('convention_invoice_payment')
        .select(sql<number>`extract(year from received_on)::integer`.as('year'))
        .where('withdrawn_at', 'is', null),
    )
    .orderBy('year', 'desc')
    .limit(20)
    .execute()
  return rows.map(({ year }) => year)
}

export async function bookedIn(
  tx: ActorTx,
  year: number,
): Promise<{ documents: JournalDocument[]; payments: JournalPayment[] }> {
  must(tx.actor, 'convention.invoice.write')
  const [from, to] = [`${year}-01-01`, `${year}-12-31`]
  const issued = await tx
    .selectFrom('convention_invoice_issue as issue')
    .innerJoin('convention_invoice as draft', 'draft.id', 'issue.invoice_id')
    .select(['issue.number', 'issue.issued_on', 'issue.xml', 'draft.kind'])
    .where('issue.issued_on', '>=', from)
    .where('issue.issued_on', '<=', to)
    .orderBy('issue.issued_on')
    .orderBy('issue.sequence')
    .limit(MOST)
    .execute()
  const received = await tx
    .selectFrom('convention_invoice_payment as payment')
    .innerJoin('convention_invoice_issue as issue', 'issue.invoice_id', 'payment.invoice_id')
    .select(['payment.cents', 'payment.penalty_cents', 'payment.received_on'])
    .select(['issue.number', 'issue.issued_on', 'issue.xml'])
    .where('payment.withdrawn_at', 'is', null)
    .where(sql<boolean>`payment.received_on between ${from}::date and ${to}::date`)
    .orderBy('payment.received_on')
    .orderBy('payment.id')
    .limit(MOST)
    .execute()
  return {
    documents: issued.map(({ number, issued_on, xml, kind }) => {
      const { invoice, stated } = readCii(xml)
      return {
        kind: kind === 'credit-note' ? 'credit-note' : 'invoice',
        number,
        issuedOn: issued_on,
        customer: invoice.buyer,
        groups: stated.groups,
      }
    }),
    payments: received.map(({ number, issued_on, received_on, cents, penalty_cents, xml }) => ({
      number,
      issuedOn: issued_on,
      receivedOn: received_on,
      cents,
      penaltyCents: penalty_cents,
      customer: readCii(xml).invoice.buyer,
    })),
  }
}
