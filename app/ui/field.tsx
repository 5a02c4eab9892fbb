import type { ReactNode } from 'react'
import { m } from '#messages'
import { inputId, useAnswer } from './form.tsx'

/** What every kind of field is told. */
export interface FieldProps {
  name: string
  label: string
  hint?: string
  /** Fields are needed unless said otherwise; the label then says so in words. */
  optional?: boolean
}

/** What an input must carry to be tied to its label, its hint and its error. */
export interface FieldTies {
  id: string
  name: string
  'aria-describedby'?: string
  'aria-invalid'?: true
  'aria-required'?: true
}

/** The first refusal of a field, and the attributes that tie its input to it. */
export function useField({ name, hint, optional = false }: FieldProps): { ties: FieldTies; wrong: string | undefined } {
  const refusal = useAnswer()?.refusal.find(({ field }) => field === name)
  const id = inputId(name)
  const described = [hint && `${id}-hint`, refusal && `${id}-wrong`].filter(Boolean).join(' ')
  return {
    wrong: refusal && [refusal.message, refusal.remedy].filter(Boolean).join(' '),
    ties: {
      id,
      name,
      ...(described === '' ? {} : { 'aria-describedby': described }),
      ...(refusal ? { 'aria-invalid': true } : {}),
      ...(optional ? {} : { 'aria-required': true }),
    },
  }
}

/** Label, hint, input, error: in the order in which they are read. */
export function Field({
  field,
  wrong,
  children,
}: {
  field: FieldProps
  wrong: string | undefined
  children: ReactNode
}) {
  const id = inputId(field.name)
  return (
    <div className="field" data-wrong={wrong ? '' : undefined}>
      <label htmlFor={id}>{labelOf(field)}</label>
      <FieldNotes id={id} hint={field.hint} wrong={wrong} />
      {children}
    </div>
  )
}

/** The sentences around an input: what to type, then what was wrong. */
export function FieldNotes({ id, hint, wrong }: { id: string; hint: string | undefined; wrong: string | undefined }) {
  return (
    <>
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {wrong && (
        <span className="wrong" id={`${id}-wrong`}>
          {wrong}
        </span>
      )}
    </>
  )
}

/** A label, saying in words when the field may stay empty. */
export function labelOf({ label, optional = false }: FieldProps): string {
  return optional ? m.ui_field_optional({ label }) : label
}
