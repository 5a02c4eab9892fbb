/** One question as the person who listens fills it in: what was ticked, what was noted, the exact words. */
import { CheckboxGroup, RadioGroup } from '#app/ui/choice-group.tsx'
import { DateField, NumberField, TextArea } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { GivenAnswer } from './answers.ts'
import { choicesOf, type Question } from './questions.ts'

interface QuestionFieldsProps {
  question: Question
  number: number
  answer: GivenAnswer
  /** When it is asked, in words. */
  condition: string | undefined
  isAsked: boolean
}

export function QuestionFields({ question, number, answer, condition, isAsked }: QuestionFieldsProps) {
  const { id, kind, wording, prompts } = question
  return (
    <fieldset className="section" aria-labelledby={`question-${id}`} hidden={!isAsked}>
      <input type="hidden" name="question" value={id} />
      <h2 id={`question-${id}`}>{m.survey_print_question({ number, wording })}</h2>
      {condition && <p className="soft">{condition}</p>}
      {prompts.length > 0 && <p className="soft">{m.survey_prompt_line({ prompts: prompts.join(' · ') })}</p>}
      <Closed question={question} answer={answer} />
      {kind === 'open' && <Note id={id} value={answer.note} />}
      <details open={answer.verbatim !== '' || (kind !== 'open' && answer.note !== '')}>
        <summary>{kind === 'open' ? m.survey_verbatim_add() : m.survey_note_add()}</summary>
        {kind !== 'open' && <Note id={id} value={answer.note} />}
        <TextArea
          name={`verbatim-${id}`}
          label={m.survey_verbatim()}
          hint={m.survey_verbatim_hint()}
          rows={3}
          optional
          value={answer.verbatim}
        />
      </details>
    </fieldset>
  )
}

function Note({ id, value }: { id: string; value: string }) {
  return <TextArea name={`note-${id}`} label={m.survey_note()} rows={4} optional value={value} />
}

function Closed({ question, answer: { chosen, number, day } }: { question: Question; answer: GivenAnswer }) {
  const { id, kind, least, most } = question
  const choices = choicesOf(question).map((choice) => ({ value: choice, label: choice }))
  const [only] = chosen
  switch (kind) {
    case 'open':
      return null
    case 'single':
    case 'scale':
      return (
        <RadioGroup
          name={`chosen-${id}`}
          label={m.survey_answer()}
          optional
          choices={choices}
          {...(only === undefined ? {} : { value: only })}
        />
      )
    case 'multiple':
      return (
        <CheckboxGroup name={`chosen-${id}`} label={m.survey_answers()} optional choices={choices} value={chosen} />
      )
    case 'number':
      return (
        <NumberField
          name={`number-${id}`}
          label={m.survey_answer()}
          {...(least === null || most === null ? {} : { hint: m.survey_from_to({ least, most }) })}
          optional
          {...(number === null ? {} : { value: number })}
        />
      )
    case 'date':
      return <DateField name={`day-${id}`} label={m.survey_answer()} optional value={day ?? ''} />
  }
}
