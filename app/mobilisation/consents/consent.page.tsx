import { data, redirect } from 'react-router'
import { z } from 'zod'
import { answering, sayRefusal } from '#app/platform/page.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { flashHeaders, takeFlash } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { valuesOf } from '#app/ui/read-form.ts'
import { Shell } from '#app/ui/shell.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import { CHANNELS } from '../legal-kinds.ts'
import type { Route } from './+types/consent.page.ts'
import { ownConsents, sayConsent } from './consents.server.ts'
import { CHANNEL_WORDS } from './words.ts'

export const meta: Route.MetaFunction = () => [
  { title: `${m.mobilisation_consent_own()} · Palier` },
  { name: 'robots', content: 'noindex' },
]

/** Looking changes nothing: programs that check mail open every link. */
export async function loader({ request, params: { token } }: Route.LoaderArgs) {
  const { flash, headers } = await takeFlash(request)
  const own = await ownConsents(token).catch((error: unknown) => {
    if (error instanceof Refusal) throw data(sayRefusal(error), { status: error.status })
    throw error
  })
  return data({ ...own, flash }, { headers })
}

const Press = z.object({ intent: z.enum(['agree', 'take-back']), channel: z.enum(CHANNELS) })

export async function action({ request, params: { token } }: Route.ActionArgs) {
  return answering(valuesOf(await request.formData()), Press, async ({ intent, channel }) => {
    await sayConsent(token, channel, intent === 'agree')
    throw redirect(`/consent/${token}`, {
      headers: await flashHeaders({
        tone: 'good',
        message: intent === 'agree' ? m.mobilisation_consent_own_noted() : m.mobilisation_consent_own_taken_back(),
      }),
    })
  })
}

export default function OwnConsent({ loaderData, actionData }: Route.ComponentProps) {
  const { landlord, operator, channels, wordings, flash } = loaderData
  return (
    <Shell flash={flash}>
      <Page title={m.mobilisation_consent_own()} lead={m.mobilisation_consent_own_lead({ landlord, operator })}>
        {CHANNELS.map((channel) => {
          const agrees = channels.includes(channel)
          const intent = agrees ? 'take-back' : 'agree'
          return (
            <Section key={channel} title={CHANNEL_WORDS[channel]()}>
              <p>
                {agrees ? (
                  <State tone="good">{m.mobilisation_consent_own_yes()}</State>
                ) : (
                  <State tone="plain">{m.mobilisation_consent_own_no()}</State>
                )}
              </p>
              <blockquote lang="fr">{wordings[channel]}</blockquote>
              <Form intent={intent} answer={actionData?.values.channel === channel ? actionData : undefined}>
                <input type="hidden" name="channel" value={channel} />
                <SubmitButton kind={agrees ? 'primary' : 'plain'}>
                  {agrees ? m.mobilisation_consent_take_back() : m.mobilisation_consent_agree()}
                  <span className="unseen"> {CHANNEL_WORDS[channel]()}</span>
                </SubmitButton>
              </Form>
            </Section>
          )
        })}
        <p className="soft">{m.mobilisation_consent_own_limits({ landlord })}</p>
      </Page>
    </Shell>
  )
}
