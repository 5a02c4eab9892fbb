import { createElement, type ReactNode, useId } from 'react'
import { m } from '#messages'
import type { ChartData, ChartNode } from './chart-data.ts'
import { TraceDetails } from './figure.tsx'

/** A chart with its sentence for who does not see it, and its numbers beside. */
export function Chart({ chart }: { chart: ChartData }) {
  const id = useId()
  const { title, description, picture, legend, table, trace } = chart
  return (
    <figure className="chart">
      <figcaption>{title}</figcaption>
      {legend.length > 0 && <Legend entries={legend} />}
      {typeof picture !== 'string' && (
        <svg
          {...reactAttributes(picture.attributes)}
          role="img"
          aria-labelledby={`${id}-name`}
          aria-describedby={`${id}-text`}
        >
          <title id={`${id}-name`}>{title}</title>
          <desc id={`${id}-text`}>{description}</desc>
          {elementsOf(picture.children)}
        </svg>
      )}
      <details className="chart-data">
        <summary>
          {m.ui_chart_data()}
          <span className="unseen"> ({title})</span>
        </summary>
        <PlainTable caption={title} head={table.head} rows={table.rows} />
      </details>
      {trace && <TraceDetails trace={trace} about={title} />}
    </figure>
  )
}

function Legend({ entries }: { entries: ChartData['legend'] }) {
  return (
    <ul className="legend">
      {entries.map(({ label, colour }) => (
        <li key={label}>
          <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <rect width="16" height="16" rx="3" fill={colour} />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  )
}

function elementsOf(nodes: ChartNode[]): ReactNode[] {
  return nodes.map((node, index) => {
    if (typeof node === 'string') return node
    // A drawn picture never reorders: its place is its name.
    return createElement(node.tag, { key: index, ...reactAttributes(node.attributes) }, ...elementsOf(node.children))
  })
}

function reactAttributes(attributes: Record<string, string>) {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [reactName(name), value]))
}

function reactName(name: string) {
  if (name === 'class') return 'className'
  if (name.startsWith('aria-') || name.startsWith('data-')) return name
  return name.replace(/[-:]([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

interface PlainTableProps {
  caption: string
  head: string[]
  rows: string[][]
}

/** A few rows that need no sorting; the first column names its row, the others are numbers. */
export function PlainTable({ caption, head, rows }: PlainTableProps) {
  return (
    <div className="table-scroll">
      <table className="table">
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            {head.map((title, index) => (
              <th key={title} scope="col" className={index > 0 ? 'number' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...values]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {values.map((value, index) => (
                <td key={head[index + 1]} className="number">
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
