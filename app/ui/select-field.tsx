import { m } from '#messages'
import type { Choice } from './choice.ts'
import { Field, type FieldProps, useField } from './field.tsx'
import { useAnswer } from './form.tsx'
import { textOf } from './form-answer.ts'

export interface SelectFieldProps extends FieldProps {
  choices: Choice[]
  value?: string
}

/** One of a few; without a first value the reader must choose. */
export function SelectField({ choices, value = '', ...field }: SelectFieldProps) {
  const { ties, wrong } = useField(field)
  return (
    <Field field={field} wrong={wrong}>
      <select className="input" defaultValue={textOf(useAnswer(), field.name, value)} {...ties}>
        {(value === '' || field.optional) && <option value="">{m.ui_field_choose()}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Field>
  )
}
