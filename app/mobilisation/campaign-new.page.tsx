import { data, redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { Actions } from '#app/ui/actions.tsx'
import { SubmitButton } from '#app/ui/button.tsx'
import { CheckboxGroup, RadioGroup } from '#app/ui/choice-group.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormValues } from '#app/ui/form-answer.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'
import { several } from '#app/ui/read-form.ts'
import { DateField, NumberField, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/campaign-new.page.ts'
import { createCampaign } from './campaigns.server.ts'
import { LEGAL_KINDS } from './legal-kinds.ts'
import { recipientCounts, residencesToChoose } from './recipients.server.ts'
import { KINDS } from './templates.ts'
import { mobilisationHref, mobilisationTrail } from './trail.ts'
import { householdWords, KIND_WORDS, LEGAL_KIND_WORDS } from './words.tsx'

export const handle = { trail: mobilisationTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.mobilisation_new()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => ({ residences: await residencesToChoose(tx) }))
}

const TURNED = { code: 'mobilisation.bounds-turned' }
const Bound = (most: number) => z.coerce.number().int().min(0).max(most).nullable().default(null)
const Day = z.iso.date().nullable().default(null)

const NewCampaign = z
  .object({
    intent: z.enum(['create', 'count']).default('create'),
    title: z.string().trim().min(3).max(120),
    kind: z.enum(KINDS),
    legalKind: z.enum(LEGAL_KINDS),
    residences: several(z.uuid()),
    stairways: z.string().max(200).default(''),
    ageFrom: Bound(130),
    ageTo: Bound(130),
    sizeFrom: Bound(30),
    sizeTo: Bound(30),
    enteredFrom: Day,
    enteredTo: Day,
  })
  .refine(({ ageFrom, ageTo }) => (ageFrom ?? 0) <= (ageTo ?? 130), { path: ['ageTo'], params: TURNED })
  .refine(({ sizeFrom, sizeTo }) => (sizeFrom ?? 0) <= (sizeTo ?? 30), { path: ['sizeTo'], params: TURNED })
  .refine(({ enteredFrom, enteredTo }) => (enteredFrom ?? '') <= (enteredTo ?? '9999'), {
    path: ['enteredTo'],
    params: TURNED,
  })

export function action(args: Route.ActionArgs) {
  return submit(args, NewCampaign, async (tx, { intent, title, kind, legalKind, residences, stairways, ...bounds }) => {
    const stairwayCodes = stairways.split(/[,;\s]+/).filter((code) => code !== '')
    const criteria = { residenceIds: residences, stairwayCodes, ...bounds }
    if (intent === 'count') {
      const values = asTyped({ title, kind, legalKind, residences, stairways, ...bounds })
      return data({ refusal: [], values, counts: await recipientCounts(tx, { kind, legalKind, criteria }) })
    }
    const id = await createCampaign(tx, { title, kind, legalKind, criteria })
    return redirect(mobilisationHref(args.params.convention, 'campaigns', id, 'text'))
  })
}

/** The form as it was sent, to be shown again beside the count. */
function asTyped(form: Record<string, string | string[] | number | null>): FormValues {
  return Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name, Array.isArray(value) ? value : String(value ?? '')]),
  )
}

export default function NewCampaignPage({ loaderData: { residences }, actionData }: Route.ComponentProps) {
  const counts = actionData && 'counts' in actionData ? actionData.counts : null
  return (
    <Page title={m.mobilisation_new()} lead={m.mobilisation_new_lead()}>
      <Form answer={actionData}>
        <TextField name="title" label={m.mobilisation_campaign_title()} hint={m.mobilisation_campaign_title_hint()} />
        <RadioGroup
          name="kind"
          label={m.mobilisation_kind()}
          choices={KINDS.map((kind) => ({ value: kind, label: KIND_WORDS[kind]() }))}
        />
        <RadioGroup
          name="legalKind"
          label={m.mobilisation_legal_kind()}
          value="service-information"
          choices={LEGAL_KINDS.map((value) => ({
            value,
            label: LEGAL_KIND_WORDS[value].name(),
            hint: LEGAL_KIND_WORDS[value].hint(),
          }))}
        />
        <details>
          <summary>{m.mobilisation_residences_choose()}</summary>
          <CheckboxGroup
            name="residences"
            label={m.mobilisation_residences()}
            hint={m.mobilisation_residences_hint()}
            optional
            choices={residences.map(({ id, code, name }) => ({ value: id, label: name, hint: code }))}
          />
        </details>
        <details>
          <summary>{m.mobilisation_criteria()}</summary>
          <div className="field-list">
            <p>{m.mobilisation_criteria_why()}</p>
            <TextField
              name="stairways"
              label={m.mobilisation_criteria_stairways()}
              hint={m.mobilisation_criteria_stairways_hint()}
              optional
            />
            <NumberField name="ageFrom" label={m.mobilisation_criteria_age_from()} optional />
            <NumberField name="ageTo" label={m.mobilisation_criteria_age_to()} optional />
            <NumberField name="sizeFrom" label={m.mobilisation_criteria_size_from()} optional />
            <NumberField name="sizeTo" label={m.mobilisation_criteria_size_to()} optional />
            <DateField name="enteredFrom" label={m.mobilisation_criteria_entered_from()} optional />
            <DateField name="enteredTo" label={m.mobilisation_criteria_entered_to()} optional />
          </div>
        </details>
        <div aria-live="polite">{counts && <Notice>{householdWords(counts)}</Notice>}</div>
        <Actions>
          <SubmitButton name="intent" value="create">
            {m.mobilisation_new_submit()}
          </SubmitButton>
          <SubmitButton kind="plain" name="intent" value="count">
            {m.mobilisation_count()}
          </SubmitButton>
        </Actions>
      </Form>
    </Page>
  )
}
