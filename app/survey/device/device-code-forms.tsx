/** The device's code: asked when it opens without a network, given by whoever works with it. */
import { useState } from 'react'
import { Actions } from '#app/ui/actions.tsx'
import { Button } from '#app/ui/button.tsx'
import { Page } from '#app/ui/page.tsx'
import { m } from '#messages'
import { isGoodCode, LEAST_DIGITS } from './device-code.ts'
import { type Field, giveCode, mayHaveCode, type Opening, tryCode } from './field.ts'

interface CodeAskedProps {
  base: string
  convention: string
  opening: Extract<Opening, { kind: 'code' }>
  show: (opening: Opening) => void
}

export function CodeAsked({ base, convention, opening, show }: CodeAskedProps) {
  const [isTrying, setTrying] = useState(false)
  const attempt = async (code: string) => {
    if (isTrying) return // two presses are one try
    setTrying(true)
    show(await tryCode(base, convention, opening.device, code))
    setTrying(false)
  }
  return (
    <Page title={m.survey_device_title()}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          void attempt(codeIn(event.currentTarget)).catch(() => setTrying(false))
        }}
      >
        {opening.triesLeft !== null && (
          <p role="alert" className="notice" data-tone="bad">
            {m.survey_device_code_wrong({ count: opening.triesLeft })}
          </p>
        )}
        <CodeInput label={m.survey_device_code_ask()} hint={m.survey_device_code_ask_hint()} />
        <Actions>
          <Button type="submit" kind="primary">
            {isTrying ? m.survey_device_opening() : m.survey_device_code_open()}
          </Button>
        </Actions>
      </form>
    </Page>
  )
}

/** Offered while the server is there: only it can open the device again when the code is forgotten. */
export function CodeGiven({ field, show }: { field: Field; show: (field: Field) => void }) {
  const [says, setSays] = useState<'poor' | 'given'>()
  if (!mayHaveCode(field)) return null
  const give = async (code: string) => {
    if (!isGoodCode(code)) return setSays('poor')
    show(await giveCode(field, code))
    setSays('given')
  }
  return (
    <details>
      <summary>{field.device.code ? m.survey_device_code_change() : m.survey_device_code_give()}</summary>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          const form = event.currentTarget
          void give(codeIn(form)).then(
            () => form.reset(),
            () => undefined,
          )
        }}
      >
        <p>{m.survey_device_code_says()}</p>
        {says && (
          <p
            role={says === 'poor' ? 'alert' : 'status'}
            className="notice"
            data-tone={says === 'poor' ? 'bad' : 'good'}
          >
            {says === 'poor' ? m.survey_device_code_poor({ least: LEAST_DIGITS }) : m.survey_device_code_done()}
          </p>
        )}
        <CodeInput label={m.survey_device_code_new()} hint={m.survey_device_code_new_hint({ least: LEAST_DIGITS })} />
        <Actions>
          <Button type="submit">{m.survey_device_code_keep_it()}</Button>
        </Actions>
      </form>
    </details>
  )
}

function codeIn(form: HTMLFormElement): string {
  return String(new FormData(form).get('code') ?? '').trim()
}

function CodeInput({ label, hint }: { label: string; hint: string }) {
  return (
    <label className="field">
      {label}
      <span className="hint">{hint}</span>
      <input
        className="input"
        name="code"
        type="password"
        inputMode="numeric"
        pattern="[0-9]*"
        autoComplete="off"
        data-width="short"
        required
      />
    </label>
  )
}
