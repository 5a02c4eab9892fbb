import { redirect } from 'react-router'
import { z } from 'zod'
import type { ActorTx } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Actions } from '#app/ui/actions.tsx'
import { SubmitButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatNumber, formatShare } from '#app/ui/format.ts'
import { Section } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { NumberField, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/panel.page.ts'
import { AsYouType } from './as-you-type.tsx'
import { FeasibilityMark, FeasibilityNotes } from './feasibility-notes.tsx'
import { achievedOf, interviewedAtLeast } from './figures.server.ts'
import { framed } from './frame.server.ts'
import { feasibilityOf } from './lottery.server.ts'
import type { Feasibility } from './lottery.ts'
import { OutsideProgress } from './outside-progress.tsx'
import { PanelFrame } from './panel-frame.tsx'
import { PanelDraft, PanelForm, settingsFrom, valuesFrom } from './panel-input.ts'
import { changePanel, discardPanel, draftQuotas, type Panel, panelOf } from './panels.server.ts'
import { candidatesOf, countsOf } from './population.server.ts'
import { AchievedTable, QuotaForm } from './quota-table.tsx'
import { marginOfError, plainProblems, proposeQuotas, warningsOf } from './quotas.ts'
import { surveyTrail } from './trail.ts'
import { changesFrom, withChanges, withTyped } from './typed-quotas.ts'

export const handle = { trail: surveyTrail }

export const meta = ({ loaderData }: Route.MetaArgs) => [{ title: `${loaderData?.frame.name ?? ''} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const asked = new URL(args.request.url).searchParams
  return read(args, async (tx) => {
    const panel = await panelOf(tx, args.params.panel)
    const editable = panel.stage === 'draft' && may(tx.actor, 'survey.panel.draw')
    const frame = framed(tx, panel)
    return {
      frame,
      estimates: `/c/${args.params.convention}/survey/estimates`,
      least: panel.stage === 'drawn' && !frame.seesPeople ? await interviewedAtLeast(tx, panel) : null,
      panel: { size: panel.size, features: panel.features, objective: panel.objective, stage: panel.stage },
      draft: editable ? await draftFrom(tx, panel, asked) : null,
      achieved: editable ? [] : await achievedOf(tx, panel),
    }
  })
}

/** The draft as kept, or as it would be with what the address says. */
async function draftFrom(tx: ActorTx, panel: Panel, asked: URLSearchParams) {
  const typed = asked.size === 0 ? panel : typedSettings(panel, asked)
  const people = await candidatesOf(tx, typed, typed.features)
  const kept = await draftQuotas(tx, panel)
  const quotas = asked.has('propose')
    ? proposeQuotas(await countsOf(tx, people, typed.features), typed.size, typed.tolerance)
    : withTyped(kept, asked)
  const problems = plainProblems(quotas, typed.size)
  const drawn = quotas.filter(({ atDraw }) => atDraw)
  return {
    settings: { name: typed.name, size: typed.size, tolerance: typed.tolerance, objective: typed.objective },
    pool: people.length,
    margin: marginOfError(typed.size, people.length),
    quotas,
    problems,
    warnings: warningsOf(quotas, typed.size),
    // Asked at each change: the household rule, which hardly ever decides, is left to the seal, which asks it all.
    feasibility: problems.some(({ kind }) => kind === 'minimum-over-maximum')
      ? UNORDERED
      : await feasibilityOf({
          ...typed,
          quotas: drawn,
          onePerHousehold: false,
          people: people.map(({ values, householdId }) => ({ values, household: householdId })),
        }),
  }
}

const UNORDERED: Feasibility = { feasible: false, conflict: [], relaxations: [] }

function typedSettings(panel: Panel, sent: URLSearchParams | FormData): Panel {
  const { name, size, tolerance, objective } = PanelDraft.parse(valuesFrom(sent))
  return { ...panel, name: name || panel.name, size, tolerance, objective }
}

const Sent = PanelForm.pick({ name: true, size: true, tolerance: true, objective: true }).extend({
  relax: z.string().max(20_000).optional(),
  discard: z.string().optional(),
})

export async function action(args: Route.ActionArgs) {
  const here = `/c/${args.params.convention}/survey`
  return submit(args, Sent, async (tx, { relax, discard, ...input }, form) => {
    if (discard) {
      await discardPanel(tx, args.params.panel)
      return redirect(here)
    }
    const panel = await panelOf(tx, args.params.panel)
    const typed = withTyped(await draftQuotas(tx, panel), form)
    const { name, size, tolerance, objective } = settingsFrom({
      ...input,
      holders: 'adults',
      household: 'one',
      residences: [],
      features: panel.features,
    })
    await changePanel(
      tx,
      panel.id,
      { ...panel, name, size, tolerance, objective },
      withChanges(typed, changesFrom(relax ?? '')),
    )
    return redirect(`${here}/panel/${panel.id}`)
  })
}

export default function PanelQuotas({
  loaderData: { frame, panel, draft, achieved, least, estimates },
  actionData,
}: Route.ComponentProps) {
  return (
    <PanelFrame panel={frame} help={m.survey_quotas_help()}>
      {draft ? (
        <Draft draft={draft} features={panel.features} answer={actionData} />
      ) : (
        <Section title={m.survey_quotas_title()}>
          <p>{panel.stage === 'draft' ? m.survey_quotas_draft_read() : m.survey_quotas_sealed()}</p>
          {least !== null && <OutsideProgress least={least} estimates={estimates} />}
          <AchievedTable
            rows={achieved}
            features={panel.features}
            drawn={panel.stage === 'drawn' && frame.seesPeople}
          />
        </Section>
      )}
    </PanelFrame>
  )
}

type Loaded = Route.ComponentProps['loaderData']

function Draft(props: {
  draft: NonNullable<Loaded['draft']>
  features: Loaded['panel']['features']
  answer: Route.ComponentProps['actionData']
}) {
  const { draft, features, answer } = props
  const { settings, quotas } = draft
  return (
    <Form answer={answer}>
      <TextField name="name" label={m.survey_panel_name()} value={settings.name} />
      <NumberField name="size" label={m.survey_panel_size()} value={settings.size} />
      <NumberField
        name="tolerance"
        label={m.survey_tolerance()}
        hint={m.survey_tolerance_hint()}
        value={Math.round(settings.tolerance * 1000) / 10}
        decimal
      />
      <SelectField
        name="objective"
        label={m.survey_objective()}
        hint={m.survey_objective_hint()}
        value={settings.objective}
        choices={[
          { value: 'leximin', label: m.survey_objective_leximin() },
          { value: 'maximin', label: m.survey_objective_maximin() },
          { value: 'nash', label: m.survey_objective_nash() },
        ]}
      />
      <DefinitionList
        facts={[
          { term: m.survey_pool(), value: formatNumber(draft.pool) },
          { term: m.survey_margin(), value: m.survey_margin_value({ points: formatShare(draft.margin, 1) }) },
        ]}
      />
      <FeasibilityNotes {...draft} size={settings.size} />
      <Actions>
        <AsYouType label={m.survey_recount()} />
        <button type="submit" formMethod="get" name="propose" value="yes" className="button" data-kind="plain">
          {m.survey_propose()}
        </button>
      </Actions>
      <Section title={m.survey_quotas_title()}>
        <QuotaForm quotas={quotas} features={features} />
      </Section>
      <div className="standing">
        <Actions>
          <SubmitButton>{m.survey_quotas_keep()}</SubmitButton>
          <FeasibilityMark {...draft} />
        </Actions>
      </div>
      <Actions>
        <SubmitButton kind="danger" name="discard" value="yes">
          {m.survey_discard()}
        </SubmitButton>
      </Actions>
    </Form>
  )
}
