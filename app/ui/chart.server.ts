import {
  areaY,
  axisX,
  axisY,
  barX,
  dot,
  gridX,
  gridY,
  lineY,
  rectY,
  ruleX,
  ruleY,
  text,
  tickX,
} from '@observablehq/plot'
import { m } from '#messages'
import type { ChartData } from './chart-data.ts'
import { draw } from './chart-picture.server.ts'
import { formatDate, formatNumber, formatShare, formatValue } from './format.ts'
import type { Trace, Unit } from './measure.ts'

interface ChartWords {
  title: string
  description: string
  trace?: Trace
}

/** A count that may be secret: `null` is drawn as nothing and written as « secret ». */
type Shown = number | null

const ROW = 38
const DENSE_ROW = 22
const LETTER = 8.2
const WIDEST_LABEL = 224
const LETTERS_A_LINE = 24

/** Categories compared by the length of a bar, in the order given; `dense` for paper, where nobody presses. */
export function barChart(
  chart: ChartWords & {
    category: string
    value: string
    unit: Unit
    bars: { label: string; value: Shown }[]
    dense?: boolean
  },
): ChartData {
  const { bars, unit, category, value, dense = false } = chart
  const inset = dense ? 2 : 5
  const picture = draw({
    height: bars.length * (dense ? DENSE_ROW : ROW) + 16,
    marginLeft: labelWidth(bars),
    marginRight: 16 + LETTER * Math.max(...bars.map((bar) => shown(bar.value, unit).length), 0),
    marginTop: 8,
    marginBottom: 8,
    x: { axis: null, domain: [0, top(bars.map((bar) => bar.value))] },
    y: { label: null, domain: bars.map((bar) => bar.label) },
    marks: [
      labelAxis(dense ? 1 : 2),
      barX(bars, {
        x: (bar) => bar.value ?? 0,
        y: 'label',
        fill: 'var(--chart-1)',
        insetTop: inset,
        insetBottom: inset,
      }),
      text(bars, {
        x: (bar) => bar.value ?? 0,
        y: 'label',
        text: (bar) => shown(bar.value, unit),
        textAnchor: 'start',
        dx: 6,
        fontSize: 16,
      }),
      ruleX([0], { stroke: 'var(--ink)' }),
    ],
  })
  const rows = bars.map((bar) => [bar.label, shown(bar.value, unit)])
  return { ...wordsOf(chart), picture, legend: [], table: { head: [category, value], rows } }
}

/** What was reached (bar) against what was wanted (line), by category. */
export function targetChart(
  chart: ChartWords & { category: string; unit: Unit; groups: { label: string; target: number; achieved: Shown }[] },
): ChartData {
  const { groups, unit, category } = chart
  const most = top(groups.flatMap(({ target, achieved }) => [target, achieved]))
  const picture = draw({
    height: groups.length * ROW + 16,
    marginLeft: labelWidth(groups),
    marginRight: 84,
    marginTop: 8,
    marginBottom: 8,
    x: { axis: null, domain: [0, most] },
    y: { label: null, domain: groups.map((group) => group.label) },
    marks: [
      labelAxis(),
      barX(groups, {
        x: (group) => group.achieved ?? 0,
        y: 'label',
        fill: 'var(--chart-1)',
        insetTop: 7,
        insetBottom: 7,
      }),
      tickX(groups, { x: 'target', y: 'label', stroke: 'var(--chart-2)', strokeWidth: 4, insetTop: 1, insetBottom: 1 }),
      text(groups, {
        x: (group) => Math.max(group.achieved ?? 0, group.target),
        y: 'label',
        text: (group) => `${shown(group.achieved, unit)} / ${formatValue(group.target, unit)}`,
        textAnchor: 'start',
        dx: 8,
        fontSize: 16,
      }),
      ruleX([0], { stroke: 'var(--ink)' }),
    ],
  })
  const rows = groups.map((group) => [group.label, formatValue(group.target, unit), shown(group.achieved, unit)])
  const legend = [
    { label: m.ui_chart_achieved(), colour: 'var(--chart-1)' },
    { label: m.ui_chart_target(), colour: 'var(--chart-2)' },
  ]
  return { ...wordsOf(chart), picture, legend, table: { head: [category, ...targetHead()], rows } }
}

function targetHead() {
  return [m.ui_chart_target(), m.ui_chart_achieved()]
}

/** Women and men by age, youngest at the bottom. */
export function agePyramid(chart: ChartWords & { ages: { label: string; women: Shown; men: Shown }[] }): ChartData {
  const { ages } = chart
  const most = top(ages.flatMap(({ women, men }) => [women, men]))
  const side = (label: string, sign: 1 | -1, value: (age: (typeof ages)[number]) => Shown, fill: string) => [
    barX(ages, { x: (age) => sign * (value(age) ?? 0), y: 'label', fill, insetTop: 2, insetBottom: 2 }),
    text([label], {
      frameAnchor: sign === 1 ? 'top-right' : 'top-left',
      text: (word: string) => word,
      dy: -18,
      fontSize: 16,
    }),
  ]
  const picture = draw({
    height: ages.length * 30 + 70,
    marginLeft: labelWidth(ages),
    marginRight: 12,
    marginTop: 30,
    marginBottom: 34,
    x: { domain: [-most, most], label: null },
    y: { label: null, domain: ages.map((age) => age.label).reverse() },
    marks: [
      gridX({ stroke: 'var(--rule)', strokeOpacity: 1 }),
      axisX({ ticks: 5, tickSize: 0, fontSize: 14, tickFormat: (value: number) => formatNumber(Math.abs(value)) }),
      labelAxis(),
      ...side(m.ui_chart_men(), -1, (age) => age.men, 'var(--chart-2)'),
      ...side(m.ui_chart_women(), 1, (age) => age.women, 'var(--chart-1)'),
      ruleX([0], { stroke: 'var(--ink)' }),
    ],
  })
  const rows = ages.map((age) => [age.label, shown(age.women, 'count'), shown(age.men, 'count')])
  const head = [m.ui_chart_age(), m.ui_chart_women(), m.ui_chart_men()]
  return { ...wordsOf(chart), picture, legend: [], table: { head, rows } }
}

/** Counts upwards, and under them numbers along an axis with its name. */
function countsOver(axis: string, tickFormat: (at: number) => string) {
  return [
    gridY({ stroke: 'var(--rule)', strokeOpacity: 1, ticks: 4 }),
    axisY({ ticks: 4, tickSize: 0, fontSize: 14, tickFormat: (count: number) => formatNumber(count) }),
    axisX({ ticks: 6, fontSize: 14, label: axis, labelAnchor: 'center', labelArrow: 'none', tickFormat }),
  ]
}

/** How many fall into each interval `[from, to[`, in the unit of the horizontal axis. */
export function histogram(
  chart: ChartWords & { axis: string; value: string; bins: { from: number; to: number; count: Shown }[] },
): ChartData {
  const { bins, axis, value } = chart
  const picture = draw({
    height: 300,
    marginLeft: 56,
    marginBottom: 52,
    marginTop: 14,
    x: { label: null },
    y: { label: null, domain: [0, top(bins.map((bin) => bin.count))] },
    marks: [
      ...countsOver(axis, (at) => formatNumber(at)),
      rectY(bins, { x1: 'from', x2: 'to', y: (bin) => bin.count ?? 0, fill: 'var(--chart-1)', inset: 1 }),
      ruleY([0], { stroke: 'var(--ink)' }),
    ],
  })
  const rows = bins.map(({ from, to, count }) => [`${formatNumber(from)} – ${formatNumber(to)}`, shown(count, 'count')])
  return { ...wordsOf(chart), picture, legend: [], table: { head: [axis, value], rows } }
}

/** One value through time; `on` are ISO dates. */
export function lineChart(
  chart: ChartWords & { value: string; unit: Unit; points: { on: string; value: Shown }[] },
): ChartData {
  const { points, unit, value } = chart
  const dated = points.map((point) => ({ ...point, date: new Date(point.on) }))
  const picture = draw({
    height: 280,
    marginLeft: 64,
    marginRight: 20,
    marginBottom: 36,
    marginTop: 14,
    x: { type: 'utc', label: null },
    y: { label: null, domain: [0, top(points.map((point) => point.value))] },
    marks: [
      gridY({ stroke: 'var(--rule)', strokeOpacity: 1, ticks: 4 }),
      axisY({ ticks: 4, tickSize: 0, fontSize: 14, tickFormat: (at: number) => formatValue(at, unit) }),
      axisX({ ticks: 5, fontSize: 14, tickFormat: (at: Date) => String(at.getUTCFullYear()) }),
      areaY(dated, { x: 'date', y: 'value', fill: 'var(--chart-soft)', fillOpacity: 0.35 }),
      lineY(dated, { x: 'date', y: 'value', stroke: 'var(--chart-1)', strokeWidth: 3 }),
      dot(dated, { x: 'date', y: 'value', fill: 'var(--chart-1)', r: 4 }),
      ruleY([0], { stroke: 'var(--ink)' }),
    ],
  })
  const rows = points.map((point) => [formatDate(point.on), shown(point.value, unit)])
  return { ...wordsOf(chart), picture, legend: [], table: { head: [m.ui_chart_date(), value], rows } }
}

/** A number that grows step by step, each step named by its rank. */
export function growthChart(
  chart: ChartWords & {
    axis: string
    value: string
    /** What each step added. */
    added: string
    points: { at: number; value: number; added: number }[]
  },
): ChartData {
  const { points, axis, value, added } = chart
  const picture = draw({
    height: 300,
    marginLeft: 48,
    marginRight: 16,
    marginBottom: 52,
    marginTop: 14,
    x: { label: null },
    y: { label: null, domain: [0, top(points.map((point) => point.value))] },
    marks: [
      ...countsOver(axis, (at) => (Number.isInteger(at) ? formatNumber(at) : '')),
      areaY(points, { x: 'at', y: 'value', fill: 'var(--chart-soft)', fillOpacity: 0.35 }),
      lineY(points, { x: 'at', y: 'value', stroke: 'var(--chart-1)', strokeWidth: 3 }),
      ruleY([0], { stroke: 'var(--ink)' }),
    ],
  })
  const rows = points.map((point) => [formatNumber(point.at), formatNumber(point.value), formatNumber(point.added)])
  return { ...wordsOf(chart), picture, legend: [], table: { head: [axis, value, added], rows } }
}

/** Shares with their intervals: a bar each, and a line over what is likely. */
export function intervalChart(
  chart: ChartWords & {
    category: string
    value: string
    interval: string
    bars: { label: string; value: Shown; low: Shown; high: Shown }[]
  },
): ChartData {
  const { bars, category, value, interval } = chart
  const known = bars.filter((bar) => bar.low !== null && bar.high !== null)
  const picture = draw({
    height: bars.length * ROW + 16,
    marginLeft: labelWidth(bars),
    marginRight: 84,
    marginTop: 8,
    marginBottom: 8,
    x: { axis: null, domain: [0, top(bars.flatMap((bar) => [bar.value, bar.high]))] },
    y: { label: null, domain: bars.map((bar) => bar.label) },
    marks: [
      labelAxis(),
      barX(bars, { x: (bar) => bar.value ?? 0, y: 'label', fill: 'var(--chart-soft)', insetTop: 7, insetBottom: 7 }),
      ruleY(known, { x1: 'low', x2: 'high', y: 'label', stroke: 'var(--chart-1)', strokeWidth: 4 }),
      text(bars, {
        x: (bar) => Math.max(bar.value ?? 0, bar.high ?? 0),
        y: 'label',
        text: (bar) => (bar.value === null ? m.ui_secret() : formatShare(bar.value)),
        textAnchor: 'start',
        dx: 8,
        fontSize: 16,
      }),
      ruleX([0], { stroke: 'var(--ink)' }),
    ],
  })
  const rows = bars.map((bar) => [
    bar.label,
    bar.value === null ? m.ui_secret() : formatShare(bar.value),
    bar.low === null || bar.high === null
      ? '–'
      : m.ui_interval({ low: formatShare(bar.low), high: formatShare(bar.high) }),
  ])
  return { ...wordsOf(chart), picture, legend: [], table: { head: [category, value, interval], rows } }
}

function wordsOf({ title, description, trace }: ChartWords) {
  return { title, description, ...(trace ? { trace } : {}) }
}

function shown(value: Shown, unit: Unit) {
  return value === null ? m.ui_secret() : formatValue(value, unit)
}

// A chart of nothing still needs a scale.
function top(values: Shown[]) {
  return Math.max(...values.map((value) => value ?? 0), 0) || 1
}

/** Names beside their rows, cut where they would need more lines than a row has; the table says them whole. */
function labelAxis(lines = 2) {
  const most = lines * LETTERS_A_LINE
  const tickFormat = (label: string) => (label.length > most ? `${label.slice(0, most - 1).trimEnd()}…` : label)
  return axisY({ tickSize: 0, fontSize: 16, lineWidth: (WIDEST_LABEL - 16) / 16, tickFormat })
}

function labelWidth(rows: { label: string }[]) {
  return Math.min(WIDEST_LABEL, 16 + LETTER * Math.max(...rows.map(({ label }) => label.length), 0))
}
