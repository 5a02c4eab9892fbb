import { formatNumber, formatShare } from '#app/ui/format.ts'
import { m } from '#messages'
import { type Feature, featureWord, valueWord } from './features.ts'
import type { Achieved } from './figures.server.ts'
import { fieldOf, type Quota, totalOf } from './quotas.ts'

/** Target against pool, with the bounds to type. */
export function QuotaForm({ quotas, features }: { quotas: Quota[]; features: Feature[] }) {
  return features.map((feature) => {
    const own = quotas.filter((quota) => quota.feature === feature)
    return (
      <div className="table-scroll" key={feature}>
        <table className="table cards">
          <caption>
            {featureWord(feature)} {own.some(({ atDraw }) => !atDraw) && <small>{m.survey_followed()}</small>}
          </caption>
          <thead>
            <tr>
              <th scope="col">{m.survey_value()}</th>
              <th scope="col" className="number">
                {m.survey_in_pool()}
              </th>
              <th scope="col" className="number">
                {m.survey_target()}
              </th>
              <th scope="col">{m.survey_minimum()}</th>
              <th scope="col">{m.survey_maximum()}</th>
            </tr>
          </thead>
          <tbody>
            {own.map((quota) => (
              <QuotaLine key={quota.value} quota={quota} total={totalOf(quotas, feature)} />
            ))}
          </tbody>
        </table>
      </div>
    )
  })
}

function QuotaLine({ quota, total }: { quota: Quota; total: number }) {
  const word = valueWord(quota.feature, quota.value, quota.label)
  return (
    <tr>
      <th scope="row">{word}</th>
      <td className="number" data-title={m.survey_in_pool()}>
        {formatNumber(quota.pool)} <small className="soft">{total > 0 && formatShare(quota.pool / total)}</small>
      </td>
      <td className="number" data-title={m.survey_target()}>
        {formatNumber(quota.target, { minimumFractionDigits: 1, maximumFractionDigits: 1 })}
      </td>
      <td data-title={m.survey_minimum()}>
        <Seats name={fieldOf('min', quota)} label={m.survey_minimum_of({ value: word })} value={quota.minimum} />
      </td>
      <td data-title={m.survey_maximum()}>
        <Seats name={fieldOf('max', quota)} label={m.survey_maximum_of({ value: word })} value={quota.maximum} />
      </td>
    </tr>
  )
}

// The key makes the field show what the server answered, when that is not what was typed.
function Seats({ name, label, value }: { name: string; label: string; value: number }) {
  return (
    <input
      key={value}
      className="input"
      data-width="short"
      type="text"
      inputMode="numeric"
      autoComplete="off"
      name={name}
      aria-label={label}
      defaultValue={value}
    />
  )
}

/** The quotas once they no longer change, with what was reached; secret counts say so. */
export function AchievedTable({ rows, features, drawn }: { rows: Achieved[]; features: Feature[]; drawn: boolean }) {
  return features.map((feature) => (
    <div className="table-scroll" key={feature}>
      <table className="table cards">
        <caption>{featureWord(feature)}</caption>
        <thead>
          <tr>
            <th scope="col">{m.survey_value()}</th>
            <th scope="col" className="number">
              {m.survey_in_pool()}
            </th>
            <th scope="col" className="number">
              {m.survey_bounds()}
            </th>
            {drawn && (
              <>
                <th scope="col" className="number">
                  {m.survey_asked()}
                </th>
                <th scope="col" className="number">
                  {m.survey_interviewed()}
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {rows
            .filter((row) => row.feature === feature)
            .map((row) => (
              <tr key={row.value}>
                <th scope="row">{valueWord(feature, row.value, row.label)}</th>
                <td className="number" data-title={m.survey_in_pool()}>
                  {shown(row.pool)}
                </td>
                <td className="number" data-title={m.survey_bounds()}>
                  {m.survey_between({ minimum: formatNumber(row.minimum), maximum: formatNumber(row.maximum) })}
                </td>
                {drawn && (
                  <>
                    <td className="number" data-title={m.survey_asked()}>
                      {shown(row.asked)}
                    </td>
                    <td className="number" data-title={m.survey_interviewed()}>
                      {shown(row.interviewed)}
                    </td>
                  </>
                )}
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  ))
}

function shown(count: number | null) {
  return count === null ? m.ui_secret() : formatNumber(count)
}
