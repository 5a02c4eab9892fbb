import { formatNumber } from '#app/ui/format.ts'
import { m } from '#messages'

interface Counted {
  total: { registered: number | null; present: number | null }
  hides: boolean
  rows: {
    id: string
    name: string | null
    dwellings: number | null
    registered: number | null
    present: number | null
  }[]
}

/** Who is reached and who is not yet: people by residence, against its dwellings. */
export function CountTable({ total, hides, rows }: Counted) {
  if (total.registered === 0 && total.present === 0) return <p>{m.mobilisation_by_residence_none()}</p>
  return (
    <>
      <p>
        <strong>{m.mobilisation_in_all({ registered: shown(total.registered), present: shown(total.present) })}</strong>
      </p>
      {rows.length > 0 && <Rows rows={rows} />}
      {hides && <p className="soft">{m.mobilisation_too_few()}</p>}
    </>
  )
}

function Rows({ rows }: Pick<Counted, 'rows'>) {
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="unseen">{m.mobilisation_by_residence()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.mobilisation_residence()}</th>
            <th scope="col" className="number">
              {m.mobilisation_dwellings()}
            </th>
            <th scope="col" className="number">
              {m.mobilisation_registered()}
            </th>
            <th scope="col" className="number">
              {m.mobilisation_came()}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, dwellings, registered, present }) => (
            <tr key={id}>
              <th scope="row">{name ?? m.mobilisation_elsewhere()}</th>
              <td className="number" data-title={m.mobilisation_dwellings()}>
                {dwellings === null ? '–' : formatNumber(dwellings)}
              </td>
              <td className="number" data-title={m.mobilisation_registered()}>
                {shown(registered)}
              </td>
              <td className="number" data-title={m.mobilisation_came()}>
                {shown(present)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function shown(count: number | null): string {
  return count === null ? m.mobilisation_hidden_count() : formatNumber(count)
}
