import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { Figure } from '#app/ui/figure.tsx'
import { formatDate, formatNumber } from '#app/ui/format.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import { codingHref } from '../coding/trail.ts'
import type { Route } from './+types/figure.page.ts'
import { figureOf } from './estimates.server.ts'
import { figureTrail } from './trail.ts'
import { groupWord, measureOf, reliabilityWord, subjectWord } from './words.ts'

export const handle = { trail: figureTrail }

export const meta = () => [{ title: `${m.survey_figure()} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    const { estimate, figure, behind } = await figureOf(tx, args.params.estimate, args.params.figure)
    const inside = may(tx.actor, 'survey.coding.read')
    const rowsHref =
      inside && figure.subject === 'code' ? codingHref(args.params.convention, 'codes', figure.subjectId) : undefined
    return {
      convention: args.params.convention,
      figure,
      measure: measureOf(figure, estimate, rowsHref),
      behind,
      inside,
    }
  })
}

/** One figure, where it comes from, and for the operator each interview behind it. */
export default function FigurePage({ loaderData }: Route.ComponentProps) {
  const { convention, figure, measure, behind, inside } = loaderData
  return (
    <Page title={subjectWord(figure)} lead={groupWord(figure)}>
      <Figure label={subjectWord(figure)} measure={measure} />
      <DefinitionList facts={[{ term: m.survey_estimate_reliability(), value: reliabilityWord(figure.reliability) }]} />
      {inside &&
        (behind ? <Behind convention={convention} interviews={behind} /> : <p>{m.survey_figure_behind_unknown()}</p>)}
    </Page>
  )
}

function Behind({
  convention,
  interviews,
}: {
  convention: string
  interviews: NonNullable<Route.ComponentProps['loaderData']['behind']>
}) {
  return (
    <Section title={m.survey_figure_behind({ count: interviews.length, written: formatNumber(interviews.length) })}>
      <p>{m.survey_figure_behind_says()}</p>
      <div className="table-scroll">
        <table className="table cards">
          <caption className="unseen">{m.survey_figure()}</caption>
          <thead>
            <tr>
              <th scope="col">{m.survey_coding_interview()}</th>
              <th scope="col" className="number">
                {m.survey_figure_weight()}
              </th>
            </tr>
          </thead>
          <tbody>
            {interviews.map(({ id, held_on, weight }) => (
              <tr key={id}>
                <th scope="row">
                  <Link to={codingHref(convention, 'interviews', id)}>{formatDate(held_on)}</Link>
                </th>
                <td className="number" data-title={m.survey_figure_weight()}>
                  {formatNumber(weight, { maximumFractionDigits: 1 })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}
