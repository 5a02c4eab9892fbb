import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/choice-group.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatNumber } from '#app/ui/format.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { HowItWorks } from '../panel-frame.tsx'
import { surveyTrail } from '../trail.ts'
import type { Route } from './+types/guides.page.ts'
import { createGuide, guidesOf } from './guides.server.ts'
import { AUDIENCES, audienceWord } from './questions.ts'

export const handle = { trail: surveyTrail }

export const meta = () => [{ title: `${m.survey_guides_title()} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => ({
    here: `/c/${args.params.convention}/survey/guides`,
    guides: await guidesOf(tx),
    mayWrite: may(tx.actor, 'survey.guide.write'),
  }))
}

const NewGuide = z.object({ name: z.string().trim().min(3).max(120), audience: z.enum(AUDIENCES) })

export async function action(args: Route.ActionArgs) {
  return submit(args, NewGuide, async (tx, guide) => {
    const id = await createGuide(tx, guide)
    return redirect(`/c/${args.params.convention}/survey/guides/${id}`)
  })
}

export default function Guides({ loaderData: { here, guides, mayWrite }, actionData }: Route.ComponentProps) {
  return (
    <Page title={m.survey_guides_title()} lead={m.survey_guides_lead()}>
      <HowItWorks>{m.survey_guides_help()}</HowItWorks>
      {guides.length === 0 ? (
        <EmptyState title={m.survey_guides_empty()}>
          {mayWrite ? m.survey_guides_empty_next() : m.survey_guides_empty_wait()}
        </EmptyState>
      ) : (
        <div className="table-scroll">
          <table className="table cards">
            <caption className="unseen">{m.survey_guides_title()}</caption>
            <thead>
              <tr>
                <th scope="col">{m.survey_guide()}</th>
                <th scope="col">{m.survey_audience()}</th>
                <th scope="col" className="number">
                  {m.survey_questions()}
                </th>
                <th scope="col" className="number">
                  {m.survey_version()}
                </th>
              </tr>
            </thead>
            <tbody>
              {guides.map((guide) => (
                <tr key={guide.id}>
                  <th scope="row">
                    <Link to={`${here}/${guide.id}`}>{guide.name}</Link>
                  </th>
                  <td data-title={m.survey_audience()}>{audienceWord(guide.audience)}</td>
                  <td className="number" data-title={m.survey_questions()}>
                    {formatNumber(guide.questions)}
                  </td>
                  <td className="number" data-title={m.survey_version()}>
                    {formatNumber(guide.version)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {mayWrite && (
        <Section title={m.survey_guide_new()}>
          <Form answer={actionData}>
            <TextField name="name" label={m.survey_guide_name()} hint={m.survey_guide_name_hint()} />
            <RadioGroup
              name="audience"
              label={m.survey_audience()}
              value="tenant"
              choices={[
                { value: 'tenant', label: m.survey_audience_tenant(), hint: m.survey_audience_tenant_hint() },
                { value: 'caretaker', label: m.survey_audience_caretaker(), hint: m.survey_audience_caretaker_hint() },
              ]}
            />
            <SubmitButton>{m.survey_guide_create()}</SubmitButton>
          </Form>
        </Section>
      )}
    </Page>
  )
}
