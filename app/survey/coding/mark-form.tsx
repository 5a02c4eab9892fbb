import { SubmitButton } from '#app/ui/button.tsx'
import type { Choice } from '#app/ui/choice.ts'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { SelectField } from '#app/ui/select-field.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Pointed } from './passage-text.tsx'

/** Gives a code to what was selected, or to words that one types: both ways make the same mark. */
export function MarkForm({
  marking: { key, start, end, words },
  choices,
  answer,
}: {
  marking: Pointed
  choices: Choice[]
  answer: FormAnswer | undefined
}) {
  return (
    <Form intent="mark" answer={answer}>
      <input type="hidden" name="passage" value={key} />
      {words === undefined ? (
        <>
          <TextField name="first" label={m.survey_coding_first()} hint={m.survey_coding_first_hint()} optional />
          <TextField name="last" label={m.survey_coding_last()} hint={m.survey_coding_last_hint()} optional />
        </>
      ) : (
        <>
          <input type="hidden" name="start" value={start} />
          <input type="hidden" name="end" value={end} />
          <p lang="fr">{m.survey_quoted({ words })}</p>
        </>
      )}
      <SelectField name="code" label={m.survey_code()} choices={choices} />
      <SubmitButton>{m.survey_coding_mark()}</SubmitButton>
    </Form>
  )
}
