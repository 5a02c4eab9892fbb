/** Invoices and credit notes as they stand: their list, and one of them with what happened since it was issued. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Refusal } from '#app/platform/refusal.ts'
import type { TableQuery } from '#app/ui/table-query.ts'
import { readCii } from '#packages/factur-x/read-cii.ts'
import { today } from '../today.server.ts'
import { INVOICE_STATES, type InvoiceState } from './choices.ts'

const MOST_EXPORTED = 20_000
const MOST = 200

const SORTS: Record<string, string> = { number: 'number', issued: 'issued_on', due: 'due_on', amount: 'net_cents' }

export async function listedInvoices(tx: ActorTx, query: TableQuery, { all = false } = {}) {
  must(tx.actor, 'convention.invoice.read')
  const { state, kind } = query.filters
  const found = rowsOf(tx)
    .$if(state !== undefined, (rows) => rows.where('state', '=', state ?? ''))
    .$if(kind !== undefined, (rows) => rows.where('kind', '=', kind ?? ''))
    .$if(query.q !== '', (rows) =>
      rows.where(
        sql<boolean>`searchable(concat_ws(' ', number, buyer_name, instalment)) like '%' || searchable(${query.q}) || '%'`,
      ),
    )
  const { total } = await found.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .selectAll()
    .orderBy(sql.ref(SORTS[query.sort ?? ''] ?? 'issued_on'), (order) =>
      query.direction === 'descending' ? order.desc().nullsFirst() : order.asc().nullsLast(),
    )
    .orderBy('number', 'desc')
    .orderBy('id')
    .limit(all ? MOST_EXPORTED : query.pageRows)
    .offset(all ? 0 : (query.page - 1) * query.pageRows)
    .execute()
  return { total, rows: rows.map(({ state, ...row }) => ({ ...row, state: stateOf(state) })) }
}

function stateOf(text: string): InvoiceState {
  return INVOICE_STATES.find((state) => state === text) ?? 'issued'
}

/** One row an invoice: its amounts, what came in, what was credited, and the state that follows. */
function rowsOf(tx: ActorTx) {
  const paid = sql<number>`(select coalesce(sum(p.cents), 0)::bigint from convention_invoice_payment p
    where p.convention_id = draft.convention_id and p.invoice_id = draft.id and p.withdrawn_at is null)`
  const credited = sql<number>`(select coalesce(sum(i.gross_cents), 0)::bigint from convention_invoice d
    join convention_invoice_issue i on i.convention_id = d.convention_id and i.invoice_id = d.id
    where d.convention_id = draft.convention_id and d.credits_id = draft.id)`
  const drafted = sql<number>`(select coalesce(sum(round(l.quantity_milli * l.unit_price_cents / 1000.0)), 0)::bigint
    from convention_invoice_line l where l.convention_id = draft.convention_id and l.invoice_id = draft.id)`
  const sent = sql<string | null>`(select min(s.happened_on) from convention_invoice_step s
    where s.convention_id = draft.convention_id and s.invoice_id = draft.id and s.kind = 'sent')`
  const disputed = sql<string | null>`(select t.since from convention_invoice_dispute t
    where t.convention_id = draft.convention_id and t.invoice_id = draft.id and t.resolved_on is null)`
  const status = sql<number | null>`(select t.code from convention_invoice_status t
    where t.convention_id = draft.convention_id and t.invoice_id = draft.id and t.withdrawn_at is null
    order by t.happened_on desc, t.id desc limit 1)`
  const standing = tx
    .selectFrom('convention_invoice as draft')
    .innerJoin('convention_party as buyer', 'buyer.id', 'draft.buyer_id')
    .leftJoin('convention_instalment as instalment', 'instalment.id', 'draft.instalment_id')
    .leftJoin('convention_invoice_issue as issue', 'issue.invoice_id', 'draft.id')
    .select(['draft.id', 'draft.kind', 'draft.credits_id', 'instalment.label as instalment', 'issue.number'])
    .select(['issue.issued_on', 'issue.due_on', 'issue.vat_cents', 'issue.gross_cents', 'issue.penalty_rate_bp'])
    .select(sql<string>`coalesce(issue.buyer_name, buyer.name)`.as('buyer_name'))
    .select(sql<number>`coalesce(issue.net_cents, ${drafted})`.as('net_cents'))
    .select([paid.as('paid_cents'), credited.as('credited_cents'), sent.as('sent_on')])
    .select([disputed.as('disputed_since'), status.as('status_code')])
    .where('draft.convention_id', '=', tx.actor.conventionId)
    .as('standing')
  return tx.selectFrom(
    tx
      .selectFrom(standing)
      .selectAll()
      .select(sql<number>`greatest(coalesce(gross_cents, 0) - credited_cents - paid_cents, 0)`.as('left_cents'))
      .select(sql<number>`greatest(paid_cents + credited_cents - gross_cents, 0)`.as('refund_cents'))
      .select(
        sql<string>`case
          when number is null then 'draft'
          when kind = 'credit-note' then case when sent_on is null then 'issued' else 'sent' end
          when credited_cents >= gross_cents then 'credited'
          when paid_cents + credited_cents >= gross_cents then 'paid'
          when status_code in (210, 213, 221, 501) then 'refused'
          when disputed_since is not null then 'disputed'
          when due_on < ${today} then 'late'
          when paid_cents > 0 then 'partly'
          when sent_on is not null then 'sent'
          else 'issued' end`.as('state'),
      )
      .as('listed'),
  )
}

/** How many invoices are in each state. */
export async function countedInvoices(tx: ActorTx): Promise<Map<string, number>> {
  must(tx.actor, 'convention.invoice.read')
  const rows = await rowsOf(tx)
    .select(['state', sql<number>`count(*)`.as('count')])
    .groupBy('state')
    .execute()
  return new Map(rows.map(({ state, count }) => [state, count]))
}

/** Whether there is such an invoice for the asker, and whether it is still a draft. */
export async function isDraft(tx: ActorTx, id: string): Promise<boolean> {
  must(tx.actor, 'convention.invoice.read')
  const row = await rowsOf(tx).select('number').where(sql<boolean>`id::text = ${id}`).executeTakeFirst()
  if (!row || (row.number === null && !may(tx.actor, 'convention.invoice.write')))
    throw new Refusal('platform.not-found', { status: 404 })
  return row.number === null
}

/** An issued document, read back from its own XML, with what happened since. */
export async function issuedOf(tx: ActorTx, id: string) {
  must(tx.actor, 'convention.invoice.read')
  const row = await rowsOf(tx).selectAll().where(sql<boolean>`id::text = ${id}`).executeTakeFirst()
  const issue = await tx
    .selectFrom('convention_invoice_issue as issue')
    .innerJoin('member', 'member.id', 'issue.issued_by')
    .select(['issue.xml', 'issue.issued_on', 'issue.due_on', 'issue.number', 'issue.penalty_rate_bp'])
    .select(['issue.gross_cents', 'member.display_name as by'])
    .where(sql<boolean>`issue.invoice_id::text = ${id}`)
    .executeTakeFirst()
  if (!row || !issue) throw new Refusal('platform.not-found', { status: 404 })
  const { xml, ...facts } = issue
  const { invoice, stated } = readCii(xml)
  return {
    ...row,
    ...facts,
    state: stateOf(row.state),
    content: invoice,
    totals: stated,
    xml,
    steps: await stepsOf(tx, row.id),
    payments: await paymentsOf(tx, row.id),
    statuses: await statusesOf(tx, row.id),
    disputes: await disputesOf(tx, row.id),
    creditNotes: await creditNotesOf(tx, row.id),
  }
}

export type Issued = Awaited<ReturnType<typeof issuedOf>>

async function stepsOf(tx: ActorTx, invoiceId: string) {
  return tx
    .selectFrom('convention_invoice_step as step')
    .innerJoin('member', 'member.id', 'step.noted_by')
    .select(['step.id', 'step.kind', 'step.happened_on', 'step.note', 'member.display_name as by'])
    .select(['step.noted_at', sql<boolean>`step.file_id is not null`.as('has_letter')])
    .where('step.invoice_id', '=', invoiceId)
    .orderBy('step.noted_at')
    .orderBy('step.id')
    .limit(MOST)
    .execute()
}

async function paymentsOf(tx: ActorTx, invoiceId: string) {
  return tx
    .selectFrom('convention_invoice_payment')
    .select(['id', 'cents', 'penalty_cents', 'received_on', 'reference', 'noted_at'])
    .select(sql<boolean>`withdrawn_at is not null`.as('withdrawn'))
    .where('invoice_id', '=', invoiceId)
    .orderBy('received_on')
    .orderBy('noted_at')
    .orderBy('id')
    .limit(MOST)
    .execute()
}

async function statusesOf(tx: ActorTx, invoiceId: string) {
  return tx
    .selectFrom('convention_invoice_status as status')
    .innerJoin('member', 'member.id', 'status.noted_by')
    .select(['status.id', 'status.code', 'status.happened_on', 'status.source', 'status.reason', 'status.noted_at'])
    .select(['member.display_name as by', sql<boolean>`status.withdrawn_at is not null`.as('withdrawn')])
    .where('status.invoice_id', '=', invoiceId)
    .orderBy('status.happened_on')
    .orderBy('status.id')
    .limit(MOST)
    .execute()
}

async function disputesOf(tx: ActorTx, invoiceId: string) {
  return tx
    .selectFrom('convention_invoice_dispute as dispute')
    .innerJoin('member', 'member.id', 'dispute.opened_by')
    .select(['dispute.id', 'dispute.reason', 'dispute.since', 'dispute.resolution', 'dispute.resolved_on'])
    .select(['dispute.opened_at', 'member.display_name as by'])
    .where('dispute.invoice_id', '=', invoiceId)
    .orderBy('dispute.id')
    .limit(MOST)
    .execute()
}

async function creditNotesOf(tx: ActorTx, invoiceId: string) {
  return tx
    .selectFrom('convention_invoice as draft')
    .leftJoin('convention_invoice_issue as issue', 'issue.invoice_id', 'draft.id')
    .select(['draft.id', 'issue.number', 'issue.gross_cents'])
    .where('draft.credits_id', '=', invoiceId)
    .orderBy('draft.id')
    .limit(MOST)
    .execute()
}
