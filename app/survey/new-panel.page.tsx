import { redirect } from 'react-router'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { Actions } from '#app/ui/actions.tsx'
import { SubmitButton } from '#app/ui/button.tsx'
import { CheckboxGroup, RadioGroup } from '#app/ui/choice-group.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatNumber, formatShare } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { NumberField, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/new-panel.page.ts'
import { AsYouType } from './as-you-type.tsx'
import { FEATURES, featureWord } from './features.ts'
import { HowItWorks } from './panel-frame.tsx'
import { PanelDraft, PanelForm, settingsFrom, valuesFrom } from './panel-input.ts'
import { createPanel } from './panels.server.ts'
import { candidatesOf, residencesOf } from './population.server.ts'
import { marginOfError } from './quotas.ts'
import { surveyTrail } from './trail.ts'

export const handle = { trail: surveyTrail }

export const meta = () => [{ title: `${m.survey_panel_new()} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const asked = new URL(args.request.url).searchParams
  const typed = PanelDraft.parse(valuesFrom(asked))
  return read(args, async (tx) => {
    must(tx.actor, 'survey.panel.draw')
    const settings = settingsFrom({ ...typed, household: asked.size === 0 ? 'one' : typed.household })
    const people = await candidatesOf(tx, settings, [])
    return {
      settings,
      residences: await residencesOf(tx),
      pool: people.length,
      households: new Set(people.map(({ householdId }) => householdId)).size,
      margin: marginOfError(settings.size, people.length),
    }
  })
}

export async function action(args: Route.ActionArgs) {
  return submit(args, PanelForm, async (tx, input) => {
    const id = await createPanel(tx, settingsFrom(input))
    return redirect(`/c/${args.params.convention}/survey/panel/${id}`)
  })
}

export default function NewPanel({ loaderData, actionData }: Route.ComponentProps) {
  const { settings, residences, pool, households, margin } = loaderData
  return (
    <Page title={m.survey_panel_new()} lead={m.survey_new_lead()}>
      <HowItWorks>{m.survey_new_help()}</HowItWorks>
      <Form answer={actionData}>
        <TextField name="name" label={m.survey_panel_name()} hint={m.survey_panel_name_hint()} value={settings.name} />
        <RadioGroup
          name="holders"
          label={m.survey_population()}
          value={settings.holdersOnly ? 'holders' : 'adults'}
          choices={[
            { value: 'adults', label: m.survey_population_adults(), hint: m.survey_population_adults_hint() },
            { value: 'holders', label: m.survey_population_holders(), hint: m.survey_population_holders_hint() },
          ]}
        />
        <details>
          <summary>{m.survey_residences_choose()}</summary>
          <CheckboxGroup
            name="residences"
            label={m.survey_residences()}
            hint={m.survey_residences_hint()}
            optional
            value={settings.residenceIds}
            choices={residences.map(({ id, code, name }) => ({ value: id, label: name, hint: code }))}
          />
        </details>
        <RadioGroup
          name="household"
          label={m.survey_household()}
          value={settings.onePerHousehold ? 'one' : 'any'}
          choices={[
            { value: 'one', label: m.survey_household_one(), hint: m.survey_household_one_hint() },
            { value: 'any', label: m.survey_household_any() },
          ]}
        />
        <CheckboxGroup
          name="features"
          label={m.survey_features()}
          hint={m.survey_features_hint()}
          value={settings.features}
          choices={FEATURES.map((feature) => ({ value: feature, label: featureWord(feature) }))}
        />
        <NumberField
          name="size"
          label={m.survey_panel_size()}
          hint={m.survey_panel_size_hint()}
          value={settings.size}
        />
        <NumberField
          name="tolerance"
          label={m.survey_tolerance()}
          hint={m.survey_tolerance_hint()}
          value={Math.round(settings.tolerance * 1000) / 10}
          decimal
        />
        <Section title={m.survey_new_expected()}>
          <div aria-live="polite">
            <DefinitionList
              facts={[
                { term: m.survey_pool(), value: formatNumber(pool) },
                { term: m.survey_pool_households(), value: formatNumber(households) },
                ...(pool > 0
                  ? [{ term: m.survey_margin(), value: m.survey_margin_value({ points: formatShare(margin, 1) }) }]
                  : []),
              ]}
            />
            {pool < settings.size && (
              <Notice tone="bad">
                {pool === 0 ? m.survey_pool_empty() : m.refusal_survey_pool_too_small({ pool })}
              </Notice>
            )}
          </div>
        </Section>
        <Actions>
          <SubmitButton>{m.survey_new_submit()}</SubmitButton>
          <AsYouType label={m.survey_recount()} />
        </Actions>
      </Form>
    </Page>
  )
}
