import { SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { formatDate } from '#app/ui/format.ts'
import { State } from '#app/ui/state.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Action } from './actions.server.ts'
import type { Replaced } from './minutes-content.ts'
import { replacedWord } from './words.ts'

type Shown = Pick<Action, 'id' | 'said' | 'organisation' | 'person' | 'dueOn' | 'late' | 'closedOn' | 'outcome'>

/** Who does what until when; whoever may, closes it with what came of it. */
export function ActionList({
  actions,
  mayClose,
  answer,
}: {
  actions: Shown[]
  mayClose: boolean
  answer?: FormAnswer | undefined
}) {
  return (
    <ul className="stack">
      {actions.map((action) => (
        <li key={action.id}>
          <ActionLine {...action} />
          {mayClose && action.closedOn === null && (
            <details>
              <summary>
                {m.partners_action_close()}
                <span className="unseen"> {action.said}</span>
              </summary>
              <Form intent="close" answer={answer?.values.id === action.id ? answer : undefined}>
                <input type="hidden" name="id" value={action.id} />
                <TextField name="outcome" label={m.partners_outcome()} hint={m.partners_outcome_hint()} />
                <SubmitButton kind="plain">{m.partners_action_close()}</SubmitButton>
              </Form>
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}

function ActionLine({ late, closedOn, outcome, ...action }: Shown) {
  return (
    <>
      <ActionWords {...action} />{' '}
      {closedOn !== null && (
        <>
          <State tone="good">{m.partners_closed_on({ on: formatDate(closedOn, 'medium') })}</State> {outcome}
        </>
      )}
      {late && <State tone="bad">{m.partners_late()}</State>}
    </>
  )
}

/** What is to be done; below it by whom, and until when. */
export function ActionWords({ said, dueOn, ...action }: Pick<Shown, 'said' | 'organisation' | 'person' | 'dueOn'>) {
  return (
    <>
      <strong>{said}</strong>
      <br />
      {responsibleWord(action)} · {m.partners_due({ on: formatDate(dueOn) })}
    </>
  )
}

/** What an earlier version said in the place of this. */
export function ReplacedWords({ replaces }: { replaces: Replaced }) {
  return replaces && <small className="soft">{replacedWord(replaces)}</small>
}

/** « Commune (Mme X) ». */
export function responsibleWord({ organisation, person }: { organisation: string; person: string }): string {
  return person === '' ? organisation : m.partners_person_of({ organisation, person })
}
