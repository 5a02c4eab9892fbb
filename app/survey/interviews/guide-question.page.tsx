import { redirect } from 'react-router'
import { z } from 'zod'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { Actions } from '#app/ui/actions.tsx'
import { SubmitButton } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/choice-group.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { NumberField, TextArea, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/guide-question.page.ts'
import { addQuestion, changeQuestion, type Draft, guideOf, removeQuestion } from './guides.server.ts'
import { conditionChoices, QuestionForm } from './question-input.ts'
import { KINDS } from './question-kinds.ts'
import { CONDITION_RULES, kindWord } from './questions.ts'
import { guideTrail } from './trail.ts'

export const handle = { trail: guideTrail }

export const meta = () => [{ title: `${m.survey_question()} · Palier` }]

const NEW = 'new'

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'survey.guide.write')
    const { questions } = await guideOf(tx, args.params.guide)
    const at = questions.findIndex(({ key }) => key === args.params.question)
    if (at === -1 && args.params.question !== NEW) throw new Refusal('platform.not-found', { status: 404 })
    return {
      question: questions[at] ?? null,
      themes: [...new Set(questions.map(({ theme }) => theme))],
      conditions: conditionChoices(at === -1 ? questions : questions.slice(0, at)),
    }
  })
}

const Removal = z.object({ remove: z.literal('yes') })

export async function action(args: Route.ActionArgs) {
  const { convention, guide, question } = args.params
  const removes = (await args.request.clone().formData()).get('remove') === 'yes'
  const Sent: z.ZodType<z.infer<typeof Removal> | Draft> = removes ? Removal : QuestionForm
  return submit(args, Sent, async (tx, input) => {
    if ('remove' in input) await removeQuestion(tx, guide, question)
    else if (question === NEW) await addQuestion(tx, guide, input)
    else await changeQuestion(tx, guide, question, input)
    return redirect(`/c/${convention}/survey/guides/${guide}`)
  })
}

export default function QuestionPage({
  loaderData: { question, themes, conditions },
  actionData,
}: Route.ComponentProps) {
  const bound = (value: number | null | undefined) => (value == null ? {} : { value })
  return (
    <Page title={question ? m.survey_question_change() : m.survey_question_add()}>
      <Form answer={actionData}>
        <TextField name="theme" label={m.survey_theme()} known={themes} value={question?.theme ?? ''} />
        <TextArea name="wording" label={m.survey_wording()} rows={2} value={question?.wording ?? ''} />
        <SelectField
          name="kind"
          label={m.survey_kind()}
          value={question?.kind ?? 'open'}
          choices={KINDS.map((kind) => ({ value: kind, label: kindWord(kind) }))}
        />
        <TextArea
          name="prompts"
          label={m.survey_prompts()}
          hint={m.survey_one_per_line()}
          rows={4}
          optional
          value={question?.prompts.join('\n') ?? ''}
        />
        <div data-for="choices">
          <TextArea
            name="choices"
            label={m.survey_choices()}
            hint={m.survey_choices_hint()}
            rows={4}
            value={question?.choices.join('\n') ?? ''}
          />
        </div>
        <div className="field-list" data-for="bounds">
          <NumberField
            name="least"
            label={m.survey_bound_least()}
            hint={m.survey_bound_hint()}
            optional
            {...bound(question?.least)}
          />
          <NumberField name="most" label={m.survey_bound_most()} optional {...bound(question?.most)} />
        </div>
        {conditions.length > 0 && <Conditions question={question} conditions={conditions} />}
        <SubmitButton>{m.survey_question_keep()}</SubmitButton>
      </Form>
      {question && (
        <Section title={m.survey_question_remove()}>
          <p>{m.survey_question_remove_says()}</p>
          <Form>
            <Actions>
              <SubmitButton kind="danger" name="remove" value="yes">
                {m.survey_question_remove()}
              </SubmitButton>
            </Actions>
          </Form>
        </Section>
      )}
    </Page>
  )
}

const CONDITION_FIELDS = ['condition1', 'condition2', 'condition3']

function Conditions({ question, conditions }: Pick<Route.ComponentProps['loaderData'], 'question' | 'conditions'>) {
  const rules = { all: m.survey_condition_all, any: m.survey_condition_any }
  return (
    <fieldset className="field">
      <legend>{m.survey_condition()}</legend>
      <p className="hint">{m.survey_condition_hint()}</p>
      <div className="field-list">
        {CONDITION_FIELDS.map((name, at) => {
          const set = question?.conditions[at]
          return (
            <SelectField
              key={name}
              name={name}
              label={m.survey_condition_number({ number: at + 1 })}
              optional
              value={set ? `${set.key}:${set.value}` : ''}
              choices={conditions}
            />
          )
        })}
        <RadioGroup
          name="conditionRule"
          label={m.survey_condition_rule()}
          value={question?.conditionRule ?? 'all'}
          choices={CONDITION_RULES.map((rule) => ({ value: rule, label: rules[rule]() }))}
        />
      </div>
    </fieldset>
  )
}
