/** Instalments that an amendment changes, as they stand and as they would be, and what each payer pays in all. */
import { formatDate } from '#app/ui/format.ts'
import { m } from '#messages'
import type { InstalmentChange, PayerChange } from './amendment-changes.server.ts'
import { euros } from './words.ts'

interface ChangesProps {
  caption: string
  instalments: readonly InstalmentChange[]
  /** What the two sides are called. */
  before: string
  after: string
}

export function InstalmentChanges({ caption, instalments, before, after }: ChangesProps) {
  return [...Map.groupBy(instalments, ({ mission }) => mission)].map(([mission, own]) => (
    <div key={mission} className="table-scroll">
      <h3>{mission}</h3>
      <table className="table cards">
        <caption className="unseen">{`${caption} · ${mission}`}</caption>
        <thead>
          <tr>
            <th scope="col">{m.convention_instalment()}</th>
            <th scope="col">{before}</th>
            <th scope="col">{after}</th>
          </tr>
        </thead>
        <tbody>
          {own.map((one) => (
            <tr key={one.key}>
              <th scope="row" lang="fr">
                {one.label}
              </th>
              <td data-title={before}>
                <Owed owed={one.before} />
              </td>
              <td data-title={after}>
                <Owed owed={one.after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  ))
}

function Owed({ owed }: { owed: InstalmentChange['after'] }) {
  if (owed === null) return m.convention_nothing()
  const { due_on, net_cents, payers } = owed
  return (
    <div>
      {formatDate(due_on, 'medium')} · {euros(net_cents)}
      {payers.length > 1 &&
        payers.map(({ name, netCents }) => (
          <div key={name} className="soft">
            {m.convention_payer_owes({ name, amount: euros(netCents) })}
          </div>
        ))}
    </div>
  )
}

export function PayerChanges({ payers }: { payers: readonly PayerChange[] }) {
  if (payers.length === 0) return <p>{m.convention_payers_unchanged()}</p>
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="unseen">{m.convention_payer_budget()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.convention_payer()}</th>
            <th scope="col" className="number">
              {m.convention_today_side()}
            </th>
            <th scope="col" className="number">
              {m.convention_signed_side()}
            </th>
          </tr>
        </thead>
        <tbody>
          {payers.map(({ name, before, after }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="number" data-title={m.convention_today_side()}>
                {euros(before)}
              </td>
              <td className="number" data-title={m.convention_signed_side()}>
                {euros(after)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
