import { data } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { originOf } from '#app/platform/secret-token.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { formatInstant } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/calendar.page.ts'
import { feedOf, openFeed, revokeFeed } from './calendar.server.ts'
import { partnersTrail } from './trail.ts'

export const handle = { trail: partnersTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.partners_calendar()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => ({ feed: await feedOf(tx) }))
}

const Press = z.object({ intent: z.enum(['open', 'revoke']) })

/** The address is shown once, in the answer itself: only its hash is kept. */
export function action(args: Route.ActionArgs) {
  return submit(args, Press, async (tx, { intent }) => {
    const done: FormAnswer & { address?: string } = { refusal: [], values: { intent } }
    if (intent === 'revoke') await revokeFeed(tx)
    else done.address = `${originOf(args.request)}/calendar/${await openFeed(tx)}/meetings.ics`
    return data(done)
  })
}

export default function Calendar({ loaderData: { feed }, actionData }: Route.ComponentProps) {
  const address = actionData && 'address' in actionData ? actionData.address : undefined
  return (
    <Page title={m.partners_calendar()} lead={m.partners_calendar_lead()}>
      {address && (
        <Notice tone="good">
          <p>{m.partners_calendar_once()}</p>
          <p>
            <code>{address}</code>
          </p>
        </Notice>
      )}
      {feed && !address && <p>{m.partners_calendar_is_open({ at: formatInstant(feed.madeAt) })}</p>}
      <Form intent="open">
        <SubmitButton>{feed ? m.partners_calendar_renew() : m.partners_calendar_open()}</SubmitButton>
      </Form>
      {feed && (
        <Form intent="revoke">
          <SubmitButton kind="danger">{m.partners_calendar_revoke()}</SubmitButton>
        </Form>
      )}
      <Section title={m.partners_calendar_how()}>
        <ul>
          <li>{m.partners_calendar_how_1()}</li>
          <li>{m.partners_calendar_how_2()}</li>
          <li>{m.partners_calendar_how_3()}</li>
        </ul>
      </Section>
    </Page>
  )
}
