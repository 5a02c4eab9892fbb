import { Fragment } from 'react'
import { SubmitButton } from '#app/ui/button.tsx'
import { Checkbox, RadioGroup } from '#app/ui/choice-group.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Section } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { m } from '#messages'
import type { ImportView } from './view.server.ts'

type Columns = NonNullable<ImportView['columns']>

/** Which column is what, with the questions that only the sender can answer. */
export function ColumnsForm(props: { view: ImportView; columns: Columns; answer: FormAnswer | undefined }) {
  const { view, columns, answer } = props
  const headers = (view.reading?.header ?? []).map((name, at) => ({ value: String(at), label: name || `(${at + 1})` }))
  return (
    <Section title={m.import_columns_title()}>
      <p className="soft">
        {view.kindLead} {m.import_columns_lead({ landlord: view.landlord })}
      </p>
      {columns.problems.map(({ code, column, severity, message }) => (
        <Notice key={`${code}-${column}`} {...(severity === 'refused' ? { tone: 'bad' } : {})}>
          {message}
        </Notice>
      ))}
      {columns.unread.length > 0 && <p className="soft">{m.import_unread({ columns: columns.unread.join(', ') })}</p>}
      <Form intent="check" answer={answer}>
        {columns.fields.map((field) => (
          <Fragment key={field.name}>
            <SelectField
              name={`map.${field.name}`}
              label={field.title}
              choices={headers}
              value={field.at === null ? '' : String(field.at)}
              optional={!field.required}
            />
            <Questions field={field} />
          </Fragment>
        ))}
        {columns.choices.map(({ name, label, hint, chosen }) => (
          <Checkbox key={name} name={`choice.${name}`} label={label} checked={chosen} {...(hint ? { hint } : {})} />
        ))}
        <SubmitButton>{m.import_check()}</SubmitButton>
      </Form>
    </Section>
  )
}

function Questions({ field }: { field: Columns['fields'][number] }) {
  const { name, title, askDates, askDecimal, dates, decimal } = field
  return (
    <>
      {askDates !== null && (
        <RadioGroup
          name={`dates.${name}`}
          label={m.import_answer_dates({ field: title, value: askDates })}
          choices={[
            { value: 'day-first', label: m.import_day_first() },
            { value: 'month-first', label: m.import_month_first() },
          ]}
          {...(dates ? { value: dates } : {})}
        />
      )}
      {askDecimal !== null && (
        <RadioGroup
          name={`decimal.${name}`}
          label={m.import_answer_decimal({ field: title, value: askDecimal })}
          choices={[
            { value: 'comma', label: m.import_decimal_comma() },
            { value: 'point', label: m.import_decimal_point() },
          ]}
          {...(decimal ? { value: decimal === '.' ? 'point' : 'comma' } : {})}
        />
      )}
    </>
  )
}
