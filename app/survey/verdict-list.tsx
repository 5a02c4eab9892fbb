import { Notice } from '#app/ui/notice.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import type { Step, Verdict } from '#packages/draw-record/verify.ts'
import { CHECK_WORDS } from './check-words.ts'

/** Each step of the check in words, and what came of it. */
export function VerdictList({ verdict }: { verdict: Verdict }) {
  return (
    <>
      <Notice tone={verdict.holds ? 'good' : 'bad'}>
        <p role="status">{verdict.holds ? m.survey_holds() : m.survey_holds_not()}</p>
      </Notice>
      <ol>
        {verdict.steps.map((step) => (
          <li key={step.name}>
            <Outcome step={step} /> {CHECK_WORDS[step.name]()}
          </li>
        ))}
      </ol>
    </>
  )
}

function Outcome({ step: { outcome } }: { step: Step }) {
  if (outcome === 'holds') return <State tone="good">{m.survey_step_holds()}</State>
  if (outcome === 'fails') return <State tone="bad">{m.survey_step_fails()}</State>
  return <State>{m.survey_step_closed()}</State>
}
