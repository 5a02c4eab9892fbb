/** One question as the person who listens fills it in: what was ticked, what was noted, the exact words. */
import type { ReactNode } from 'react'
import { CheckboxGroup, RadioGroup } from '#app/ui/choice-group.tsx'
import { DateField, NumberField, TextArea } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { LONGEST_NOTE } from './answer-limits.ts'
import type { GivenAnswer } from './answers.ts'
import type { Kind } from './question-kinds.ts'
import { choicesOf, type Question } from './questions.ts'

interface QuestionFieldsProps {
  question: Question
  number: number
  answer: GivenAnswer
  /** Which wording the answer is, for a form that is sent. */
  base?: string | undefined
  /** When it is asked, in words. */
  condition: string | undefined
  isAsked: boolean
  /** The field of a question that asks for a place: on line it is fetched apart, on a device it lies there. */
  placeField: ReactNode
}

export function QuestionFields(props: QuestionFieldsProps) {
  const { question, number, answer, base, condition, isAsked, placeField } = props
  const { id, kind, wording, prompts } = question
  const notedInSight = kind === 'open' || kind === 'place'
  return (
    <fieldset className="section" aria-labelledby={`question-${id}`} hidden={!isAsked}>
      <input type="hidden" name="question" value={id} />
      {base && <input type="hidden" name={`base-${id}`} value={base} />}
      <h2 id={`question-${id}`}>{m.survey_print_question({ number, wording })}</h2>
      {condition && <p className="soft">{condition}</p>}
      {prompts.length > 0 && <p className="soft">{m.survey_prompt_line({ prompts: prompts.join(' · ') })}</p>}
      {kind === 'place' ? placeField : <Closed question={question} answer={answer} />}
      {notedInSight && <Note id={id} kind={kind} value={answer.note} />}
      <details open={answer.verbatim !== '' || (!notedInSight && answer.note !== '')}>
        <summary>{notedInSight ? m.survey_verbatim_add() : m.survey_note_add()}</summary>
        {!notedInSight && <Note id={id} kind={kind} value={answer.note} />}
        <TextArea
          name={`verbatim-${id}`}
          label={m.survey_verbatim()}
          hint={m.survey_verbatim_hint()}
          rows={3}
          maxLength={LONGEST_NOTE}
          optional
          value={answer.verbatim}
        />
      </details>
    </fieldset>
  )
}

function Note({ id, kind, value }: { id: string; kind: Kind; value: string }) {
  const field = { name: `note-${id}`, optional: true, value, maxLength: LONGEST_NOTE }
  if (kind !== 'place') return <TextArea label={m.survey_note()} rows={4} {...field} />
  return <TextArea label={m.survey_place_words()} hint={m.survey_place_words_hint()} rows={2} {...field} />
}

function Closed({ question, answer: { chosen, number, day } }: { question: Question; answer: GivenAnswer }) {
  const { id, kind, least, most } = question
  const choices = choicesOf(question).map((choice) => ({ value: choice, label: choice }))
  const [only] = chosen
  switch (kind) {
    case 'open':
    case 'place':
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
