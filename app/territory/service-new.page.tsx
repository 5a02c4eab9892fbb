import { redirect } from 'react-router'
import { z } from 'zod'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { NumberField, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { GROUPS, groupOf, kindNames } from '#packages/amenities/typology.ts'
import type { Route } from './+types/service-new.page.ts'
import { addPlace } from './services.server.ts'
import { territoryHref, territoryTrail } from './trail.ts'
import { GROUP_WORDS, kindWord } from './words.ts'

export const handle = {
  trail: (params: { convention?: string }) => [
    ...territoryTrail(params),
    { href: territoryHref(params.convention ?? '', 'services'), title: m.territory_tab_services() },
  ],
}

export const meta: Route.MetaFunction = () => [{ title: `${m.territory_place_add()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'territory.place.correct')
    return {}
  })
}

const Degrees = (most: number) =>
  z
    .string()
    .transform((text) => (text.trim() === '' ? null : Number(text.replace(',', '.'))))
    .pipe(z.number().min(-most).max(most).nullable())
    .default(null)

const NewPlace = z.object({
  kind: z.enum(kindNames()),
  name: z.string().trim().min(1).max(200),
  address: z.string().trim().max(300).default(''),
  openingHours: z.string().trim().max(500).default(''),
  lat: Degrees(90),
  lon: Degrees(180),
})

export function action(args: Route.ActionArgs) {
  return submit(args, NewPlace, async (tx, { address, openingHours, ...place }) => {
    const id = await addPlace(tx, { ...place, address: address || null, openingHours: openingHours || null })
    return redirect(territoryHref(args.params.convention, 'services', id), {
      headers: await flashHeaders({ tone: 'good', message: m.territory_place_added() }),
    })
  })
}

export default function NewService({ actionData }: Route.ComponentProps) {
  const kinds = kindNames()
    .toSorted((a, b) => GROUPS.indexOf(groupOf(a)) - GROUPS.indexOf(groupOf(b)))
    .map((kind) => ({
      value: kind,
      label: m.territory_kind_in_group({ group: GROUP_WORDS[groupOf(kind)](), kind: kindWord(kind) }),
    }))
  return (
    <Page title={m.territory_place_add()} lead={m.territory_place_add_lead()}>
      <Form answer={actionData}>
        <SelectField name="kind" label={m.territory_kind()} choices={kinds} />
        <TextField name="name" label={m.territory_name()} />
        <TextField name="address" label={m.territory_address()} hint={m.territory_address_hint()} optional />
        <TextField name="openingHours" label={m.territory_hours()} hint={m.territory_hours_hint()} optional />
        <NumberField name="lat" label={m.territory_latitude()} hint={m.territory_position_hint()} decimal optional />
        <NumberField name="lon" label={m.territory_longitude()} decimal optional />
        <SubmitButton>{m.territory_place_add()}</SubmitButton>
      </Form>
    </Page>
  )
}
