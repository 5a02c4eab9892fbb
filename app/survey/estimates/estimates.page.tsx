import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/choice-group.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatDate, formatInstant, formatNumber } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import { OUTSIDE_OPERATOR } from '#packages/disclosure/thresholds.ts'
import { HowItWorks } from '../panel-frame.tsx'
import { surveyTrail } from '../trail.ts'
import type { Route } from './+types/estimates.page.ts'
import { askEstimate, estimateJobNow } from './estimate.job.ts'
import { estimatesOf, type PanelToReckon, panelsToReckon } from './estimates.server.ts'
import { NONRESPONSES } from './nonresponse.ts'
import { estimatesHref } from './trail.ts'
import { NONRESPONSE_WORDS } from './words.ts'

export const handle = { trail: surveyTrail }

export const meta = () => [{ title: `${m.survey_estimates()} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    const mayMake = may(tx.actor, 'survey.estimate.make')
    return {
      convention: args.params.convention,
      sets: await estimatesOf(tx),
      mayMake,
      job: mayMake ? ((await estimateJobNow(tx))?.id ?? null) : null,
      panels: mayMake ? await panelsToReckon(tx) : [],
    }
  })
}

const Asked = z.object({ panel: z.uuid(), nonresponse: z.enum(NONRESPONSES) })

export async function action(args: Route.ActionArgs) {
  return submit(args, Asked, async (tx, { panel, nonresponse }) => {
    const job = await askEstimate(tx, panel, nonresponse)
    return redirect(`/c/${args.params.convention}/jobs/${job}`)
  })
}

export default function Estimates({ loaderData, actionData }: Route.ComponentProps) {
  const { convention, sets, mayMake, panels, job } = loaderData
  const usable = panels.filter(({ missing }) => missing === null)
  const unusable = panels.filter(({ missing }) => missing !== null)
  return (
    <Page title={m.survey_estimates()} lead={m.survey_estimates_lead()}>
      <HowItWorks>{m.survey_estimates_help()}</HowItWorks>
      {job && (
        <Notice>
          {m.survey_estimates_going()} <Link to={`/c/${convention}/jobs/${job}`}>{m.survey_estimates_follow()}</Link>
        </Notice>
      )}
      {sets.length === 0 ? (
        <EmptyState title={m.survey_estimates_empty()}>
          {mayMake ? m.survey_estimates_empty_next() : m.survey_estimates_empty_wait()}
        </EmptyState>
      ) : (
        <div className="table-scroll">
          <table className="table cards">
            <caption className="unseen">{m.survey_estimates()}</caption>
            <thead>
              <tr>
                <th scope="col">{m.survey_estimates_set()}</th>
                <th scope="col" className="number">
                  {m.survey_estimates_respondents()}
                </th>
                <th scope="col">{m.survey_estimates_published()}</th>
              </tr>
            </thead>
            <tbody>
              {sets.map((set) => (
                <tr key={set.id}>
                  <th scope="row">
                    <Link to={estimatesHref(convention, set.id)}>
                      {m.survey_estimates_name({ panel: set.panel, on: formatInstant(set.made_at) })}
                    </Link>
                  </th>
                  <td className="number" data-title={m.survey_estimates_respondents()}>
                    {formatNumber(set.respondents)}
                  </td>
                  <td data-title={m.survey_estimates_published()}>
                    {set.at ? (
                      <State tone="good">{m.survey_estimates_published_on({ on: formatDate(set.at, 'medium') })}</State>
                    ) : (
                      <State>{m.survey_estimates_unpublished()}</State>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {panels.length > 0 && (
        <Section title={m.survey_estimates_new()}>
          {usable[0] ? (
            <Form answer={actionData}>
              <p>{m.survey_estimates_new_says()}</p>
              <SelectField
                name="panel"
                label={m.survey_estimates_panel()}
                choices={usable.map(({ id, name, respondents }) => ({
                  value: id,
                  label: m.survey_estimates_panel_choice({ name, count: respondents }),
                }))}
                value={usable[0].id}
              />
              <RadioGroup
                name="nonresponse"
                label={m.survey_nonresponse()}
                value="classes"
                choices={NONRESPONSES.map((one) => ({ value: one, ...NONRESPONSE_WORDS[one] })).map(
                  ({ value, label, hint }) => ({ value, label: label(), hint: hint() }),
                )}
              />
              <SubmitButton>{m.survey_estimates_make()}</SubmitButton>
            </Form>
          ) : (
            <p>{m.survey_estimates_none_usable()}</p>
          )}
          {unusable.length > 0 && (
            <>
              <p>{m.survey_estimates_not_yet()}</p>
              <ul>
                {unusable.map((panel) => (
                  <li key={panel.id}>{missingWord(panel)}</li>
                ))}
              </ul>
            </>
          )}
        </Section>
      )}
    </Page>
  )
}

function missingWord({ name, missing, respondents }: PanelToReckon): string {
  if (missing === 'draw') return m.survey_estimates_not_drawn({ name })
  if (respondents === 0) return m.survey_estimates_no_interview({ name, least: OUTSIDE_OPERATOR })
  return m.survey_estimates_few({ name, count: respondents, least: OUTSIDE_OPERATOR })
}
