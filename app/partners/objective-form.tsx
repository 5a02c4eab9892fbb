import { SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { TextArea, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'

interface Props {
  wording?: { number: number; title: string; said: string; measure: string }
  answer: FormAnswer | undefined
  submit: string
}

export function ObjectiveForm({ wording, answer, submit }: Props) {
  return (
    <Form answer={answer}>
      {wording && <input type="hidden" name="from" value={wording.number} />}
      <TextField name="title" label={m.partners_objective_title()} value={wording?.title ?? ''} />
      <TextArea
        name="said"
        label={m.partners_objective_said()}
        hint={m.partners_objective_said_hint()}
        value={wording?.said ?? ''}
        rows={8}
      />
      <TextArea
        name="measure"
        label={m.partners_objective_measure()}
        hint={m.partners_objective_measure_hint()}
        value={wording?.measure ?? ''}
        rows={3}
        optional
      />
      <SubmitButton>{submit}</SubmitButton>
    </Form>
  )
}
