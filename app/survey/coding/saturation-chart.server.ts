import { growthChart } from '#app/ui/chart.server.ts'
import type { ChartData } from '#app/ui/chart-data.ts'
import { m } from '#messages'

const RECENT = 10

/** Codes met so far, interview after interview: where the curve lies flat, new interviews say what others said. */
export function saturationChart(points: readonly { rank: number; fresh: number; met: number }[]): ChartData {
  const recent = points.slice(-RECENT).reduce((sum, { fresh }) => sum + fresh, 0)
  const last = points.at(-1)
  return growthChart({
    title: m.survey_saturation_title(),
    description: m.survey_saturation_says({
      codes: last?.met ?? 0,
      interviews: points.length,
      recent,
      last: Math.min(RECENT, points.length),
    }),
    axis: m.survey_saturation_axis(),
    value: m.survey_saturation_met(),
    added: m.survey_saturation_fresh(),
    points: points.map(({ rank, fresh, met }) => ({ at: rank, value: met, added: fresh })),
  })
}
