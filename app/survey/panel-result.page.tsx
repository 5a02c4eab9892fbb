import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { histogram, targetChart } from '#app/ui/chart.server.ts'
import { Chart } from '#app/ui/chart.tsx'
import { Figure, Figures } from '#app/ui/figure.tsx'
import { formatNumber, formatShare } from '#app/ui/format.ts'
import type { KnownMeasure, Trace } from '#app/ui/measure.ts'
import { Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/panel-result.page.ts'
import { type Asked, peopleOf } from './contacts.server.ts'
import { lotteryOf } from './draw.server.ts'
import type { Fairness } from './fairness.ts'
import { type Feature, featureWord, valueWord } from './features.ts'
import { type Achieved, achievedOf, fairnessFor, interviewedAtLeast } from './figures.server.ts'
import { framed } from './frame.server.ts'
import { OutsideProgress } from './outside-progress.tsx'
import { PanelFrame } from './panel-frame.tsx'
import { panelOf } from './panels.server.ts'
import { AchievedTable } from './quota-table.tsx'
import { surveyTrail } from './trail.ts'

export const handle = { trail: surveyTrail }

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `${m.survey_tab_result()} · ${loaderData?.frame.name ?? ''} · Palier` },
]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    const panel = await panelOf(tx, args.params.panel)
    const lottery = await lotteryOf(tx, panel.id)
    if (panel.stage !== 'drawn' || !lottery) throw new Refusal('platform.not-found', { status: 404 })
    const frame = framed(tx, panel)
    const rows = await achievedOf(tx, panel)
    const fairness = fairnessFor(tx, lottery.figures)
    const on = lottery.computed_at.toISOString()
    return {
      frame,
      features: panel.features,
      rows,
      estimates: `/c/${args.params.convention}/survey/estimates`,
      least: frame.seesPeople ? null : await interviewedAtLeast(tx, panel),
      charts: frame.seesPeople ? panel.features.map((feature) => chartOf(feature, rows, on)) : [],
      fairness,
      optimum: lottery.optimum,
      on,
      chances: chancesChart(fairness, on),
      people: frame.seesPeople ? (await peopleOf(tx, panel.id, 'survey.result')).map(nameless) : [],
    }
  })
}

/** What the result needs of a person: neither address nor telephone. */
function nameless({ id, pseudonym, probability, residence, first_name, last_name, replaced }: Asked) {
  return { id, pseudonym, probability, residence, name: [first_name, last_name].filter(Boolean).join(' '), replaced }
}

function chartOf(feature: Feature, rows: readonly Achieved[], on: string) {
  const own = rows.filter((row) => row.feature === feature)
  const reached = own.filter((row) => row.asked !== null && row.asked >= row.minimum && row.asked <= row.maximum).length
  return targetChart({
    title: featureWord(feature),
    description: m.survey_chart_says({ feature: featureWord(feature), reached, count: own.length }),
    category: featureWord(feature),
    unit: 'persons',
    groups: own.map((row) => ({
      label: valueWord(feature, row.value, row.label),
      target: row.target ?? (row.minimum + row.maximum) / 2,
      achieved: row.asked,
    })),
    trace: traceOf(m.survey_trace_achieved(), on),
  })
}

function chancesChart({ bins, least, greatest }: Fairness, on: string) {
  return histogram({
    title: m.survey_chances_title(),
    description: m.survey_chances_says({ least: formatShare(least, 1), greatest: formatShare(greatest, 1) }),
    axis: m.survey_chances_axis(),
    value: m.survey_people(),
    bins: bins.map(({ from, to, count }) => ({ from: round(from * 100), to: round(to * 100), count })),
    trace: traceOf(m.survey_trace_chances(), on),
  })
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}

function traceOf(definition: string, on: string): Trace {
  return { definition, sources: [{ kind: 'records', name: m.survey_trace_record() }], on }
}

export default function PanelResult({ loaderData }: Route.ComponentProps) {
  const { frame, fairness, charts, chances, rows, features, people, optimum, on, least, estimates } = loaderData
  const share = (value: number, definition: string): KnownMeasure => ({
    value,
    unit: 'share',
    n: null,
    trace: traceOf(definition, on),
  })
  return (
    <PanelFrame panel={frame} help={m.survey_result_help()}>
      <Section title={m.survey_fairness()}>
        <Figures>
          <Figure
            label={m.survey_least()}
            measure={share(fairness.least, m.survey_least_says({ optimum: formatShare(optimum, 2) }))}
          />
          <Figure label={m.survey_greatest()} measure={share(fairness.greatest, m.survey_greatest_says())} />
          <Figure label={m.survey_mean()} measure={share(fairness.mean, m.survey_mean_says())} />
          <Figure label={m.survey_gini()} measure={share(fairness.gini, m.survey_gini_says())} />
        </Figures>
        <Chart chart={chances} />
      </Section>
      <Section title={least === null ? m.survey_target_achieved() : m.survey_quotas_title()}>
        {least !== null && <OutsideProgress least={least} estimates={estimates} />}
        {charts.map((chart) => (
          <Chart key={chart.title} chart={chart} />
        ))}
        <AchievedTable rows={rows} features={features} drawn={frame.seesPeople} />
      </Section>
      {frame.seesPeople && <Who people={people} href={frame.href} />}
    </PanelFrame>
  )
}

function Who({ people, href }: { people: Route.ComponentProps['loaderData']['people']; href: string }) {
  return (
    <Section title={m.survey_who()}>
      <p>{m.survey_who_says()}</p>
      <div className="table-scroll">
        <table className="table cards">
          <caption className="unseen">{m.survey_who()}</caption>
          <thead>
            <tr>
              <th scope="col">{m.survey_person()}</th>
              <th scope="col">{m.survey_feature_residence()}</th>
              <th scope="col" className="number">
                {m.survey_chance()}
              </th>
              <th scope="col">{m.survey_pseudonym()}</th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.id}>
                <th scope="row">
                  <Link to={`${href}/people/${person.id}`}>{person.name || person.pseudonym}</Link>
                  {person.replaced !== null && <small> {m.survey_replaced()}</small>}
                </th>
                <td data-title={m.survey_feature_residence()}>{person.residence}</td>
                <td className="number" data-title={m.survey_chance()}>
                  {person.probability === 0 ? m.survey_as_substitute() : chanceText(person.probability)}
                </td>
                <td data-title={m.survey_pseudonym()}>
                  <code>{person.pseudonym}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}

function chanceText(probability: number): string {
  return m.survey_chance_in({ share: formatShare(probability, 1), thousand: formatNumber(probability * 1000) })
}
