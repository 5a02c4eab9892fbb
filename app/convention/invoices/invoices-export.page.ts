import { askedFormat, exportTable } from '#app/platform/export.server.ts'
import { read } from '#app/platform/page.server.ts'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { m } from '#messages'
import type { Route } from './+types/invoices-export.page.ts'
import { listedInvoices } from './invoices.server.ts'
import { INVOICE_TABLE } from './tables.ts'
import { kindWord, stateWord, statusWord } from './words.tsx'

export function loader(args: Route.LoaderArgs) {
  const query = readTableQuery(INVOICE_TABLE, new URL(args.request.url).searchParams)
  return read(args, async (tx) => {
    const { rows } = await listedInvoices(tx, query, { all: true })
    return exportTable(tx, askedFormat(args.request) ?? 'csv', {
      name: m.convention_file_invoices(),
      rows,
      columns: [
        { title: m.convention_invoice_number(), value: (row) => row.number },
        { title: m.convention_invoice_kind(), value: (row) => kindWord(row.kind) },
        { title: m.convention_buyer(), value: (row) => row.buyer_name },
        { title: m.convention_instalment(), value: (row) => row.instalment },
        { title: m.convention_state(), value: (row) => stateWord(row.state) },
        { title: m.convention_status(), value: (row) => row.status_code && statusWord(row.status_code) },
        { title: m.convention_issued_on(), value: (row) => row.issued_on },
        { title: m.convention_due(), value: (row) => row.due_on },
        { title: m.convention_amount_net(), value: (row) => inEuros(row.net_cents) },
        { title: m.convention_vat(), value: (row) => inEuros(row.vat_cents) },
        { title: m.convention_amount_gross(), value: (row) => inEuros(row.gross_cents) },
        { title: m.convention_paid(), value: (row) => inEuros(row.paid_cents) },
        { title: m.convention_left_gross(), value: (row) => inEuros(row.left_cents) },
      ],
    })
  })
}

function inEuros(cents: number | null): number | null {
  return cents === null ? null : cents / 100
}
