import { formatNumber, formatShare } from '#app/ui/format.ts'
import type { Measure, Trace } from '#app/ui/measure.ts'
import { m } from '#messages'
import { featureWord, isFeature, valueWord } from '../features.ts'
import type { Estimate, Method, ShownFigure } from './estimates.server.ts'
import type { Nonresponse } from './nonresponse.ts'

/** What a figure is about: the answer given, or the code. */
export function subjectWord({ subject, wording, value }: Pick<ShownFigure, 'subject' | 'wording' | 'value'>): string {
  return subject === 'code' ? wording : m.survey_estimate_answer({ question: wording, answer: value })
}

/** Of whom: everyone, or one group. */
export function groupWord({ feature, featureValue }: Pick<ShownFigure, 'feature' | 'featureValue'>): string {
  return feature === null || featureValue === null
    ? m.survey_estimate_everyone()
    : m.survey_estimate_group({ feature: featureWord(feature), value: valueWord(feature, featureValue) })
}

const METHOD_WORDS: Record<Method['name'], () => string> = {
  logit: m.survey_method_logit,
  'logit-wide': m.survey_method_logit_wide,
  raking: m.survey_method_raking,
  none: m.survey_method_none,
}

export function methodWord({ name }: Method): string {
  return METHOD_WORDS[name]()
}

export const NONRESPONSE_WORDS: Record<Nonresponse, { label: () => string; hint: () => string }> = {
  classes: { label: m.survey_nonresponse_classes, hint: m.survey_nonresponse_classes_hint },
  none: { label: m.survey_nonresponse_none, hint: m.survey_nonresponse_none_hint },
}

/** Who is in a class, by the categories that set it apart. */
export function classWord(
  of: Readonly<Record<string, readonly string[]>>,
  residences: Readonly<Record<string, string>>,
): string {
  const said = Object.entries(of).flatMap(([feature, values]) =>
    isFeature(feature)
      ? [
          m.survey_estimate_group({
            feature: featureWord(feature),
            value: values.map((value) => valueWord(feature, value, residences[value])).join(', '),
          }),
        ]
      : [],
  )
  return said.length === 0 ? m.survey_estimate_everyone() : said.join(' · ')
}

/** How each feature of the register was used. */
export function marginWord(
  { feature, groups, leftOut }: Method['margins'][number],
  residences: Readonly<Record<string, string>>,
): string {
  const name = featureWord(feature)
  if (leftOut === 'unknown') return m.survey_margin_unknown({ name })
  if (leftOut === 'one-group') return m.survey_margin_one_group({ name })
  if (leftOut === 'too-many') return m.survey_margin_too_many({ name })
  return m.survey_margin_used({
    name,
    groups: groups
      .map(({ values }) => values.map((value) => valueWord(feature, value, residences[value])).join(' + '))
      .join(' · '),
  })
}

const RELIABILITY_WORDS: Record<string, () => string> = {
  sound: m.survey_reliability_sound,
  'few-people': m.survey_reliability_few_people,
  'wide-interval': m.survey_reliability_wide_interval,
  'wide-for-its-size': m.survey_reliability_wide_for_its_size,
}

export function reliabilityWord(code: string | null): string {
  return (code !== null && RELIABILITY_WORDS[code]?.()) || '–'
}

/** Bounds, in a column whose head says how sure they are. */
export function intervalWord({ low, high }: Pick<ShownFigure, 'low' | 'high'>): string {
  if (low === null || high === null) return '–'
  return m.survey_estimate_interval_between({ low: formatShare(low), high: formatShare(high) })
}

/** Where a figure comes from. */
export function traceOf(figure: ShownFigure, estimate: Estimate, rowsHref?: string): Trace {
  return {
    definition: m.survey_figure_definition({ subject: subjectWord(figure), group: groupWord(figure) }),
    formula: m.survey_figure_formula({
      method: methodWord(estimate.method),
      population: formatNumber(estimate.method.population),
      replicates: formatNumber(estimate.method.replicates),
    }),
    sources: [
      {
        kind: 'records',
        name: m.survey_figure_source({ panel: estimate.panel }),
        count: estimate.respondents,
      },
    ],
    on: estimate.madeAt,
    ...(rowsHref === undefined ? {} : { rowsHref }),
  }
}

export function measureOf(figure: ShownFigure, estimate: Estimate, rowsHref?: string): Measure {
  const trace = traceOf(figure, estimate, rowsHref)
  const { share, n, low, high } = figure
  if (share === null || n === null) return { value: null, withheld: 'too-few', unit: 'share', n: null, trace }
  return {
    value: share,
    unit: 'share',
    n,
    of: 'persons',
    ...(low === null || high === null ? {} : { interval: [low, high] }),
    trace,
  }
}
