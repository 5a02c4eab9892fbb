import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import type { Answer, Attendance } from './choices.ts'
import { ANSWER_WORDS, ATTENDANCE_WORDS } from './words.ts'

interface Shown {
  id: string
  name: string
  organisation: string
  answer: Answer | null
  substitute: string | null
  attendance: Attendance | null
}

/** Who was asked, what they answered, and whether they came. */
export function PeopleTable({ people }: { people: Shown[] }) {
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="unseen">{m.partners_people()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.partners_name()}</th>
            <th scope="col">{m.partners_organisation()}</th>
            <th scope="col">{m.partners_answer()}</th>
            <th scope="col">{m.partners_attendance()}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.id}>
              <th scope="row">{person.name}</th>
              <td data-title={m.partners_organisation()}>{person.organisation}</td>
              <td data-title={m.partners_answer()}>{answerWord(person)}</td>
              <td data-title={m.partners_attendance()}>
                {person.attendance === null ? '–' : <State>{ATTENDANCE_WORDS[person.attendance]()}</State>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function answerWord({ answer, substitute }: Shown): string {
  if (answer === null) return m.partners_no_answer()
  return answer === 'replaced' && substitute !== null
    ? m.partners_replaced_by({ name: substitute })
    : ANSWER_WORDS[answer]()
}
