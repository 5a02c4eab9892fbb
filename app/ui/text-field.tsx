import type { HTMLInputAutoCompleteAttribute } from 'react'
import { Field, type FieldProps, useField } from './field.tsx'
import { useAnswer } from './form.tsx'
import { textOf } from './form-answer.ts'

interface TextFieldProps extends FieldProps {
  type?: 'text' | 'email' | 'tel' | 'url' | 'time'
  value?: string
  autoComplete?: HTMLInputAutoCompleteAttribute
  short?: boolean
  /** What was written before and may be taken again. */
  known?: readonly string[]
}

export function TextField({
  type = 'text',
  value = '',
  autoComplete = 'off',
  short = false,
  known = [],
  ...field
}: TextFieldProps) {
  const { ties, wrong } = useField(field)
  const list = `${ties.id}-known`
  return (
    <Field field={field} wrong={wrong}>
      <input
        className="input"
        type={type}
        defaultValue={textOf(useAnswer(), field.name, value)}
        autoComplete={autoComplete}
        data-width={short ? 'short' : undefined}
        {...(type === 'email' ? { spellCheck: false, autoCapitalize: 'none' } : {})}
        list={known.length > 0 ? list : undefined}
        {...ties}
      />
      {known.length > 0 && (
        <datalist id={list}>
          {known.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </Field>
  )
}

/** A number typed as the reader writes it: « 12,5 » is read by the schema, so the field does not forbid the comma. */
export function NumberField({ value, decimal = false, ...field }: FieldProps & { value?: number; decimal?: boolean }) {
  const { ties, wrong } = useField(field)
  return (
    <Field field={field} wrong={wrong}>
      <input
        className="input"
        type="text"
        inputMode={decimal ? 'decimal' : 'numeric'}
        defaultValue={textOf(useAnswer(), field.name, value === undefined ? '' : String(value))}
        autoComplete="off"
        data-width="short"
        {...ties}
      />
    </Field>
  )
}

/** A day; `value`, `min` and `max` are ISO dates. */
export function DateField({
  value = '',
  min,
  max,
  ...field
}: FieldProps & { value?: string; min?: string; max?: string }) {
  const { ties, wrong } = useField(field)
  return (
    <Field field={field} wrong={wrong}>
      <input
        className="input"
        type="date"
        defaultValue={textOf(useAnswer(), field.name, value)}
        min={min}
        max={max}
        data-width="short"
        {...ties}
      />
    </Field>
  )
}

export function TextArea({
  value = '',
  rows = 5,
  maxLength,
  ...field
}: FieldProps & { value?: string; rows?: number; maxLength?: number }) {
  const { ties, wrong } = useField(field)
  return (
    <Field field={field} wrong={wrong}>
      <textarea
        className="input"
        rows={rows}
        maxLength={maxLength}
        defaultValue={textOf(useAnswer(), field.name, value)}
        {...ties}
      />
    </Field>
  )
}
