import { data, redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { originOf } from '#app/platform/secret-token.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/choice-group.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { formatDate } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { State } from '#app/ui/state.tsx'
import { DateField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { CHANNELS } from '../legal-kinds.ts'
import { mobilisationHref, mobilisationTrail } from '../trail.ts'
import type { Route } from './+types/consent-person.page.ts'
import { consentLink, consentsOf, noteConsent } from './consents.server.ts'
import { TOLD_WAYS } from './ways.ts'
import { CHANNEL_WORDS, WAY_WORDS } from './words.ts'

export const handle = {
  trail: (params: Record<string, string | undefined>) => [
    ...mobilisationTrail(params),
    { href: mobilisationHref(params.convention, 'consents'), title: m.mobilisation_consents() },
  ],
}

export const meta: Route.MetaFunction = () => [{ title: `${m.mobilisation_consent_person()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, (tx) => consentsOf(tx, args.params.person))
}

const Press = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('note'),
    channel: z.enum(CHANNELS),
    given: z.enum(['yes', 'no']).transform((given) => given === 'yes'),
    way: z.enum(TOLD_WAYS),
    on: z.iso.date(),
  }),
  z.object({ intent: z.literal('link') }),
])

export function action(args: Route.ActionArgs) {
  const { convention, person } = args.params
  return submit(args, Press, async (tx, press) => {
    if (press.intent === 'link')
      return data({ refusal: [], values: {}, link: await consentLink(tx, person, originOf(args.request)) })
    await noteConsent(tx, person, press)
    return redirect(mobilisationHref(convention, 'consents', person), {
      headers: await flashHeaders({ tone: 'good', message: m.mobilisation_consent_noted() }),
    })
  })
}

export default function ConsentPerson({ loaderData, actionData }: Route.ComponentProps) {
  const { name, residence, agrees, reachable, said, wordings, today } = loaderData
  const link = actionData && 'link' in actionData ? actionData.link : null
  return (
    <Page title={name || m.mobilisation_consent_nameless()} lead={residence}>
      <ul className="plain">
        {CHANNELS.map((channel) => (
          <li key={channel}>
            {CHANNEL_WORDS[channel]()} <Agrees agrees={agrees[channel]} />{' '}
            {!reachable[channel] && <span className="soft">{m.mobilisation_problem_no_contact()}</span>}
          </li>
        ))}
      </ul>
      <Section title={m.mobilisation_consent_note()}>
        <p>{m.mobilisation_consent_read_aloud()}</p>
        {CHANNELS.map((channel) => (
          <blockquote lang="fr" key={channel}>
            {wordings[channel]}
          </blockquote>
        ))}
        <Form key={said[0]?.id ?? ''} intent="note" answer={link ? undefined : actionData}>
          <RadioGroup
            name="channel"
            label={m.mobilisation_consent_channel()}
            choices={CHANNELS.map((value) => ({ value, label: CHANNEL_WORDS[value]() }))}
          />
          <RadioGroup
            name="given"
            label={m.mobilisation_consent_said()}
            choices={[
              { value: 'yes', label: m.mobilisation_consent_agrees() },
              { value: 'no', label: m.mobilisation_consent_takes_back() },
            ]}
          />
          <RadioGroup
            name="way"
            label={m.mobilisation_consent_way()}
            choices={TOLD_WAYS.map((value) => ({ value, label: WAY_WORDS[value]() }))}
          />
          <DateField name="on" label={m.mobilisation_consent_on()} value={today} />
          <SubmitButton>{m.mobilisation_consent_save()}</SubmitButton>
        </Form>
      </Section>
      <Section title={m.mobilisation_consent_link()}>
        <p>{m.mobilisation_consent_link_why()}</p>
        <Form intent="link">
          <SubmitButton kind="plain">{m.mobilisation_consent_link_show()}</SubmitButton>
        </Form>
        <div aria-live="polite">
          {link && (
            <Notice>
              <code>{link}</code>
            </Notice>
          )}
        </div>
      </Section>
      <Section title={m.mobilisation_consent_history()}>
        {said.length === 0 ? <p className="soft">{m.mobilisation_consent_history_none()}</p> : <Said said={said} />}
      </Section>
    </Page>
  )
}

function Agrees({ agrees }: { agrees: boolean }) {
  return agrees ? (
    <State tone="good">{m.mobilisation_consent_agrees()}</State>
  ) : (
    <State tone="plain">{m.mobilisation_consent_none()}</State>
  )
}

function Said({ said }: Pick<Route.ComponentProps['loaderData'], 'said'>) {
  return (
    <ul>
      {said.map(({ id, channel, given, wording, way, on, by }) => (
        <li key={id}>
          {[
            formatDate(on),
            CHANNEL_WORDS[channel](),
            given ? m.mobilisation_consent_agrees() : m.mobilisation_consent_takes_back(),
          ].join(' · ')}
          <br />
          <span className="soft">
            {[
              WAY_WORDS[way](),
              ...(by ? [m.mobilisation_consent_by({ by })] : []),
              m.mobilisation_consent_wording({ version: wording }),
            ].join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}
