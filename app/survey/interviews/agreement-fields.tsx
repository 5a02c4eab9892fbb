import { Checkbox } from '#app/ui/choice-group.tsx'
import { m } from '#messages'
import { AGREEMENT_WORDS, AGREEMENTS, type Agreement } from './interview-choices.ts'

/** What is agreed to apart from the interview itself: each on its own, none ticked beforehand. */
export function AgreementFields({ given = {} }: { given?: Partial<Record<Agreement, boolean>> }) {
  return (
    <fieldset className="field">
      <legend>{m.survey_agreements()}</legend>
      <span className="hint">{m.survey_agreements_hint()}</span>
      {AGREEMENTS.map((agreement) => (
        <Checkbox
          key={agreement}
          name={agreement}
          label={AGREEMENT_WORDS[agreement]()}
          checked={given[agreement] ?? false}
          optional
        />
      ))}
    </fieldset>
  )
}
