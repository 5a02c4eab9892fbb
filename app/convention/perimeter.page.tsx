import { z } from 'zod'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { CheckboxGroup } from '#app/ui/choice-group.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { several } from '#app/ui/read-form.ts'
import { NumberField, TextArea } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/perimeter.page.ts'
import { amendmentsToChoose } from './amendments.server.ts'
import { AmendmentField } from './fields.tsx'
import { Amendment } from './input.ts'
import { perimeter, perimeterVersions, writePerimeter } from './perimeter.server.ts'
import { partiesTrail } from './trail.ts'
import { afterWriting } from './written.server.ts'

export const handle = { trail: partiesTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_perimeter_write()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'convention.contract.change')
    const choice = await amendmentsToChoose(tx, args.url)
    const { current, residences } = await perimeter(tx)
    const prepared = (await perimeterVersions(tx, choice.under)).find(
      ({ amendment_id }) => amendment_id === choice.under,
    )
    return { current: prepared ?? current, residences, choice }
  })
}

const PerimeterInput = z.object({
  statement: z.string().trim().min(1).max(1000),
  statedDwellings: z
    .string()
    .transform((text) => Number(text.replace(/[\s\u00a0\u202f]/g, '')))
    .pipe(z.number().int().min(1).max(1_000_000))
    .nullable()
    .default(null),
  residenceIds: several(z.uuid()),
  amendmentId: Amendment,
})

export function action(args: Route.ActionArgs) {
  return submit(args, PerimeterInput, async (tx, facts) => {
    await writePerimeter(tx, facts)
    const { convention } = args.params
    return afterWriting({ convention, ...facts, path: ['parties'], message: m.convention_perimeter_saved() })
  })
}

export default function PerimeterPage({ loaderData, actionData }: Route.ComponentProps) {
  const { current, residences, choice } = loaderData
  return (
    <Page title={m.convention_perimeter_write()} lead={m.convention_perimeter_lead()}>
      <Form answer={actionData}>
        <TextArea
          name="statement"
          label={m.convention_statement()}
          hint={m.convention_statement_hint()}
          value={current?.statement ?? ''}
          rows={3}
        />
        <NumberField
          name="statedDwellings"
          label={m.convention_dwellings_written()}
          hint={m.convention_dwellings_hint()}
          {...(current?.stated_dwellings ? { value: current.stated_dwellings } : {})}
          optional
        />
        {residences.length > 0 && (
          <CheckboxGroup
            name="residenceIds"
            label={m.convention_residences()}
            hint={m.convention_residences_hint()}
            value={current?.residence_ids ?? []}
            optional
            choices={residences.map(({ id, name, address }) => ({
              value: id,
              label: name,
              ...(address ? { hint: address } : {}),
            }))}
          />
        )}
        <AmendmentField {...choice} />
        <SubmitButton>{m.convention_perimeter_save()}</SubmitButton>
      </Form>
    </Page>
  )
}
