import { lazy, Suspense, useEffect, useState } from 'react'
import { Field, useField } from './field.tsx'
import { useAnswer } from './form.tsx'
import { textOf } from './form-answer.ts'
import { SelectField, type SelectFieldProps } from './select-field.tsx'

const ComboBox = lazy(() => import('./combo-box.tsx').then(({ ComboBox }) => ({ default: ComboBox })))

/** One of many, found by typing a part of it. A plain list until the script that searches it has arrived. */
export function ComboField(props: SelectFieldProps) {
  const [alive, setAlive] = useState(false)
  useEffect(() => setAlive(true), [])
  const plain = <SelectField {...props} />
  return alive ? (
    <Suspense fallback={plain}>
      <SearchedField {...props} />
    </Suspense>
  ) : (
    plain
  )
}

function SearchedField({ choices, value = '', ...field }: SelectFieldProps) {
  const { ties, wrong } = useField(field)
  const first = textOf(useAnswer(), field.name, value)
  return (
    <Field field={field} wrong={wrong}>
      <ComboBox ties={ties} label={field.label} choices={choices} first={first} />
    </Field>
  )
}
