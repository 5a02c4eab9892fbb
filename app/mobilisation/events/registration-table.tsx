import { SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import type { Language, Need } from './choices.ts'
import { LANGUAGE_WORDS, NEED_WORDS } from './words.ts'

interface Row {
  id: string
  firstName: string
  residence: string | null
  adults: number
  children: number
  needs: Need[]
  language: Language | null
  email: string | null
  phone: string | null
  seated: boolean
}

interface RegistrationTableProps {
  rows: Row[]
  capacity: number
  mayTakeOff: boolean
}

/** Who registered, for the team alone. */
export function RegistrationTable({ rows, capacity, mayTakeOff }: RegistrationTableProps) {
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="unseen">{m.mobilisation_registrations()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.mobilisation_first_name()}</th>
            <th scope="col">{m.mobilisation_residence()}</th>
            <th scope="col">{m.mobilisation_who_comes()}</th>
            <th scope="col">{m.mobilisation_needs()}</th>
            <th scope="col">{m.mobilisation_contact()}</th>
            {mayTakeOff && <th scope="col">{m.mobilisation_take_off()}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                {row.firstName} {!row.seated && <State tone="warn">{m.mobilisation_waits()}</State>}
                {!row.seated && row.adults + row.children > capacity && (
                  <State tone="bad">{m.mobilisation_does_not_fit()}</State>
                )}
              </th>
              <td data-title={m.mobilisation_residence()}>{row.residence ?? m.mobilisation_elsewhere()}</td>
              <td data-title={m.mobilisation_who_comes()}>
                {m.mobilisation_group({ adults: row.adults, children: row.children })}
              </td>
              <td data-title={m.mobilisation_needs()}>{needsOf(row)}</td>
              <td data-title={m.mobilisation_contact()}>{[row.email, row.phone].filter(Boolean).join(' · ') || '–'}</td>
              {mayTakeOff && (
                <td data-title={m.mobilisation_take_off()}>
                  <Form intent="take-off" layout="line">
                    <input type="hidden" name="registration" value={row.id} />
                    <SubmitButton kind="quiet">
                      {m.mobilisation_take_off_submit()}
                      <span className="unseen"> {row.firstName}</span>
                    </SubmitButton>
                  </Form>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function needsOf({ needs, language }: Row): string {
  const words = needs.map((need) => NEED_WORDS[need]())
  return [...words, ...(language ? [LANGUAGE_WORDS[language]()] : [])].join(', ') || '–'
}
