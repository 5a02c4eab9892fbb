/** Indicators of the areas: values with their trace, beside the territories they are compared with. */
import type { ActorTx } from '#app/platform/database.server.ts'
import type { Measure, Trace } from '#app/ui/measure.ts'
import { CATALOGUE, indicatorOf } from '#packages/indicators/catalogue.ts'
import { compareWithWider } from '#packages/indicators/compare.ts'
import { evaluate, vintagesOf } from '#packages/indicators/evaluate.ts'
import type { Indicator, Theme } from '#packages/indicators/indicator.ts'
import type { Area } from '#packages/indicators/row.ts'
import { sumOverIris } from '#packages/indicators/sums.ts'
import type { Caution, IndicatorValue } from '#packages/indicators/value.ts'
import { type AreaFigures, areaFigures } from './area-figures.server.ts'
import { datasetWord } from './datasets.ts'
import { said, withheldWord } from './indicator-said.server.ts'

/** A value as pages show it. */
export interface ShownValue {
  area: Area
  measure: Measure
  vintage: number
  /** Why there is no value, in words. */
  withheld: string | null
  cautions: Caution[]
  invented: boolean
  /** Half-width of a 95 % interval, where it is known. */
  margin: number | null
}

export interface IndicatorLine {
  id: string
  name: string
  theme: Theme
  vintage: number
  /** The communes, then the wider territories. */
  references: ShownValue[]
  lowest: ShownValue | null
  highest: ShownValue | null
  known: number
  areas: number
}

/** A line for each indicator of which there is something to show. */
export async function indicatorLines(tx: ActorTx, theme: Theme | undefined, kind: 'iris' | 'qpv') {
  const figures = await areaFigures(tx)
  const lines = linesOf(figures, kind).filter((line) => theme === undefined || line.theme === theme)
  return { lines, hasFigures: figures.iris.length + figures.qpv.length > 0, hasQpv: figures.qpv.length > 0 }
}

export function linesOf(figures: AreaFigures, kind: 'iris' | 'qpv'): IndicatorLine[] {
  return CATALOGUE.filter(({ areas }) => areas.includes(kind)).flatMap((indicator) => lineOf(indicator, kind, figures))
}

function lineOf(indicator: Indicator, kind: 'iris' | 'qpv', figures: AreaFigures): IndicatorLine[] {
  const vintage = vintagesOf(indicator, kind, figures.rows).at(-1)
  if (vintage === undefined) return []
  const values = valuesOf(indicator, kind, vintage, figures)
  const known = values.filter(({ measure }) => measure.value !== null).toSorted(byValue)
  if (known.length === 0) return []
  return [
    {
      id: indicator.id,
      name: said(indicator.nameKey),
      theme: indicator.theme,
      vintage,
      references: referencesOf(indicator, vintage, figures),
      lowest: known[0] ?? null,
      highest: known.at(-1) ?? null,
      known: known.length,
      areas: values.length,
    },
  ]
}

function byValue(a: ShownValue, b: ShownValue): number {
  return (a.measure.value ?? 0) - (b.measure.value ?? 0)
}

function valuesOf(indicator: Indicator, kind: 'iris' | 'qpv', vintage: number, figures: AreaFigures): ShownValue[] {
  return figures[kind].map((area) => shown(indicator, evaluate(indicator, area, vintage, figures.rows), figures))
}

/** Communes and wider territories, of which something is known. */
function referencesOf(indicator: Indicator, vintage: number, figures: AreaFigures): ShownValue[] {
  return [...communeValues(indicator, vintage, figures), ...widerValues(indicator, vintage, figures)]
    .filter(({ withheld }) => withheld === undefined || (withheld !== 'absent' && withheld !== 'not-for-area'))
    .map((value) => shown(indicator, value, figures))
}

/** A commune's own figure, else its IRIS summed. */
function communeValues(indicator: Indicator, vintage: number, { communes, iris, rows }: AreaFigures): IndicatorValue[] {
  const codes = new Set([...communes.map(({ code }) => code), ...iris.map(({ code }) => code.slice(0, 5))])
  return [...codes].map((code) => {
    const area = communes.find((one) => one.code === code) ?? { kind: 'commune' as const, code }
    const own = evaluate(indicator, area, vintage, rows)
    const irisCodes = iris.filter((one) => one.code.startsWith(code)).map((one) => one.code)
    return own.withheld === 'absent' ? sumOverIris(indicator, area, irisCodes, vintage, rows) : own
  })
}

function widerValues(indicator: Indicator, vintage: number, { wider, rows }: AreaFigures): IndicatorValue[] {
  return wider.map((area) => evaluate(indicator, area, vintage, rows))
}

export function shown(indicator: Indicator, value: IndicatorValue, { files }: AreaFigures): ShownValue {
  const file = files.get(`${value.dataset} ${value.vintage}`)
  const trace = traceOf(indicator, value, file)
  const unit = UNITS[indicator.unit]
  const margin = value.precision?.margin ?? null
  const measure: Measure =
    value.value === null
      ? { value: null, withheld: 'not-published', unit, n: null, trace }
      : {
          value: value.value,
          unit,
          n: value.denominator === null ? null : Math.round(value.denominator),
          ...(margin === null ? {} : { interval: [Math.max(0, value.value - margin), value.value + margin] }),
          trace,
        }
  return {
    area: value.area,
    measure,
    vintage: value.vintage,
    withheld: value.withheld ? withheldWord(value.withheld) : null,
    cautions: [...value.caution],
    invented: file?.invented ?? false,
    margin,
  }
}

const UNITS = {
  share: 'share',
  euros: 'euros',
  years: 'years',
  count: 'count',
  ratio: 'ratio',
  index: 'index',
} as const

function traceOf(
  indicator: Indicator,
  value: IndicatorValue,
  file: { names: string[]; licence: string } | undefined,
): Trace {
  const formula = indicator.formulas.find(({ id }) => id === value.formula) ?? indicator.formulas[0]
  return {
    definition: said(indicator.definitionKey),
    ...(formula ? { formula: said(formula.textKey) } : {}),
    sources: [
      {
        kind: 'file',
        name: [value.dataset ? datasetWord(fileLineOf(value.dataset), '') : '', ...(file?.names ?? [])]
          .filter(Boolean)
          .join(' – '),
        year: value.vintage,
        columns: [...value.variables],
        ...(file ? { licence: file.licence } : {}),
      },
    ],
    on: `${value.vintage}-01-01`,
  }
}

function fileLineOf(dataset: string): string {
  return { 'filosofi-disposable': 'filosofi-iris', caf: 'caf-iris' }[dataset] ?? dataset
}

/** Everything of one indicator: each area, the references, the years. */
export async function indicatorSheet(tx: ActorTx, id: string, kind: 'iris' | 'qpv', asked: number | undefined) {
  return sheetOf(await areaFigures(tx), id, kind, asked)
}

export function sheetOf(figures: AreaFigures, id: string, kind: 'iris' | 'qpv', asked?: number) {
  const indicator = indicatorOf(id)
  const vintages = vintagesOf(indicator, kind, figures.rows)
  const vintage = asked !== undefined && vintages.includes(asked) ? asked : vintages.at(-1)
  if (vintage === undefined) return { indicator, figures, kind, vintages, vintage: null, values: [], references: [] }
  const values = figures[kind].map((area) => evaluate(indicator, area, vintage, figures.rows))
  return {
    indicator,
    figures,
    kind,
    vintages,
    vintage,
    values,
    references: referencesOf(indicator, vintage, figures),
  }
}

export type IndicatorSheet = ReturnType<typeof sheetOf>

/** One area against the wider territories, for the text and the residence's page. */
export function comparisonsOf(indicator: Indicator, own: IndicatorValue, figures: AreaFigures) {
  const { communes, wider, iris, rows } = figures
  const code = own.area.code.slice(0, 5)
  const commune: Area = communes.find((one) => one.code === code) ?? { kind: 'commune', code }
  return compareWithWider(
    indicator,
    own,
    {
      areas: [commune, ...wider],
      irisOf: ({ code: of }) => iris.filter((one) => one.code.startsWith(of)).map((one) => one.code),
    },
    rows,
  )
}

/** Every value of a theme, for a file. */
export async function allValues(tx: ActorTx, theme: Theme | undefined, kind: 'iris' | 'qpv') {
  const figures = await areaFigures(tx)
  return CATALOGUE.filter((indicator) => theme === undefined || indicator.theme === theme)
    .filter(({ areas }) => areas.includes(kind))
    .flatMap((indicator) =>
      vintagesOf(indicator, kind, figures.rows).flatMap((vintage) =>
        [...valuesOf(indicator, kind, vintage, figures), ...referencesOf(indicator, vintage, figures)].map((value) => ({
          name: said(indicator.nameKey),
          theme: indicator.theme,
          unit: indicator.unit,
          value,
        })),
      ),
    )
}

/** Communes and wider territories by one indicator, in its newest edition. */
export function latestReferences(indicator: Indicator, figures: AreaFigures): ShownValue[] {
  const vintage = [...vintagesOf(indicator, 'commune', figures.rows), ...vintagesOf(indicator, 'iris', figures.rows)]
    .toSorted((a, b) => a - b)
    .at(-1)
  return vintage === undefined ? [] : referencesOf(indicator, vintage, figures)
}
