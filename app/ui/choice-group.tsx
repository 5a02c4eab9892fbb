import type { Choice } from './choice.ts'
import { FieldNotes, type FieldProps, labelOf, useField } from './field.tsx'
import { useAnswer } from './form.tsx'
import { chosenOf } from './form-answer.ts'

interface GroupProps extends FieldProps {
  choices: Choice[]
}

/** Any number of a few. */
export function CheckboxGroup({ value = [], ...group }: GroupProps & { value?: string[] }) {
  return <ChoiceGroup type="checkbox" first={value} {...group} />
}

/** Exactly one of a few, all of them in sight. */
export function RadioGroup({ value, ...group }: GroupProps & { value?: string }) {
  return <ChoiceGroup type="radio" first={value === undefined ? [] : [value]} {...group} />
}

/** One thing to agree to. */
export function Checkbox({ label, hint, ...field }: FieldProps & { checked?: boolean }) {
  const { checked = false, ...rest } = field
  return (
    <ChoiceGroup
      type="checkbox"
      first={checked ? ['yes'] : []}
      choices={[{ value: 'yes', label, ...(hint ? { hint } : {}) }]}
      label=""
      {...rest}
    />
  )
}

function ChoiceGroup({ type, first, choices, ...field }: GroupProps & { type: 'checkbox' | 'radio'; first: string[] }) {
  const { ties, wrong } = useField(field)
  const chosen = chosenOf(useAnswer(), field.name, first)
  const { id, name, 'aria-describedby': described } = ties
  return (
    <fieldset className="field" data-wrong={wrong ? '' : undefined} aria-describedby={described}>
      {field.label && <legend>{labelOf(field)}</legend>}
      <FieldNotes id={id} hint={field.hint} wrong={wrong} />
      <div className="choices">
        {choices.map((choice, index) => (
          <label className="choice" key={choice.value}>
            <input
              type={type}
              name={name}
              value={choice.value}
              // The error summary's link leads to the first choice.
              id={index === 0 ? id : undefined}
              defaultChecked={chosen.includes(choice.value)}
            />
            <span>
              {choice.label}
              {choice.hint && <small>{choice.hint}</small>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
