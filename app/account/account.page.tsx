import { redirect } from 'react-router'
import { z } from 'zod'
import { answering, person } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/choice-group.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { valuesOf } from '#app/ui/read-form.ts'
import { TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/account.page.ts'
import { Devices } from './devices.tsx'
import { passkeysOf, renamePasskey } from './passkeys.server.ts'
import { Passkeys } from './passkeys.tsx'
import { changeProfile, profileOf } from './profile.server.ts'
import { devicesOf, endSession } from './session.server.ts'
import { languageCookie } from './sign-in.server.ts'

export const meta = () => [{ title: `${m.account_my_account()} – Palier` }]

export async function loader(asked: Route.LoaderArgs) {
  const reader = person(asked)
  return {
    profile: await profileOf(reader.id),
    passkeys: await passkeysOf(reader.id),
    devices: await devicesOf(reader.id),
    sessionId: reader.sessionId,
  }
}

const Change = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('profile'),
    name: z.string().trim().min(1).max(200),
    language: z.enum(['fr', 'en']),
  }),
  z.object({ intent: z.literal('rename'), id: z.uuid(), name: z.string().trim().min(1).max(60) }),
  z.object({ intent: z.literal('end'), id: z.uuid() }),
])

export async function action(asked: Route.ActionArgs) {
  const reader = person(asked)
  return answering(valuesOf(await asked.request.formData()), Change, async (change) => {
    if (change.intent === 'end') await endSession(reader.id, change.id)
    if (change.intent === 'rename') await renamePasskey(reader.id, change.id, change.name)
    if (change.intent === 'profile') await changeProfile(reader.id, change)
    throw redirect('/account', {
      headers: await saidHeaders(change.intent === 'profile' ? change.language : undefined),
    })
  })
}

async function saidHeaders(language?: 'fr' | 'en'): Promise<[string, string][]> {
  const message = m.account_saved({}, language ? { locale: language } : {})
  const flash = await flashHeaders({ tone: 'good', message })
  return [['Set-Cookie', flash['Set-Cookie']], ...(language ? [languageCookie(language)] : [])]
}

export default function Account({ loaderData, actionData }: Route.ComponentProps) {
  const { profile, passkeys, devices, sessionId } = loaderData
  const intent = String(actionData?.values.intent ?? '')
  return (
    <Page title={m.account_my_account()} lead={profile.email}>
      <Section title={m.account_profile()}>
        <Form intent="profile" answer={intent === 'profile' ? actionData : undefined} reload>
          <TextField name="name" label={m.account_name()} value={profile.name} autoComplete="name" />
          <RadioGroup
            name="language"
            label={m.account_language()}
            value={profile.language}
            choices={[
              { value: 'fr', label: 'Français' },
              { value: 'en', label: 'English' },
            ]}
          />
          <SubmitButton>{m.account_save()}</SubmitButton>
        </Form>
      </Section>
      <Passkeys passkeys={passkeys} answer={intent === 'rename' ? actionData : undefined} />
      <Devices devices={devices} sessionId={sessionId} />
    </Page>
  )
}
