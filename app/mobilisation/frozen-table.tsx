import { Link } from 'react-router'
import { SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import type { FrozenRow } from './frozen.server.ts'
import { REASON_WORDS } from './returns/words.ts'
import { type Outcome, RETURNS, type TraceKind } from './traces.ts'
import { OptOut } from './words.tsx'

const TRACE_WORDS: Record<TraceKind, () => string> = {
  sent: m.mobilisation_trace_sent,
  bounced: m.mobilisation_trace_bounced,
  returned: m.mobilisation_trace_returned,
  stopped: m.mobilisation_trace_stopped,
  'given-up': m.mobilisation_trace_given_up,
  unknown: m.mobilisation_trace_unknown,
  moved: m.mobilisation_trace_moved,
  refused: m.mobilisation_trace_refused,
  'no-box': m.mobilisation_trace_no_box,
}

const OUTCOME_WORDS: Record<Outcome, () => string> = {
  printed: m.mobilisation_outcome_printed,
  written: m.mobilisation_outcome_written,
  listed: m.mobilisation_outcome_listed,
  'bad-address': m.mobilisation_outcome_bad_address,
  'bad-contact': m.mobilisation_outcome_bad_contact,
  'opted-out': m.mobilisation_problem_opted_out,
  'no-consent': m.mobilisation_problem_no_consent,
}

/** Who a campaign was for when it left, and what became of each letter. */
export function FrozenTable({ rows, mayNote, consents }: { rows: FrozenRow[]; mayNote: boolean; consents: string }) {
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="unseen">{m.mobilisation_recipients()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.mobilisation_recipient()}</th>
            <th scope="col">{m.mobilisation_outcome()}</th>
            {mayNote && <th scope="col">{m.mobilisation_note()}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                {[row.name || m.mobilisation_recipient_nameless(), row.place].filter(Boolean).join(' · ')}
              </th>
              <td data-title={m.mobilisation_outcome()}>
                <Became {...row} />
              </td>
              {mayNote && (
                <td data-title={m.mobilisation_note()}>
                  <Note row={row} consents={consents} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Became({ outcome, isOut, traces }: FrozenRow) {
  const went = outcome === 'printed' || outcome === 'written' || outcome === 'listed'
  return (
    <>
      <State tone={went ? 'good' : 'bad'}>{OUTCOME_WORDS[outcome]()}</State>
      {traces.map(({ what, reason }) => (
        <State key={what} tone={what === 'sent' ? 'good' : 'bad'}>
          {reason
            ? m.mobilisation_trace_because({ trace: TRACE_WORDS[what](), reason: REASON_WORDS[reason]() })
            : TRACE_WORDS[what]()}
        </State>
      ))}
      {isOut && <State tone="bad">{m.mobilisation_problem_opted_out()}</State>}
    </>
  )
}

function Note({ row: { id, personId, name, outcome, isOut }, consents }: { row: FrozenRow; consents: string }) {
  switch (outcome) {
    case 'printed':
      return <Returned recipient={id} />
    case 'written':
    case 'listed':
      return isOut ? null : <OptOut intent="out-of" field="recipient" value={id} who={name} />
    case 'no-consent':
      return (
        <Link to={`${consents}/${personId}`}>
          {m.mobilisation_consent_note()}
          <span className="unseen"> {name}</span>
        </Link>
      )
    default:
      return null
  }
}

/** A letter that the post brought back. */
function Returned({ recipient }: { recipient: string }) {
  return (
    <Form intent="returned" layout="line">
      <input type="hidden" name="recipient" value={recipient} />
      <label>
        <span className="unseen">{m.mobilisation_returned_why()}</span>
        <select className="input" name="what" defaultValue="moved">
          {RETURNS.map((what) => (
            <option key={what} value={what}>
              {TRACE_WORDS[what]()}
            </option>
          ))}
        </select>
      </label>
      <SubmitButton kind="quiet">{m.mobilisation_returned()}</SubmitButton>
    </Form>
  )
}
