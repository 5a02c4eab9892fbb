import { data, redirect } from 'react-router'
import { z } from 'zod'
import { answering, sayRefusal } from '#app/platform/page.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { originOf } from '#app/platform/secret-token.server.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { flashHeaders, takeFlash } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { formatDate } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { valuesOf } from '#app/ui/read-form.ts'
import { Shell } from '#app/ui/shell.tsx'
import { m } from '#messages'
import type { Route } from './+types/registration.page.ts'
import { publicEvent, registrationOf, unregister } from './registrations.server.ts'
import { whenAndWhere } from './when-and-where.ts'

export const meta: Route.MetaFunction = () => [
  { title: `${m.mobilisation_registration()} · Palier` },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params: { token } }: Route.LoaderArgs) {
  const { flash, headers } = await takeFlash(request)
  const { registration, event } = await seen(token).catch((error: unknown) => {
    if (error instanceof Refusal) throw data(sayRefusal(error), { status: error.status })
    throw error
  })
  return data({ flash, registration, event, eventPath: `/event/${registration.code}` }, { headers })
}

async function seen(token: string) {
  const registration = await registrationOf(token)
  return { registration, event: await publicEvent(registration.code) }
}

const Press = z.object({ intent: z.literal('cancel') })

export async function action({ request, params: { token } }: Route.ActionArgs) {
  return answering(valuesOf(await request.formData()), Press, async () => {
    await unregister(token, originOf(request))
    throw redirect(`/registration/${token}`, {
      headers: await flashHeaders({ tone: 'good', message: m.mobilisation_unregistered() }),
    })
  })
}

export default function Registration({ loaderData, actionData }: Route.ComponentProps) {
  const { flash, registration, event, eventPath } = loaderData
  const { adults, children } = registration
  const comes = !registration.cancelled && !event.cancelled
  return (
    <Shell flash={flash}>
      <Page title={event.title} lead={m.mobilisation_hello({ name: registration.firstName })}>
        {event.cancelled && (
          <Notice tone="bad">{m.mobilisation_public_cancelled({ reason: event.cancelReason ?? '' })}</Notice>
        )}
        {comes && <Standing {...registration} />}
        {registration.cancelled && <Notice>{m.mobilisation_registration_cancelled()}</Notice>}
        <DefinitionList
          facts={[
            ...whenAndWhere(event),
            { term: m.mobilisation_who_comes(), value: m.mobilisation_group({ adults, children }) },
          ]}
        />
        <Actions>
          <LinkButton to={`${eventPath}/event.ics`} download>
            {m.mobilisation_to_calendar()}
          </LinkButton>
          <LinkButton to={eventPath} kind="quiet">
            {m.mobilisation_event_see()}
          </LinkButton>
        </Actions>
        {comes && event.mayRegister && (
          <Section title={m.mobilisation_cannot_come()}>
            <p>{m.mobilisation_cannot_come_why()}</p>
            <Form intent="cancel" answer={actionData}>
              <SubmitButton kind="danger">{m.mobilisation_unregister()}</SubmitButton>
            </Form>
          </Section>
        )}
        <p className="soft">{m.mobilisation_registration_privacy({ until: formatDate(registration.erasedOn) })}</p>
      </Page>
    </Shell>
  )
}

function Standing({ seated, fits, before, hasEmail }: Route.ComponentProps['loaderData']['registration']) {
  return (
    <>
      {seated ? (
        <Notice tone="good">{m.mobilisation_seated()}</Notice>
      ) : (
        <Notice tone="warn">{fits ? m.mobilisation_waiting({ before }) : m.mobilisation_group_too_large()}</Notice>
      )}
      <p>{hasEmail ? m.mobilisation_keep_letter() : m.mobilisation_keep_page()}</p>
    </>
  )
}
