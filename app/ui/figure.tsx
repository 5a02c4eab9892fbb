import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { m } from '#messages'
import { formatDate, formatNumber, formatValue } from './format.ts'
import type { KnownMeasure, Measure, Trace, TraceSource } from './measure.ts'

/** A figure that can answer for itself. */
export function Figure({ label, measure, unitWord }: { label: string; measure: Measure; unitWord?: string }) {
  return (
    <div className="measure">
      <span className="label">{label}</span>
      <Value measure={measure} unitWord={unitWord} />
      {measure.value !== null && <Bounds {...measure} />}
      <TraceDetails trace={measure.trace} about={label} />
    </div>
  )
}

/** Figures side by side. */
export function Figures({ children }: { children: ReactNode }) {
  return <div className="figures">{children}</div>
}

function Value({ measure, unitWord }: { measure: Measure; unitWord: string | undefined }) {
  if (measure.value === null && measure.withheld === 'not-published')
    return <em className="value secret">{m.ui_not_published()}</em>
  if (measure.value === null) {
    const why = measure.withheld === 'too-few' ? m.ui_secret_too_few() : m.ui_secret_difference()
    return (
      <>
        <em className="value secret">{m.ui_secret()}</em>
        <small className="soft">{why}</small>
      </>
    )
  }
  return (
    <span className="value">
      {formatValue(measure.value, measure.unit)}
      {unitWord && <small> {unitWord}</small>}
    </span>
  )
}

function Bounds({ n, of, interval, unit }: KnownMeasure) {
  if (n === null && !interval) return null
  return (
    <small className="soft">
      {interval && m.ui_interval({ low: formatValue(interval[0], unit), high: formatValue(interval[1], unit) })}
      {interval && n !== null && ' · '}
      {n !== null && outOf(n, of)}
    </small>
  )
}

function outOf(n: number, of: KnownMeasure['of']): string {
  const counted = { count: n, n: formatNumber(n) }
  if (of === 'dwellings') return m.ui_measure_n_dwellings(counted)
  if (of === 'households') return m.ui_measure_n_households(counted)
  if (of === 'persons') return m.ui_measure_n_persons(counted)
  return m.ui_measure_n({ n: counted.n })
}

/** « D’où vient ce chiffre ? » Works for a chart or a table too. */
export function TraceDetails({ trace, about, named = false }: { trace: Trace; about: string; named?: boolean }) {
  return (
    <details className="trace">
      <summary>
        {named ? about : m.ui_trace_question()}
        {!named && <span className="unseen"> ({about})</span>}
      </summary>
      <div>
        <p>{trace.definition}</p>
        <dl>
          {trace.formula && (
            <>
              <dt>{m.ui_trace_formula()}</dt>
              <dd>{trace.formula}</dd>
            </>
          )}
          <dt>{m.ui_trace_sources()}</dt>
          {trace.sources.map((source) => (
            <dd key={JSON.stringify(source)}>{sourceText(source)}</dd>
          ))}
          <dt>{m.ui_trace_date()}</dt>
          <dd>{formatDate(trace.on)}</dd>
        </dl>
        {trace.rowsHref && <Link to={trace.rowsHref}>{m.ui_trace_rows()}</Link>}
      </div>
    </details>
  )
}

function sourceText(source: TraceSource): string {
  if (source.kind === 'excerpts') return m.ui_source_excerpts({ count: source.count })
  const parts =
    source.kind === 'records'
      ? [
          source.name,
          source.filter,
          source.count !== undefined && m.ui_source_rows({ rows: formatNumber(source.count) }),
        ]
      : [
          source.year === undefined ? source.name : `${source.name} (${source.year})`,
          source.columns?.join(', '),
          source.rows !== undefined && m.ui_source_rows({ rows: formatNumber(source.rows) }),
          source.licence,
        ]
  return parts.filter(Boolean).join(' · ')
}
