import { Link } from 'react-router'
import { z } from 'zod'
import { read } from '#app/platform/page.server.ts'
import { Chart } from '#app/ui/chart.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatNumber } from '#app/ui/format.ts'
import { Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import { FEATURES, featureWord, valueWord } from '../features.ts'
import type { Route } from './+types/analysis.page.ts'
import { crossingOf, saturationOf } from './analysis.server.ts'
import { CodingFrame } from './coding-frame.tsx'
import { residenceNames } from './residence-names.server.ts'
import { saturationChart } from './saturation-chart.server.ts'
import { codingHref, codingTrail } from './trail.ts'

export const handle = { trail: codingTrail }

export const meta = () => [{ title: `${m.survey_coding_tab_analysis()} · Palier` }]

const By = z.enum(FEATURES).catch('age')

export async function loader(args: Route.LoaderArgs) {
  const by = By.parse(args.url.searchParams.get('by'))
  const outside = args.url.searchParams.get('as') === 'landlord'
  return read(args, async (tx) => {
    const [saturation, crossing] = [await saturationOf(tx), await crossingOf(tx, by, outside)]
    const names = by === 'residence' ? await residenceNames(tx) : new Map<string, string>()
    return {
      convention: args.params.convention,
      by,
      outside,
      saturation: saturation.length === 0 ? null : saturationChart(saturation),
      crossing,
      columns: crossing.values.map((value) => valueWord(by, value, names.get(value))),
    }
  })
}

export default function Analysis({ loaderData }: Route.ComponentProps) {
  const { convention, saturation } = loaderData
  return (
    <CodingFrame convention={convention} title={m.survey_coding_analysis()} help={m.survey_coding_analysis_help()}>
      <Section title={m.survey_saturation()}>
        {saturation === null ? (
          <EmptyState title={m.survey_saturation_empty()}>{m.survey_saturation_empty_next()}</EmptyState>
        ) : (
          <Chart chart={saturation} />
        )}
      </Section>
      <Section title={m.survey_crossing()}>
        <CrossTable {...loaderData} />
      </Section>
    </CodingFrame>
  )
}

function CrossTable({ convention, by, outside, crossing, columns }: Route.ComponentProps['loaderData']) {
  const here = codingHref(convention, 'analysis')
  const as = outside ? '&as=landlord' : ''
  const shown = (count: number | null) => (count === null ? m.ui_secret() : formatNumber(count))
  return (
    <>
      <p>
        {m.survey_crossing_by()}{' '}
        {FEATURES.map((feature) => (
          <span key={feature}>
            <Link
              to={`${here}?by=${feature}${as}`}
              aria-current={feature === by ? 'true' : undefined}
              preventScrollReset
            >
              {featureWord(feature)}
            </Link>{' '}
          </span>
        ))}
      </p>
      <p>
        <Link to={`${here}?by=${by}${outside ? '' : '&as=landlord'}`} preventScrollReset>
          {outside ? m.survey_crossing_as_operator() : m.survey_crossing_as_landlord()}
        </Link>
      </p>
      {crossing.values.length === 0 || crossing.rows.length === 0 ? (
        <EmptyState title={m.survey_crossing_empty()}>{m.survey_crossing_empty_next()}</EmptyState>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls by keyboard too
        <section className="table-scroll" tabIndex={0} aria-label={m.survey_crossing()}>
          <table className="table crossing">
            <caption className="unseen">{m.survey_crossing()}</caption>
            <thead>
              <tr>
                <th scope="col">{m.survey_code()}</th>
                {columns.map((column) => (
                  <th key={column} scope="col" className="number">
                    {column}
                  </th>
                ))}
                <th scope="col" className="number">
                  {m.survey_crossing_total()}
                </th>
              </tr>
            </thead>
            <tbody>
              <tr>
                <th scope="row">{m.survey_crossing_asked()}</th>
                {crossing.asked.map((count, at) => (
                  <td key={columns[at]} className="number">
                    {shown(count)}
                  </td>
                ))}
                <td />
              </tr>
              {crossing.rows.map((row) => (
                <tr key={row.id}>
                  <th scope="row" className="code" data-depth={row.depth}>
                    <Link to={codingHref(convention, 'codes', row.id)}>{row.name}</Link>
                  </th>
                  {row.counts.map((count, at) => (
                    <td key={columns[at]} className="number">
                      {shown(count)}
                    </td>
                  ))}
                  <td className="number">{shown(row.total)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  )
}
