import { data, redirect } from 'react-router'
import { z } from 'zod'
import { answering } from '#app/platform/page.server.ts'
import { addressContext } from '#app/platform/request-context.ts'
import { Page } from '#app/ui/page.tsx'
import { valuesOf } from '#app/ui/read-form.ts'
import { m } from '#messages'
import type { Route } from './+types/demonstration.page.ts'
import { DemonstrationDoor } from './demonstration-doors.tsx'
import { demonstrationPeople, enterDemonstration } from './sign-in.server.ts'

export const meta = () => [{ title: `${m.account_demonstration_title()} · Palier` }]

/** The link that the start prints for each role: a page with one press, as a link must change nothing by being opened. */
export async function loader({ request }: Route.LoaderArgs) {
  const role = new URL(request.url).searchParams.get('role')
  const person = (await demonstrationPeople()).find((each) => each.role === role)
  if (!person) throw data(null, { status: 404 })
  return { person }
}

export async function action({ request, context }: Route.ActionArgs) {
  return answering(valuesOf(await request.formData()), z.object({ person: z.uuid() }), async (input) => {
    throw redirect('/', { headers: await enterDemonstration(request, context.get(addressContext), input.person) })
  })
}

export default function Demonstration({ loaderData: { person } }: Route.ComponentProps) {
  return (
    <Page title={m.account_demonstration_title()} lead={m.account_demonstration_lead()}>
      <DemonstrationDoor person={person}>
        {person.name}, {person.conventionName}
      </DemonstrationDoor>
    </Page>
  )
}
