import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Actions } from '#app/ui/actions.tsx'
import { SubmitButton } from '#app/ui/button.tsx'
import { Chart } from '#app/ui/chart.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { formatDate, formatNumber, formatShare } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import { residenceNames } from '../coding/residence-names.server.ts'
import { featureWord, valueWord } from '../features.ts'
import { HowItWorks } from '../panel-frame.tsx'
import type { Route } from './+types/estimate.page.ts'
import { chartsOf } from './charts.server.ts'
import { estimateOf, type Method, nearFigures, publishEstimate } from './estimates.server.ts'
import { estimatesHref, estimatesTrail } from './trail.ts'
import { classWord, groupWord, intervalWord, marginWord, methodWord, reliabilityWord, subjectWord } from './words.ts'

export const handle = { trail: estimatesTrail }

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `${m.survey_estimate()} · ${loaderData?.estimate.panel ?? ''} · Palier` },
]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    const estimate = await estimateOf(tx, args.params.estimate)
    const by = args.url.searchParams.get('by')
    const names = await residenceNames(tx)
    const mayMake = may(tx.actor, 'survey.estimate.make')
    return {
      convention: args.params.convention,
      estimate: { ...estimate, figures: [] },
      figures: estimate.figures.filter(
        ({ feature }) => feature === (by === 'sex' || by === 'age' || by === 'pcs' ? by : null),
      ),
      features: [...new Set(estimate.figures.flatMap(({ feature }) => feature ?? []))],
      by,
      charts: chartsOf(estimate.figures),
      residences: Object.fromEntries(names),
      inside: may(tx.actor, 'survey.coding.read'),
      mayMake,
      near: mayMake ? await nearFigures(tx, estimate) : 0,
    }
  })
}

export async function action(args: Route.ActionArgs) {
  return submit(args, z.object({ intent: z.literal('publish') }), async (tx) => {
    await publishEstimate(tx, args.params.estimate)
    return redirect(estimatesHref(args.params.convention, args.params.estimate), {
      headers: await flashHeaders({ tone: 'good', message: m.survey_estimate_published_now() }),
    })
  })
}

type Loaded = Route.ComponentProps['loaderData']

export default function EstimatePage({ loaderData, actionData }: Route.ComponentProps) {
  const { estimate, charts, mayMake, near } = loaderData
  return (
    <Page title={m.survey_estimate()} lead={estimate.panel}>
      <HowItWorks>{m.survey_estimate_help()}</HowItWorks>
      {estimate.publishedAt ? (
        <p>{m.survey_estimate_published_says({ on: formatDate(estimate.publishedAt) })}</p>
      ) : (
        mayMake && (
          <Form intent="publish" answer={actionData}>
            <p>{m.survey_estimate_publish_says()}</p>
            {near > 0 && <p>{m.survey_estimate_near({ count: near, written: formatNumber(near) })}</p>}
            <Actions>
              <SubmitButton>{m.survey_estimate_publish()}</SubmitButton>
            </Actions>
          </Form>
        )
      )}
      <Notice>{m.survey_estimate_caveat()}</Notice>
      {estimate.method.coded !== null && (
        <p>
          {m.survey_estimate_coded({
            count: estimate.method.coded,
            written: formatNumber(estimate.method.coded),
            respondents: formatNumber(estimate.respondents),
          })}
        </p>
      )}
      <Section title={m.survey_estimate_charts()}>
        {charts.length === 0 ? (
          <EmptyState title={m.survey_estimate_no_figure()}>{m.survey_estimate_no_figure_next()}</EmptyState>
        ) : (
          charts.map((chart) => <Chart key={chart.title} chart={chart} />)
        )}
      </Section>
      <Figures {...loaderData} />
      <Weights {...loaderData} />
      <AskedPeople {...loaderData} />
    </Page>
  )
}

/** All figures, on everyone or by one feature; each leads to where it comes from. */
function Figures({ convention, estimate, figures, features, by }: Loaded) {
  const here = estimatesHref(convention, estimate.id)
  return (
    <Section title={m.survey_estimate_figures()}>
      {features.length > 0 && (
        <p>
          <Link to={here} aria-current={by === null ? 'true' : undefined} preventScrollReset>
            {m.survey_estimate_everyone()}
          </Link>{' '}
          {features.map((feature) => (
            <span key={feature}>
              <Link to={`${here}?by=${feature}`} aria-current={feature === by ? 'true' : undefined} preventScrollReset>
                {featureWord(feature)}
              </Link>{' '}
            </span>
          ))}
        </p>
      )}
      {figures.length > 0 && (
        <div className="table-scroll">
          <table className="table cards">
            <caption className="unseen">{m.survey_estimate_figures()}</caption>
            <thead>
              <tr>
                <th scope="col">{m.survey_estimate_subject()}</th>
                {by && <th scope="col">{m.survey_estimate_of()}</th>}
                <th scope="col" className="number">
                  {m.survey_estimate_share()}
                </th>
                <th scope="col">{m.survey_estimate_interval()}</th>
                <th scope="col" className="number">
                  {m.survey_estimate_n()}
                </th>
                <th scope="col">{m.survey_estimate_reliability()}</th>
              </tr>
            </thead>
            <tbody>
              {figures.map((figure) => (
                <tr key={figure.id}>
                  <th scope="row">
                    <Link to={`${here}/figures/${figure.id}`}>{subjectWord(figure)}</Link>
                  </th>
                  {by && <td data-title={m.survey_estimate_of()}>{groupWord(figure)}</td>}
                  <td className="number" data-title={m.survey_estimate_share()}>
                    {figure.share === null ? m.ui_secret() : formatShare(figure.share)}
                  </td>
                  <td data-title={m.survey_estimate_interval()}>{intervalWord(figure)}</td>
                  <td className="number" data-title={m.survey_estimate_n()}>
                    {figure.n === null ? '–' : formatNumber(figure.n)}
                  </td>
                  <td data-title={m.survey_estimate_reliability()}>{reliabilityWord(figure.reliability)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  )
}

/** How the answers were weighted. */
function Weights({ estimate, inside, residences }: Loaded) {
  const { method, respondents, effective } = estimate
  const places = { maximumFractionDigits: 2 }
  return (
    <Section title={m.survey_estimate_weights()}>
      <DefinitionList
        facts={[
          { term: m.survey_estimates_respondents(), value: formatNumber(respondents) },
          { term: m.survey_estimate_population(), value: formatNumber(method.population) },
          ...(inside && effective !== null
            ? [{ term: m.survey_estimate_effective(), value: formatNumber(effective, { maximumFractionDigits: 1 }) }]
            : []),
          { term: m.survey_estimate_method(), value: methodWord(method) },
          {
            term: m.survey_estimate_factors(),
            value: m.survey_estimate_factors_says({
              least: formatNumber(method.leastFactor, places),
              greatest: formatNumber(method.greatestFactor, places),
            }),
          },
          { term: m.survey_estimate_trimmed(), value: formatNumber(method.trimmed) },
          { term: m.survey_estimate_replicates(), value: formatNumber(method.replicates) },
        ]}
      />
      <ul>
        {method.margins.map((margin) => (
          <li key={margin.feature}>{marginWord(margin, residences)}</li>
        ))}
      </ul>
      {method.nonresponse && <Nonresponse said={method.nonresponse} residences={residences} />}
    </Section>
  )
}

/** How the weight of those who did not answer was shared out: classes, their rates, and what it changed. */
function Nonresponse({
  said,
  residences,
}: {
  said: NonNullable<Method['nonresponse']>
  residences: Loaded['residences']
}) {
  const change = formatShare(said.meanChange)
  return (
    <>
      <h3>{m.survey_nonresponse()}</h3>
      <p>
        {said.kind === 'none' && m.survey_nonresponse_none_says()}
        {said.kind === 'classes' && said.count < 2 && m.survey_nonresponse_one_says()}
        {said.kind === 'classes' && said.count > 1 && m.survey_nonresponse_says({ count: said.count, change })}
      </p>
      {said.classes.length > 1 && (
        <div className="table-scroll">
          <table className="table cards">
            <caption className="unseen">{m.survey_nonresponse()}</caption>
            <thead>
              <tr>
                <th scope="col">{m.survey_nonresponse_class()}</th>
                <th scope="col" className="number">
                  {m.survey_response_asked()}
                </th>
                <th scope="col" className="number">
                  {m.survey_estimates_respondents()}
                </th>
                <th scope="col" className="number">
                  {m.survey_nonresponse_rate()}
                </th>
                <th scope="col" className="number">
                  {m.survey_nonresponse_factor()}
                </th>
              </tr>
            </thead>
            <tbody>
              {said.classes.map((one) => (
                <tr key={JSON.stringify(one.of)}>
                  <th scope="row">{classWord(one.of, residences)}</th>
                  <td className="number" data-title={m.survey_response_asked()}>
                    {formatNumber(one.asked)}
                  </td>
                  <td className="number" data-title={m.survey_estimates_respondents()}>
                    {formatNumber(one.answered)}
                  </td>
                  <td className="number" data-title={m.survey_nonresponse_rate()}>
                    {formatShare(one.rate)}
                  </td>
                  <td className="number" data-title={m.survey_nonresponse_factor()}>
                    {formatNumber(one.factor, { maximumFractionDigits: 2 })}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

/** Who was asked and what came of it. */
function AskedPeople({ estimate: { response }, residences }: Loaded) {
  const { rates, outcomes } = response
  const rate = (value: number | null) => (value === null ? m.ui_secret() : formatShare(value))
  const count = (value: number | null | undefined) => (value == null ? m.ui_secret() : formatNumber(value))
  return (
    <Section title={m.survey_response()}>
      <DefinitionList
        facts={[
          { term: m.survey_response_asked(), value: count(response.asked) },
          { term: m.survey_response_complete(), value: count(outcomes.complete) },
          { term: m.survey_response_partial(), value: count(outcomes.partial) },
          { term: m.survey_response_refusal(), value: count(outcomes.refusal) },
          { term: m.survey_response_non_contact(), value: count(outcomes.nonContact) },
          { term: m.survey_response_other(), value: count(outcomes.other) },
          { term: m.survey_response_unknown(), value: count(outcomes.unknownEligibility) },
          { term: m.survey_response_not_eligible(), value: count(outcomes.notEligible) },
          { term: m.survey_response_rr1(), value: rate(rates.response) },
          { term: m.survey_response_coop1(), value: rate(rates.cooperation) },
          { term: m.survey_response_con1(), value: rate(rates.contact) },
          { term: m.survey_response_ref1(), value: rate(rates.refusal) },
          {
            term: m.survey_response_r_indicator(),
            value: response.rIndicator === null ? '–' : formatNumber(response.rIndicator, { maximumFractionDigits: 2 }),
          },
        ]}
      />
      <div className="table-scroll">
        <table className="table cards">
          <caption>{m.survey_response_profiles()}</caption>
          <thead>
            <tr>
              <th scope="col">{m.survey_estimate_of()}</th>
              <th scope="col" className="number">
                {m.survey_response_asked()}
              </th>
              <th scope="col" className="number">
                {m.survey_estimates_respondents()}
              </th>
            </tr>
          </thead>
          <tbody>
            {response.profiles.map(({ feature, value, asked, answered }) => (
              <tr key={`${feature} ${value}`}>
                <th scope="row">
                  {m.survey_estimate_group({
                    feature: featureWord(feature),
                    value: valueWord(feature, value, residences[value]),
                  })}
                </th>
                <td className="number" data-title={m.survey_response_asked()}>
                  {count(asked)}
                </td>
                <td className="number" data-title={m.survey_estimates_respondents()}>
                  {count(answered)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}
