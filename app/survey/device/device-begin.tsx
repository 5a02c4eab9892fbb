import { useState } from 'react'
import { Actions } from '#app/ui/actions.tsx'
import { Button } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/choice-group.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { m } from '#messages'
import type { Json } from '#packages/fair-panel/canonical-json.ts'
import { AgreementFields } from '../interviews/agreement-fields.tsx'
import { AGREEMENTS, CONSENT_WORDS, CONSENTS } from '../interviews/interview-choices.ts'
import { SignaturePad } from './signature-pad.tsx'
import type { Pack } from './wire.ts'

interface DeviceBeginProps {
  pack: Pack
  /** Nobody: a caretaker is chosen. */
  person: string | null
  begin: (ids: { id: string; act: string }, content: Json) => Promise<void>
  back: () => void
}

/** The notice, the agreement, and off we go: the same questions as on line. */
export function DeviceBegin({ pack, person, begin, back }: DeviceBeginProps) {
  // Pressed five times, it begins once.
  const [ids] = useState(() => ({ id: crypto.randomUUID(), act: crypto.randomUUID() }))
  const [missing, setMissing] = useState(false)
  const audience = person === null ? 'caretaker' : 'tenant'
  const appointment = pack.appointments.find((one) => one.person === person)
  const guides = pack.guides.filter((guide) => guide.audience === audience && guide.isNewest)
  const start = async (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? '')
    const consent = CONSENTS.find((known) => known === text('consent'))
    const caretaker = person === null ? text('caretaker') : null
    if (!consent || !text('guide') || caretaker === '') return setMissing(true)
    const agreed = Object.fromEntries(AGREEMENTS.map((agreement) => [agreement, form.get(agreement) === 'yes']))
    await begin(ids, {
      version: text('guide'),
      person,
      caretaker,
      second: text('second') || null,
      place: appointment?.place ?? 'operator',
      consent,
      signature: text('signature') || null,
      ...agreed,
    })
  }
  return (
    <Page title={m.survey_interview_begin()} lead={appointment?.name}>
      <Section title={m.survey_notice()}>
        <ul lang="fr">
          {pack.notices[audience].map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Section>
      {guides.length === 0 && <p>{m.survey_guide_missing()}</p>}
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          void start(new FormData(event.currentTarget)).catch(() => undefined)
        }}
      >
        {missing && (
          <p role="alert" className="notice" data-tone="bad">
            {m.survey_device_missing()}
          </p>
        )}
        {person === null && (
          <SelectField
            name="caretaker"
            label={m.survey_caretaker()}
            choices={pack.caretakers.map((one) => ({ value: one.id, label: one.name }))}
          />
        )}
        <RadioGroup
          name="consent"
          label={m.survey_consent()}
          choices={CONSENTS.map((consent) => ({ value: consent, label: CONSENT_WORDS[consent]() }))}
        />
        <SignaturePad />
        <AgreementFields />
        <SelectField
          name="guide"
          label={m.survey_guide()}
          value={guides[0]?.id ?? ''}
          choices={guides.map((guide) => ({ value: guide.id, label: guide.name }))}
        />
        {pack.colleagues.length > 0 && (
          <SelectField
            name="second"
            label={m.survey_second()}
            optional
            choices={pack.colleagues.map((one) => ({ value: one.id, label: one.name }))}
          />
        )}
        <Actions>
          <Button type="submit" kind="primary">
            {m.survey_interview_begin()}
          </Button>
          <Button kind="quiet" onClick={back}>
            {m.ui_cancel()}
          </Button>
        </Actions>
      </form>
    </Page>
  )
}
