import { redirect } from 'react-router'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/organisation-new.page.ts'
import { OrganisationFields } from './organisation-fields.tsx'
import { OrganisationInput } from './organisation-input.ts'
import { addOrganisation } from './organisations.server.ts'
import { organisationsTrail, partnersHref } from './trail.ts'

export const handle = { trail: organisationsTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.partners_organisation_add()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'partners.organisation.write')
    return {}
  })
}

export function action(args: Route.ActionArgs) {
  return submit(args, OrganisationInput, async (tx, organisation) => {
    const id = await addOrganisation(tx, organisation)
    return redirect(partnersHref(args.params.convention, 'organisations', id), {
      headers: await flashHeaders({ tone: 'good', message: m.partners_organisation_added() }),
    })
  })
}

export default function NewOrganisation({ actionData }: Route.ComponentProps) {
  return (
    <Page title={m.partners_organisation_add()}>
      <Form answer={actionData}>
        <OrganisationFields />
        <SubmitButton>{m.partners_organisation_add()}</SubmitButton>
      </Form>
    </Page>
  )
}
