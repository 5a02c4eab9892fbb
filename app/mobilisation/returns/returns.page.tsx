import { data } from 'react-router'
import { z } from 'zod'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { FileDrop } from '#app/ui/file-drop.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import { mobilisationTrail } from '../trail.ts'
import type { Route } from './+types/returns.page.ts'
import { RETURN_OUTCOMES, type ReturnOutcome } from './outcomes.ts'
import { bringReturn } from './returns.server.ts'
import { OUTCOME_WORDS } from './words.ts'

export const handle = { trail: mobilisationTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.mobilisation_returns()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => must(tx.actor, 'mobilisation.campaign.send'))
}

const MOST_MESSAGES = 200

/** Messages are small: all of them are read from the form, and none is kept. */
export async function action(args: Route.ActionArgs) {
  return submit(args, z.object({}), async (tx, _none, form) => {
    must(tx.actor, 'mobilisation.campaign.send')
    const messages = form
      .getAll('messages')
      .filter((file) => file instanceof File && file.size > 0)
      .slice(0, MOST_MESSAGES)
    if (messages.length === 0) throw new Refusal('mobilisation.message-missing', { field: 'messages' })
    const counts = new Map<ReturnOutcome, number>()
    for (const message of messages) {
      if (!(message instanceof File)) continue
      const outcome = await bringReturn(tx, new Uint8Array(await message.arrayBuffer()))
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
    }
    const outcomes = RETURN_OUTCOMES.map((outcome) => ({ outcome, count: counts.get(outcome) ?? 0 }))
    return data({ refusal: [], values: {}, outcomes: outcomes.filter(({ count }) => count > 0) })
  })
}

export default function Returns({ actionData }: Route.ComponentProps) {
  const outcomes = actionData && 'outcomes' in actionData ? actionData.outcomes : []
  return (
    <Page title={m.mobilisation_returns()} lead={m.mobilisation_returns_lead()}>
      <div aria-live="polite">
        {outcomes.length > 0 && (
          <Section title={m.mobilisation_returns_read()}>
            <ul className="plain">
              {outcomes.map(({ outcome, count }) => (
                <li key={outcome}>
                  <State tone={outcome === 'noted' ? 'good' : 'plain'}>
                    {m.mobilisation_return_count({ reason: OUTCOME_WORDS[outcome](), count })}
                  </State>
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
      <Form files answer={actionData}>
        <FileDrop
          name="messages"
          label={m.mobilisation_returns_messages()}
          hint={m.mobilisation_returns_messages_hint()}
          accept=".eml,message/rfc822"
          several
        />
        <SubmitButton>{m.mobilisation_returns_submit()}</SubmitButton>
      </Form>
      <p className="soft">{m.mobilisation_returns_what()}</p>
    </Page>
  )
}
