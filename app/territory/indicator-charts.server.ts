/** An indicator drawn: the areas in order beside the territories they are compared with, and the years. */

import { barChart, lineChart } from '#app/ui/chart.server.ts'
import type { ChartData } from '#app/ui/chart-data.ts'
import { m } from '#messages'
import { evaluate } from '#packages/indicators/evaluate.ts'
import { evolutionOf } from '#packages/indicators/evolution.ts'
import { distributionOf } from '#packages/indicators/ranks.ts'
import { sumOverIris } from '#packages/indicators/sums.ts'
import type { IndicatorValue } from '#packages/indicators/value.ts'
import { said } from './indicator-said.server.ts'
import { areaWord } from './indicator-words.ts'
import type { IndicatorSheet } from './indicators.server.ts'

export function indicatorCharts(sheet: IndicatorSheet): ChartData[] {
  return [...distributionChart(sheet), ...evolutionChart(sheet)]
}

/** @param dense all areas of a commune on one sheet of paper */
export function distributionChart(
  { indicator, values, references, vintage }: IndicatorSheet,
  { dense = false } = {},
): ChartData[] {
  const { sorted } = distributionOf(values, [])
  if (sorted.length < 2 || vintage === null) return []
  const name = said(indicator.nameKey)
  const bars = [
    ...references
      .filter(({ measure }) => measure.value !== null)
      .map(({ area, measure }) => ({ label: areaWord(area), value: measure.value })),
    ...sorted.toReversed().map(({ figure }) => ({ label: areaWord(figure.area), value: figure.value })),
  ]
  return [
    barChart({
      title: m.territory_chart_distribution({ name, vintage: String(vintage) }),
      description: m.territory_chart_distribution_text(),
      category: m.territory_area(),
      value: name,
      unit: indicator.unit,
      bars,
      dense,
    }),
  ]
}

/** The commune's years, where it has more than one that may be joined; else the quarter's mean would mislead, so nothing. */
function evolutionChart({ indicator, figures, vintages, kind }: IndicatorSheet): ChartData[] {
  if (vintages.length < 2) return []
  return subjectsOf({ figures, kind }).flatMap(({ label, at }) => {
    const points = vintages.map(at).filter(({ value }) => value !== null)
    if (points.length < 2) return []
    const evolution = evolutionOf(indicator, points)
    const broken = evolution.breaks.some((one) => one !== undefined)
    const name = said(indicator.nameKey)
    return [
      lineChart({
        title: m.territory_chart_evolution({ name, area: label }),
        description: broken ? m.territory_chart_evolution_broken() : m.territory_chart_evolution_text(),
        value: name,
        unit: indicator.unit,
        points: evolution.points.map(({ vintage, value }) => ({ on: `${vintage}-01-01`, value })),
      }),
    ]
  })

  function subjectsOf({ figures: { communes, iris, rows }, kind: of }: Pick<IndicatorSheet, 'figures' | 'kind'>) {
    const codes = [...new Set([...communes, ...iris].map(({ code }) => code.slice(0, 5)))]
    if (of === 'qpv' || codes.length === 0) return []
    return codes.map((code) => {
      const area = communes.find((one) => one.code === code) ?? { kind: 'commune' as const, code }
      const irisCodes = iris.filter((one) => one.code.startsWith(code)).map((one) => one.code)
      return {
        label: areaWord(area),
        at: (vintage: number): IndicatorValue => {
          const own = evaluate(indicator, area, vintage, rows)
          return own.withheld === 'absent' ? sumOverIris(indicator, area, irisCodes, vintage, rows) : own
        },
      }
    })
  }
}
