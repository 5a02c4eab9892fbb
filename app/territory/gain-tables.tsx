import { formatNumber } from '#app/ui/format.ts'
import { m } from '#messages'
import type { Gain, RestGain } from './wishes.server.ts'
import { kindWord } from './words.ts'

const MOST_ROWS = 60

/** Minutes before and after, the greatest gain first. */
export function GainTable({ gains }: { gains: Gain[] }) {
  const minutes = (value: number | null) =>
    value === null
      ? m.territory_not_reached()
      : m.territory_minutes({ minutes: formatNumber(value, { maximumFractionDigits: 1 }) })
  return (
    <BeforeAfter
      caption={m.territory_gain_caption()}
      rows={gains.map(({ residence, kind, before, after }) => ({
        residence,
        what: kindWord(kind),
        before: minutes(before),
        after: minutes(after),
      }))}
    />
  )
}

/** Metres without a bench, before and after. */
export function RestTable({ rests }: { rests: RestGain[] }) {
  const metres = (value: number) => m.territory_metres({ metres: formatNumber(Math.round(value)) })
  return (
    <BeforeAfter
      caption={m.territory_rest_caption()}
      rows={rests.map(({ residence, kind, beforeMetres, afterMetres }) => ({
        residence,
        what: kindWord(kind),
        before: metres(beforeMetres),
        after: metres(afterMetres),
      }))}
    />
  )
}

interface Row {
  residence: string
  what: string
  before: string
  after: string
}

function BeforeAfter({ caption, rows }: { caption: string; rows: Row[] }) {
  if (rows.length === 0) return null
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption>
          {caption}{' '}
          {rows.length > MOST_ROWS && (
            <span className="soft">{m.territory_first_of({ shown: MOST_ROWS, count: formatNumber(rows.length) })}</span>
          )}
        </caption>
        <thead>
          <tr>
            <th scope="col">{m.territory_residence()}</th>
            <th scope="col">{m.territory_kind()}</th>
            <th scope="col" className="number">
              {m.territory_before()}
            </th>
            <th scope="col" className="number">
              {m.territory_after()}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map(({ residence, what, before, after }) => (
            <tr key={`${residence} ${what}`}>
              <th scope="row">{residence}</th>
              <td data-title={m.territory_kind()}>{what}</td>
              <td className="number" data-title={m.territory_before()}>
                {before}
              </td>
              <td className="number" data-title={m.territory_after()}>
                {after}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
