import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatDate } from '#app/ui/format.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import { contractTabs, contractTrail } from '../trail.ts'
import { euros } from '../words.ts'
import type { Route } from './+types/invoices.page.ts'
import { INVOICE_KINDS, INVOICE_STATES } from './choices.ts'
import { toInvoice } from './drafts.server.ts'
import { listedInvoices } from './invoices.server.ts'
import { bookedYears } from './journal.server.ts'
import { INVOICE_TABLE } from './tables.ts'
import { invoicesHref } from './trail.ts'
import { InvoiceStateMark, kindWord, stateWord, statusWord } from './words.tsx'

export const handle = { trail: contractTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_tab_invoices()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  const query = readTableQuery(INVOICE_TABLE, new URL(args.request.url).searchParams)
  return read(args, async (tx) => {
    const mayWrite = may(tx.actor, 'convention.invoice.write')
    return {
      convention: args.params.convention,
      tabs: contractTabs(args.params.convention, tx.actor),
      query,
      mayWrite,
      ...(await listedInvoices(tx, query)),
      due: mayWrite ? await toInvoice(tx) : [],
      years: mayWrite ? await bookedYears(tx) : [],
    }
  })
}

type Data = Route.ComponentProps['loaderData']

export default function Invoices({ loaderData }: Route.ComponentProps) {
  const { convention, tabs, query, mayWrite, rows, total, due, years } = loaderData
  const add = (
    <>
      <LinkButton to={invoicesHref(convention, 'new')} kind="primary">
        {m.convention_invoice_new()}
      </LinkButton>
      <LinkButton to={invoicesHref(convention, 'statuses')}>{m.convention_statuses_read()}</LinkButton>
      <LinkButton to={invoicesHref(convention, 'settings')}>{m.convention_billing()}</LinkButton>
    </>
  )
  return (
    <Page title={m.convention_tab_invoices()} lead={m.convention_invoices_lead()} action={mayWrite && add}>
      <Tabs label={m.convention_tabs()} tabs={tabs} />
      {due.length > 0 && (
        <Section title={m.convention_to_invoice()}>
          <ToInvoice convention={convention} due={due} />
        </Section>
      )}
      <InvoiceTable {...{ convention, query, rows, total, mayWrite }} />
      {years.length > 0 && (
        <Section title={m.convention_journal()}>
          <p>{m.convention_journal_lead()}</p>
          <Actions>
            {years.map((year) => (
              <LinkButton key={year} to={`${invoicesHref(convention, 'journal')}?year=${year}`} download>
                {m.convention_journal_of({ year: String(year) })}
              </LinkButton>
            ))}
          </Actions>
        </Section>
      )}
    </Page>
  )
}

function ToInvoice({ convention, due }: Pick<Data, 'convention' | 'due'>) {
  return (
    <ul className="plain steps">
      {due.map(({ id, label, mission_title, due_on, left_cents, payers }) => (
        <li key={id}>
          <span lang="fr">
            {mission_title}, {label}
          </span>
          <p>{m.convention_due_since({ amount: euros(left_cents), day: formatDate(due_on) })}</p>
          {payers.length > 1 && (
            <ul>
              {payers.map((payer) => (
                <li key={payer.id}>
                  {m.convention_payer_part({ name: payer.name, amount: euros(payer.left_cents) })}{' '}
                  {payer.draft && <Link to={invoicesHref(convention, payer.draft)}>{m.convention_draft_open()}</Link>}
                </li>
              ))}
            </ul>
          )}
          <PrepareDrafts convention={convention} instalment={id} payers={payers} />
        </li>
      ))}
    </ul>
  )
}

/** One draft for each payer, or the way to the only one there is. */
function PrepareDrafts({ convention, instalment, payers }: PrepareProps) {
  const [only, ...others] = payers
  if (only?.draft && others.length === 0)
    return <Link to={invoicesHref(convention, only.draft)}>{m.convention_draft_open()}</Link>
  if (payers.every(({ draft }) => draft !== null)) return null
  return (
    <Form action={invoicesHref(convention, 'new')} layout="line">
      <input type="hidden" name="instalmentId" value={instalment} />
      <SubmitButton kind="plain">{m.convention_drafts_make({ count: payers.length })}</SubmitButton>
    </Form>
  )
}

interface PrepareProps {
  convention: string
  instalment: string
  payers: Data['due'][number]['payers']
}

type TableProps = Pick<Data, 'convention' | 'query' | 'rows' | 'total' | 'mayWrite'>

function InvoiceTable({ convention, query, rows, total, mayWrite }: TableProps) {
  const day = (on: string | null) => (on === null ? '–' : formatDate(on, 'medium'))
  return (
    <DataTable
      caption={m.convention_tab_invoices()}
      spec={INVOICE_TABLE}
      query={query}
      search={m.convention_invoices_search()}
      filters={[
        {
          name: 'state',
          label: m.convention_state(),
          choices: INVOICE_STATES.filter((state) => mayWrite || state !== 'draft').map((state) => ({
            value: state,
            label: stateWord(state),
          })),
        },
        {
          name: 'kind',
          label: m.convention_invoice_kind(),
          choices: INVOICE_KINDS.map((kind) => ({ value: kind, label: kindWord(kind) })),
        },
      ]}
      exportPath={invoicesHref(convention, 'export')}
      rows={rows}
      total={total}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'number',
          title: m.convention_invoice_number(),
          cell: ({ id, number, kind }) => (
            <Link to={invoicesHref(convention, id)}>{number ?? m.convention_draft_of({ kind: kindWord(kind) })}</Link>
          ),
        },
        { key: 'buyer', title: m.convention_buyer(), cell: ({ buyer_name }) => buyer_name },
        { key: 'state', title: m.convention_state(), cell: ({ state }) => <InvoiceStateMark state={state} /> },
        { key: 'issued', title: m.convention_issued_on(), cell: ({ issued_on }) => day(issued_on) },
        { key: 'due', title: m.convention_due(), cell: ({ due_on }) => day(due_on) },
        { key: 'amount', title: m.convention_amount_net(), cell: ({ net_cents }) => euros(net_cents), number: true },
        {
          key: 'left',
          title: m.convention_left_gross(),
          cell: ({ left_cents, kind, number }) => (kind === 'invoice' && number !== null ? euros(left_cents) : '–'),
          number: true,
        },
        {
          key: 'status',
          title: m.convention_status(),
          cell: ({ status_code }) => (status_code === null ? '–' : statusWord(status_code)),
        },
        {
          key: 'subject',
          title: m.convention_instalment(),
          cell: ({ instalment }) => <span lang="fr">{instalment ?? '–'}</span>,
        },
      ]}
      empty={
        <EmptyState title={m.convention_invoices_empty()}>
          {mayWrite ? m.convention_invoices_empty_write() : m.convention_invoices_empty_wait()}
        </EmptyState>
      }
    />
  )
}
