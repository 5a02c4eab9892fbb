import { redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { CheckboxGroup, RadioGroup } from '#app/ui/choice-group.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { several } from '#app/ui/read-form.ts'
import { TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/campaign-new.page.ts'
import { createCampaign } from './campaigns.server.ts'
import { residencesToChoose } from './recipients.server.ts'
import { KINDS } from './templates.ts'
import { mobilisationHref, mobilisationTrail } from './trail.ts'
import { KIND_WORDS } from './words.tsx'

export const handle = { trail: mobilisationTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.mobilisation_new()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => ({ residences: await residencesToChoose(tx) }))
}

const NewCampaign = z.object({
  title: z.string().trim().min(3).max(120),
  kind: z.enum(KINDS),
  residences: several(z.uuid()),
})

export function action(args: Route.ActionArgs) {
  return submit(args, NewCampaign, async (tx, { title, kind, residences }) => {
    const id = await createCampaign(tx, { title, kind, residenceIds: residences })
    return redirect(mobilisationHref(args.params.convention, 'campaigns', id, 'text'))
  })
}

export default function NewCampaignPage({ loaderData: { residences }, actionData }: Route.ComponentProps) {
  return (
    <Page title={m.mobilisation_new()} lead={m.mobilisation_new_lead()}>
      <Form answer={actionData}>
        <TextField name="title" label={m.mobilisation_campaign_title()} hint={m.mobilisation_campaign_title_hint()} />
        <RadioGroup
          name="kind"
          label={m.mobilisation_kind()}
          choices={KINDS.map((kind) => ({ value: kind, label: KIND_WORDS[kind]() }))}
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
        <SubmitButton>{m.mobilisation_new_submit()}</SubmitButton>
      </Form>
    </Page>
  )
}
