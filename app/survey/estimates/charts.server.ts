import { intervalChart } from '#app/ui/chart.server.ts'
import type { ChartData } from '#app/ui/chart-data.ts'
import { formatShare } from '#app/ui/format.ts'
import { m } from '#messages'
import type { ShownFigure } from './estimates.server.ts'

const MOST_BARS = 20

/** One chart for each question, and one for the codes, of all who were asked. */
export function chartsOf(figures: readonly ShownFigure[]): ChartData[] {
  const overall = figures.filter(({ feature }) => feature === null)
  const questions = Map.groupBy(
    overall.filter(({ subject }) => subject === 'answer'),
    ({ subjectId }) => subjectId,
  )
  const codes = overall
    .filter(({ subject, share }) => subject === 'code' && share !== null && share > 0)
    .sort((a, b) => (b.share ?? 0) - (a.share ?? 0))
    .slice(0, MOST_BARS)
  return [
    ...(codes.length > 0
      ? [chartOf(m.survey_estimate_codes(), m.survey_estimate_theme(), codes, ({ wording }) => wording)]
      : []),
    ...[...questions.values()].map((answers) =>
      chartOf(answers[0]?.wording ?? '', m.survey_estimate_answer_head(), answers, ({ value }) => value),
    ),
  ]
}

function chartOf(
  title: string,
  category: string,
  figures: readonly ShownFigure[],
  labelOf: (figure: ShownFigure) => string,
): ChartData {
  const most = figures.reduce<ShownFigure | undefined>(
    (best, figure) => ((figure.share ?? -1) > (best?.share ?? -1) ? figure : best),
    undefined,
  )
  return intervalChart({
    title,
    description:
      most?.share == null
        ? m.survey_estimate_chart_secret()
        : m.survey_estimate_chart_says({ most: labelOf(most), share: formatShare(most.share) }),
    category,
    value: m.survey_estimate_share(),
    interval: m.survey_estimate_interval(),
    bars: figures.map((figure) => ({
      label: labelOf(figure),
      value: figure.share,
      low: figure.low,
      high: figure.high,
    })),
  })
}
