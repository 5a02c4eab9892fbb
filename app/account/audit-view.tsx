import { Form, Link } from 'react-router'
import type { ChainState } from '#app/platform/audit-chain.server.ts'
import { Actions } from '#app/ui/actions.tsx'
import { type Column, DataTable } from '#app/ui/data-table.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatInstant, formatNumber } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Section } from '#app/ui/page.tsx'
import { type TableQuery, tableHref } from '#app/ui/table-query.ts'
import { m } from '#messages'
import type { Entry, Head } from './audit.server.ts'
import { AUDIT_TABLE, actName } from './audit-table.ts'

export interface AuditViewProps {
  query: TableQuery
  choices: { acts: string[]; tables: string[] }
  entries: { rows: Entry[]; total: number }
  heads: Head[]
  checked: ChainState | null
  exportPath: string
}

/** The log of a convention, or of the installation: the same page. */
export function AuditView({ query, choices, entries, heads, checked, exportPath }: AuditViewProps) {
  return (
    <>
      <AuditSearch query={query} choices={choices} />
      <DataTable
        caption={m.account_audit_entries()}
        spec={AUDIT_TABLE}
        query={query}
        columns={columns()}
        rows={entries.rows}
        rowKey={({ id }) => id}
        total={entries.total}
        exportPath={exportPath}
        empty={<EmptyState title={m.account_audit_none()} />}
      />
      <ChainSection heads={heads} checked={checked} check={`${tableHref(AUDIT_TABLE, query)}&check=yes#chains`} />
    </>
  )
}

function AuditSearch({ query, choices }: Pick<AuditViewProps, 'query' | 'choices'>) {
  const { filters } = query
  return (
    <Form className="table-tools" key={JSON.stringify(query)}>
      <div className="field">
        <label htmlFor="audit-q">{m.account_audit_who()}</label>
        <input className="input" type="search" id="audit-q" name="q" defaultValue={query.q} autoComplete="off" />
      </div>
      <Choice name="act" label={m.account_audit_act()} values={choices.acts} value={filters.act} words={actName} />
      <Choice name="table" label={m.account_audit_table()} values={choices.tables} value={filters.table} />
      <Day name="from" label={m.account_audit_from()} value={filters.from} />
      <Day name="until" label={m.account_audit_until()} value={filters.until} />
      <button type="submit" className="button">
        {m.ui_table_apply()}
      </button>
    </Form>
  )
}

interface ChoiceProps {
  name: string
  label: string
  values: string[]
  value: string | undefined
  words?: (value: string) => string
}

function Choice({ name, label, values, value = '', words = (text) => text }: ChoiceProps) {
  return (
    <div className="field">
      <label htmlFor={`audit-${name}`}>{label}</label>
      <select className="input" id={`audit-${name}`} name={name} defaultValue={value}>
        <option value="">{m.ui_table_all()}</option>
        {values.map((each) => (
          <option key={each} value={each}>
            {words(each)}
          </option>
        ))}
      </select>
    </div>
  )
}

function Day({ name, label, value }: { name: string; label: string; value: string | undefined }) {
  return (
    <div className="field">
      <label htmlFor={`audit-${name}`}>{label}</label>
      <input className="input" type="date" id={`audit-${name}`} name={name} defaultValue={value} />
    </div>
  )
}

function columns(): Column<Entry>[] {
  return [
    { key: 'at', title: m.account_audit_at(), cell: ({ at }) => formatInstant(at) },
    { key: 'who', title: m.account_audit_who(), cell: ({ who }) => who ?? m.account_audit_nobody() },
    { key: 'act', title: m.account_audit_act(), cell: ({ act }) => actName(act) },
    { key: 'table', title: m.account_audit_table(), cell: ({ table }) => <code>{table}</code> },
    {
      key: 'rows',
      title: m.account_audit_rows(),
      cell: ({ ids, count }) => (ids.length === 1 ? <code>{ids[0]}</code> : formatNumber(count)),
    },
    { key: 'reason', title: m.account_audit_reason(), cell: ({ reason }) => reason },
    {
      key: 'position',
      title: m.account_audit_position(),
      number: true,
      cell: ({ position }) => (position === null ? '' : formatNumber(position)),
    },
  ]
}

function ChainSection({ heads, checked, check }: { heads: Head[]; checked: ChainState | null; check: string }) {
  return (
    <Section title={m.account_chain()}>
      <div id="chains">
        <p>{m.account_chain_about()}</p>
        {checked && <Verdict {...checked} />}
        <Actions>
          <Link className="button" to={check} preventScrollReset>
            {m.account_chain_check()}
          </Link>
        </Actions>
      </div>
      <div className="table-scroll">
        <table className="table cards">
          <caption className="unseen">{m.account_chain()}</caption>
          <thead>
            <tr>
              <th scope="col">{m.account_audit_chain()}</th>
              <th scope="col" className="number">
                {m.account_chain_length()}
              </th>
              <th scope="col">{m.account_chain_end()}</th>
            </tr>
          </thead>
          <tbody>
            {heads.map(({ chain, position, hash, droppedAt }) => (
              <tr key={chain}>
                <th scope="row">
                  {chain} {droppedAt && `(${m.account_chain_dropped({ date: formatInstant(droppedAt) })})`}
                </th>
                <td className="number" data-title={m.account_chain_length()}>
                  {formatNumber(position)}
                </td>
                <td data-title={m.account_chain_end()}>
                  <code>{hash}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}

function Verdict({ entries, faults }: ChainState) {
  if (faults.length === 0)
    return (
      <Notice tone="good">
        <p role="status">{m.account_chain_holds({ entries: formatNumber(entries) })}</p>
      </Notice>
    )
  return (
    <Notice tone="bad">
      <p role="status">{m.account_chain_broken()}</p>
      <ul>
        {faults.map(({ chain, position, id }) => (
          <li key={`${chain}-${position}`}>
            {m.account_chain_fault({ chain, position: formatNumber(position), id: id ?? '–' })}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
