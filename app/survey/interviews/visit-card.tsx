import type { ReactNode } from 'react'
import { Actions } from '#app/ui/actions.tsx'
import { SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { formatHour } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Section } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { m } from '#messages'
import type { Visit } from './visits.server.ts'

export interface OwnVisit {
  visit: Visit | null
  /** Id for the visit to come. */
  id: string
  residences: readonly { id: string; name: string | null }[]
}

const LENGTHS = [45, 60, 90, 120]

/** My own visit: one press when going in, one when coming out. */
export function VisitCard({
  own: { visit, id, residences },
  answer,
}: {
  own: OwnVisit
  answer: FormAnswer | undefined
}) {
  return (
    <Section title={m.survey_visit()}>
      {visit ? (
        <Notice tone={visit.is_overdue ? 'bad' : 'good'}>
          <p>
            {m.survey_visit_mine({
              residence: visit.residence,
              start: formatHour(new Date(visit.startedAt)),
              due: formatHour(new Date(visit.dueAt)),
            })}
          </p>
          <Actions>
            <VisitPress intent="visit-end" visit={visit.id} answer={answer}>
              <SubmitButton>{m.survey_visit_out()}</SubmitButton>
            </VisitPress>
            <VisitPress intent="visit-more" visit={visit.id} answer={answer}>
              <SubmitButton kind="plain">{m.survey_visit_more()}</SubmitButton>
            </VisitPress>
          </Actions>
        </Notice>
      ) : (
        <details>
          <summary>{m.survey_visit_in()}</summary>
          <Form intent="visit-start" answer={answer?.values.intent === 'visit-start' ? answer : undefined}>
            <p>{m.survey_visit_says()}</p>
            <input type="hidden" name="visit" value={id} />
            <SelectField
              name="residence"
              label={m.survey_feature_residence()}
              choices={residences.map((residence) => ({ value: residence.id, label: residence.name ?? '' }))}
            />
            <SelectField
              name="minutes"
              label={m.survey_visit_length()}
              value="90"
              choices={LENGTHS.map((minutes) => ({
                value: String(minutes),
                label: m.survey_minutes_count({ count: minutes }),
              }))}
            />
            <SubmitButton>{m.survey_visit_go()}</SubmitButton>
          </Form>
        </details>
      )}
    </Section>
  )
}

function VisitPress(props: { intent: string; visit: string; answer: FormAnswer | undefined; children: ReactNode }) {
  const { intent, visit, answer, children } = props
  return (
    <Form intent={intent} layout="line" answer={answerOn(answer, intent, visit)}>
      <input type="hidden" name="visit" value={visit} />
      {children}
    </Form>
  )
}

/** What was answered to a press on this visit, and not on another of the page. */
export function answerOn(answer: FormAnswer | undefined, intent: string, visit: string): FormAnswer | undefined {
  return answer?.values.intent === intent && answer.values.visit === visit ? answer : undefined
}
