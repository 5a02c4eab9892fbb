import { data, redirect } from 'react-router'
import { z } from 'zod'
import { answering, sayRefusal } from '#app/platform/page.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { addressContext } from '#app/platform/request-context.ts'
import { originOf } from '#app/platform/secret-token.server.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { CheckboxGroup, RadioGroup } from '#app/ui/choice-group.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { flashHeaders, takeFlash } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { type FormAnswer, textOf } from '#app/ui/form-answer.ts'
import { formatDate } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { valuesOf } from '#app/ui/read-form.ts'
import { SelectField } from '#app/ui/select-field.tsx'
import { Shell } from '#app/ui/shell.tsx'
import { NumberField, TextArea, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/public-event.page.ts'
import { FACES, LANGUAGES } from './choices.ts'
import { giveFeedback } from './feedback.server.ts'
import { FeedbackInput, RegistrationInput } from './registration-input.ts'
import { publicEvent, publicResidences, register, sealFor } from './registrations.server.ts'
import { whenAndWhere } from './when-and-where.ts'
import { FACE_WORDS, LANGUAGE_WORDS, NEED_WORDS } from './words.ts'

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${loaderData?.event.title ?? ''} · Palier` },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params: { eventCode: code } }: Route.LoaderArgs) {
  const { flash, headers } = await takeFlash(request)
  const event = await publicEvent(code).catch((error: unknown) => {
    if (error instanceof Refusal) throw data(sayRefusal(error), { status: error.status })
    throw error
  })
  const residences = event.mayRegister ? await publicResidences(code) : []
  return data({ flash, path: `/event/${code}`, event, seal: sealFor(code), residences }, { headers })
}

const Press = z.discriminatedUnion('intent', [
  RegistrationInput.safeExtend({ intent: z.literal('register') }),
  FeedbackInput.safeExtend({ intent: z.literal('feedback') }),
])

export async function action({ request, params: { eventCode: code }, context }: Route.ActionArgs) {
  return answering(valuesOf(await request.formData()), Press, async (press) => {
    const from = { code, address: context.get(addressContext), origin: originOf(request) }
    if (press.intent === 'register') throw redirect(`/registration/${await register(from, press)}`)
    await giveFeedback(from, press)
    throw redirect(`/event/${code}`, {
      headers: await flashHeaders({ tone: 'good', message: m.mobilisation_feedback_thanks() }),
    })
  })
}

/** A form that is too old gets a fresh seal. */
export const shouldRevalidate = () => true

type Shown = Route.ComponentProps['loaderData']

export default function PublicEvent({ loaderData, actionData }: Route.ComponentProps) {
  const { path, event, flash } = loaderData
  const answerTo = (intent: string) => (actionData?.values.intent === intent ? actionData : undefined)
  return (
    <Shell flash={flash}>
      <Page title={event.title} lead={m.mobilisation_public_lead(event)}>
        {event.cancelled && (
          <Notice tone="bad">{m.mobilisation_public_cancelled({ reason: event.cancelReason ?? '' })}</Notice>
        )}
        <DefinitionList facts={whenAndWhere(event)} />
        <p className="letter" lang="fr">
          {event.about}
        </p>
        <Actions>
          <LinkButton to={`${path}/event.ics`} download>
            {m.mobilisation_to_calendar()}
          </LinkButton>
        </Actions>
        {event.mayRegister && <Registration {...loaderData} answer={answerTo('register')} />}
        {event.isTold && <Feedback {...loaderData} answer={answerTo('feedback')} />}
        {!event.mayRegister && !event.cancelled && <p>{m.mobilisation_public_over()}</p>}
      </Page>
    </Shell>
  )
}

function Registration({ event, seal, residences, answer }: Shown & { answer: FormAnswer | undefined }) {
  return (
    <Section title={m.mobilisation_register()}>
      <p>{m.mobilisation_register_free()}</p>
      {event.phone !== null && <p>{m.mobilisation_register_phone({ phone: event.phone.replaceAll(' ', '\u00a0') })}</p>}
      {event.isFull && <Notice tone="warn">{m.mobilisation_register_full()}</Notice>}
      <Form intent="register" answer={answer}>
        <div>
          <Sealed seal={seal} answer={answer} />
          <TextField name="firstName" label={m.mobilisation_first_name()} autoComplete="given-name" />
        </div>
        <SelectField
          name="residence"
          label={m.mobilisation_your_residence()}
          choices={[
            ...residences.map(({ id, name }) => ({ value: id, label: name })),
            { value: 'elsewhere', label: m.mobilisation_elsewhere() },
          ]}
        />
        <NumberField name="adults" label={m.mobilisation_adults()} value={1} />
        <NumberField name="children" label={m.mobilisation_children()} value={0} />
        {event.asks.length > 0 && (
          <CheckboxGroup
            name="needs"
            label={m.mobilisation_needs()}
            optional
            choices={event.asks.map((need) => ({ value: need, label: NEED_WORDS[need]() }))}
          />
        )}
        {event.asks.includes('interpreter') && (
          <SelectField
            name="language"
            label={m.mobilisation_language()}
            optional
            choices={LANGUAGES.map((language) => ({ value: language, label: LANGUAGE_WORDS[language]() }))}
          />
        )}
        <TextField
          name="email"
          type="email"
          label={m.mobilisation_email()}
          hint={m.mobilisation_email_hint()}
          autoComplete="email"
          optional
        />
        <TextField
          name="phone"
          type="tel"
          label={m.mobilisation_phone()}
          hint={m.mobilisation_phone_hint()}
          autoComplete="tel"
          optional
        />
        <SubmitButton>{event.isFull ? m.mobilisation_register_wait() : m.mobilisation_register_send()}</SubmitButton>
      </Form>
      <p className="soft">
        {m.mobilisation_register_privacy({
          operator: event.operator,
          landlord: event.landlord,
          until: formatDate(event.erasedOn),
        })}
      </p>
    </Section>
  )
}

/**
 * What a machine's form lacks, and what only a machine fills in. A refused form keeps its seal: sent again it is still the same
 * form, and no longer too quick.
 */
function Sealed({ seal, answer }: { seal: string; answer: FormAnswer | undefined }) {
  const isOld = answer?.refusal.some(({ code }) => code === 'mobilisation.form-too-old')
  return (
    <>
      <input type="hidden" name="seal" value={isOld ? seal : textOf(answer, 'seal', seal)} />
      <div className="unseen" aria-hidden="true">
        <label>
          {m.mobilisation_leave_empty()}
          <input name="website" type="text" tabIndex={-1} autoComplete="off" />
        </label>
      </div>
    </>
  )
}

function Feedback({ seal, answer }: Pick<Shown, 'seal'> & { answer: FormAnswer | undefined }) {
  return (
    <Section title={m.mobilisation_feedback_ask()}>
      <p>{m.mobilisation_feedback_anonymous()}</p>
      <Form intent="feedback" answer={answer}>
        <div>
          <Sealed seal={seal} answer={answer} />
          <RadioGroup
            name="face"
            label={m.mobilisation_feedback_how()}
            choices={FACES.map((face) => ({ value: String(face), label: FACE_WORDS[face]() }))}
          />
        </div>
        <TextArea
          name="said"
          label={m.mobilisation_feedback_said()}
          hint={m.mobilisation_feedback_said_hint()}
          rows={3}
          optional
        />
        <SubmitButton>{m.mobilisation_feedback_send()}</SubmitButton>
      </Form>
    </Section>
  )
}
