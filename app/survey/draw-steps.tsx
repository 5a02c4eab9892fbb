/** The five presses of a draw, each with what it promises. */
import { useEffect } from 'react'
import { Link, useRevalidator } from 'react-router'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/choice-group.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { formatInstant, formatNumber, formatShare } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Progress } from '#app/ui/progress.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { digits, Hash } from './draw-words.tsx'
import { boundsFrom } from './lottery-step.ts'
import type { DrawFacts } from './panel-draw.page.tsx'

interface StepProps {
  facts: DrawFacts
  answer: FormAnswer | undefined
}

export function SealStep({ facts, answer }: StepProps) {
  if (!facts.mayDraw) return <p>{m.survey_wait_seal()}</p>
  return (
    <Form intent="seal" answer={answer}>
      <p>{m.survey_seal_says()}</p>
      <Actions>
        <SubmitButton>{m.survey_seal_press()}</SubmitButton>
        <Link to={facts.frame.href}>{m.survey_seal_back()}</Link>
      </Actions>
    </Form>
  )
}

export function ComputeStep({ facts, answer }: StepProps) {
  const { job, mayDraw } = facts
  const runs = job?.state === 'waiting' || job?.state === 'running'
  return (
    <>
      <Promises facts={facts} />
      {runs && <Computing job={job} mayDraw={mayDraw} />}
      {job?.state === 'failed' && <Notice tone="bad">{m.survey_compute_failed({ fault: job.fault ?? '–' })}</Notice>}
      {job?.state === 'cancelled' && <Notice tone="warn">{m.survey_compute_cancelled()}</Notice>}
      {!runs && mayDraw && (
        <Form intent="compute" answer={answer}>
          <p>{m.survey_compute_says()}</p>
          <Actions>
            <SubmitButton>{m.survey_compute_press()}</SubmitButton>
          </Actions>
        </Form>
      )}
      {!runs && !mayDraw && <p>{m.survey_wait_compute()}</p>}
    </>
  )
}

const LOOK_EVERY_MS = 1500

function Computing({ job, mayDraw }: { job: NonNullable<DrawFacts['job']>; mayDraw: boolean }) {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    const timer = setInterval(() => void revalidate(), LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [revalidate])
  const bounds = boundsFrom(job.step)
  return (
    <>
      <Progress
        label={m.survey_computing()}
        done={job.done}
        total={job.total}
        {...(bounds
          ? { detail: m.survey_bounds_now({ low: formatShare(bounds.low, 2), high: formatShare(bounds.high, 2) }) }
          : {})}
      />
      <p>
        <a href="?">{m.survey_refresh()}</a>
      </p>
      {mayDraw && (
        <Form intent="cancel">
          <input type="hidden" name="job" value={job.id} />
          <Actions>
            <SubmitButton kind="plain">{m.ui_cancel()}</SubmitButton>
          </Actions>
        </Form>
      )}
    </>
  )
}

export function NumberStep({ facts, answer }: StepProps) {
  const wrong = facts.numbers.at(-1)?.answer === 'wrong'
  return (
    <>
      <Promises facts={facts} />
      {wrong && <Notice tone="warn">{m.survey_number_was_wrong()}</Notice>}
      {facts.mayDraw ? (
        <Form intent="number" answer={answer}>
          <p>{m.survey_number_says()}</p>
          <TextField name="number" label={m.survey_number()} hint={m.survey_number_hint()} short />
          <RadioGroup
            name="source"
            label={m.survey_source()}
            choices={[
              { value: 'lottery', label: m.survey_source_lottery(), hint: m.survey_source_lottery_hint() },
              { value: 'drand', label: m.survey_source_drand(), hint: m.survey_source_drand_hint() },
              { value: 'dice', label: m.survey_source_dice(), hint: m.survey_source_dice_hint() },
            ]}
          />
          <TextField name="reference" label={m.survey_reference()} hint={m.survey_reference_hint()} />
          <Actions>
            <SubmitButton>{m.survey_number_press()}</SubmitButton>
          </Actions>
        </Form>
      ) : (
        <p>{m.survey_wait_number()}</p>
      )}
    </>
  )
}

export function ConfirmStep({ facts, answer }: StepProps) {
  const number = facts.numbers.at(-1)
  if (!number) return null
  const own = number.entered_by === facts.own
  return (
    <>
      <Promises facts={facts} />
      <p>{m.survey_confirm_says({ author: number.author })}</p>
      <Form answer={answer}>
        <input type="hidden" name="number" value={number.id} />
        <Actions>
          {!own && facts.mayConfirm && (
            <SubmitButton name="intent" value="confirmed">
              {m.survey_confirm_press({ number: digits(number.value) })}
            </SubmitButton>
          )}
          {facts.mayConfirm && (
            <SubmitButton name="intent" value="wrong" kind="plain">
              {m.survey_confirm_wrong()}
            </SubmitButton>
          )}
        </Actions>
        {own && facts.mayDraw && (
          <Notice tone="warn">
            <p>{m.survey_alone_says()}</p>
            <Actions>
              <SubmitButton name="intent" value="alone" kind="plain">
                {m.survey_alone_press()}
              </SubmitButton>
            </Actions>
          </Notice>
        )}
      </Form>
    </>
  )
}

export function OpenStep({ facts, answer }: StepProps) {
  return (
    <>
      <Promises facts={facts} />
      {facts.mayDraw ? (
        <Form intent="open" answer={answer}>
          <p>{m.survey_open_says()}</p>
          <Actions>
            <SubmitButton>{m.survey_open_press()}</SubmitButton>
          </Actions>
        </Form>
      ) : (
        <p>{m.survey_wait_open()}</p>
      )}
    </>
  )
}

export function DrawnStep({ facts }: Pick<StepProps, 'facts'>) {
  return (
    <>
      <Promises facts={facts} />
      <Actions>
        <LinkButton to={`${facts.frame.href}/result`} kind="primary">
          {m.survey_tab_result()}
        </LinkButton>
        <LinkButton to={facts.verifyHref}>{m.survey_verify_link()}</LinkButton>
      </Actions>
    </>
  )
}

/** What has been published so far, in the order in which it was. */
function Promises({ facts: { seal, lottery, numbers, verifyHref } }: Pick<StepProps, 'facts'>) {
  if (!seal) return null
  const number = numbers.at(-1)
  return (
    <>
      <DefinitionList
        facts={[
          { term: m.survey_sealed_at(), value: m.survey_by({ at: formatInstant(seal.sealed_at), by: seal.sealed_by }) },
          { term: m.survey_pool(), value: formatNumber(seal.pool_size) },
          { term: m.survey_seal_hash(), value: <Hash value={seal.sha256} /> },
          ...(lottery
            ? [
                { term: m.survey_computed_at(), value: formatInstant(lottery.at) },
                { term: m.survey_lottery_hash(), value: <Hash value={lottery.sha256} /> },
              ]
            : []),
          ...(number ? [{ term: m.survey_number(), value: numberText(number) }] : []),
        ]}
      />
      <p>
        {m.survey_public_page()} <Link to={verifyHref}>{m.survey_verify_link()}</Link>
      </p>
    </>
  )
}

function numberText(number: DrawFacts['numbers'][number]): string {
  const words = { lottery: m.survey_source_lottery, drand: m.survey_source_drand, dice: m.survey_source_dice }
  const source = Object.entries(words).find(([name]) => name === number.source)?.[1]() ?? number.source
  return m.survey_number_facts({
    number: digits(number.value),
    source,
    reference: number.reference,
    at: formatInstant(number.entered_at),
    by: number.author,
    answer: answerText(number),
  })
}

function answerText({ answer, second, answered_at }: DrawFacts['numbers'][number]): string {
  if (answer === null || answered_at === null) return m.survey_answer_waiting()
  const values = { by: second ?? '', at: formatInstant(answered_at) }
  if (answer === 'confirmed') return m.survey_answer_confirmed(values)
  return answer === 'alone' ? m.survey_answer_alone(values) : m.survey_answer_wrong(values)
}
