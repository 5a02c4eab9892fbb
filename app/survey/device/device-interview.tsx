/** Questions and answers on the device, written down at each pause. */
import { type RefObject, useRef, useState } from 'react'
import { Actions } from '#app/ui/actions.tsx'
import { Button } from '#app/ui/button.tsx'
import { inputId, JudgedHere } from '#app/ui/form.tsx'
import type { FormAnswer, FormValues } from '#app/ui/form-answer.ts'
import { Page } from '#app/ui/page.tsx'
import { NumberField, TextArea } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Json } from '#packages/fair-panel/canonical-json.ts'
import { durationMs } from '#packages/sync-log/instants.ts'
import { LONGEST_NOTES } from '../interviews/answer-limits.ts'
import { NO_ANSWER } from '../interviews/answers.ts'
import { useAskedNow } from '../interviews/asked-now.ts'
import { PlaceField } from '../interviews/place-field.tsx'
import { QuestionFields } from '../interviews/question-fields.tsx'
import { byTheme, conditionWord, type Question } from '../interviews/questions.ts'
import { InterviewMedia } from '../recordings/interview-media.tsx'
import { type Leave, leaveFreely, useAtPauses } from './at-pauses.ts'
import { instant } from './field.ts'
import type { HeldInterview } from './on-device.ts'
import { judgeSheet } from './sheet.ts'
import type { KnownDevice } from './vault.ts'
import { type Pack, questionFrom } from './wire.ts'

const MINUTE_MS = 60_000

interface DeviceInterviewProps {
  base: string
  device: KnownDevice
  pack: Pack
  held: HeldInterview
  write: (drafts: readonly { id?: string; kind: string; subject: string; content: Json }[]) => Promise<void>
  back: () => void
}

export function DeviceInterview({ base, device, pack, held, write, back }: DeviceInterviewProps) {
  const [at, setAt] = useState(0)
  const leave = useRef(leaveFreely)
  const guide = pack.guides.find(({ id }) => id === held.guide)
  const questions = (guide?.questions ?? []).map(questionFrom)
  const themes = byTheme(questions)
  const theme = themes[at]
  if (!guide) return <Page title={held.who}>{m.survey_device_guide_gone()}</Page>
  const go = async (to: number) => {
    if (!(await leave.current())) return
    setAt(to)
    scrollTo(0, 0)
  }
  return (
    <Page
      title={theme?.theme ?? m.survey_finish()}
      lead={theme ? m.survey_theme_of({ at: at + 1, of: themes.length, who: held.who }) : held.who}
    >
      <InterviewMedia
        base={base}
        device={device}
        interview={held.id}
        agreesAudio={held.agreesAudio}
        agreesPhoto={held.agreesPhoto}
      />
      {theme ? (
        <ThemeSheet
          key={at}
          all={questions}
          questions={theme.questions}
          placeBook={pack.placeBook}
          held={held}
          write={write}
          leave={leave}
        />
      ) : (
        <EndForm held={held} write={write} leave={leave} back={back} />
      )}
      <Actions>
        {theme && (
          <Button kind="primary" onClick={() => go(at + 1)}>
            {at + 1 < themes.length ? m.survey_device_next_theme() : m.survey_finish()}
          </Button>
        )}
        {at > 0 && <Button onClick={() => go(at - 1)}>{m.survey_device_previous_theme()}</Button>}
        <Button kind="quiet" onClick={async () => (await leave.current()) && back()}>
          {m.survey_device_back()}
        </Button>
      </Actions>
    </Page>
  )
}

interface SheetProps extends Pick<DeviceInterviewProps, 'held' | 'write'>, Pick<Pack, 'placeBook'> {
  all: Question[]
  questions: (Question & { number: number })[]
  leave: RefObject<Leave>
}

function ThemeSheet({ all, questions, placeBook, held, write, leave }: SheetProps) {
  const sheet = useRef<HTMLFormElement>(null)
  // What is typed over stays what was first shown, also when the server gives another answer under it.
  const [first] = useState(held.answers)
  const shown = useRef(new Map(first))
  const [says, setSays] = useState<string>()
  const [judged, setJudged] = useState<FormAnswer & { numbers: number[] }>()
  const elsewhere = all
    .filter(({ id }) => !questions.some((question) => question.id === id))
    .map(({ id, key }) => [key, held.answers.get(id)?.answer.chosen ?? []] as const)
  const isAskedNow = useAskedNow(sheet, questions, elsewhere)
  const judge = (form: HTMLFormElement) => {
    const values = sentOf(form)
    const { changed, refused } = judgeSheet(questions, values, shown.current)
    // What stands in a question that is not asked is nobody's to correct.
    const refusal = refused.filter(({ field }) => !document.getElementById(inputId(field))?.closest('[hidden]'))
    const numbers = [...new Set(refusal.map(({ number }) => number))]
    setJudged(refusal.length > 0 ? { refusal, values, numbers } : undefined)
    return { changed, refusal }
  }
  const keep = async (form: HTMLFormElement) => {
    const drafts = judge(form).changed.map(({ question, basedOn, answer }) => ({
      id: crypto.randomUUID(),
      kind: 'answer',
      subject: held.id,
      content: { question, basedOn: [...basedOn], answer: { ...answer } },
    }))
    if (drafts.length === 0) return
    try {
      await write(drafts)
      for (const { id, content } of drafts)
        shown.current.set(content.question, { answer: content.answer, versions: [id] })
      setSays(m.survey_device_kept())
    } catch {
      setSays(m.survey_device_not_kept())
    }
  }
  const mayLeave = (form: HTMLFormElement) => {
    const [wrong] = judge(form).refusal
    if (wrong) document.getElementById(inputId(wrong.field))?.focus()
    return wrong === undefined
  }
  useAtPauses({ form: sheet, keep, leave, mayLeave })
  return (
    <form ref={sheet} className="form" onSubmit={(event) => event.preventDefault()}>
      <JudgedHere answer={judged}>
        <div className="section">
          {questions.map((question) => (
            <QuestionFields
              key={question.id}
              question={question}
              number={question.number}
              answer={first.get(question.id)?.answer ?? NO_ANSWER}
              condition={conditionWord(question, all)}
              isAsked={isAskedNow(question)}
              placeField={
                question.kind === 'place' && (
                  <PlaceField
                    id={question.id}
                    place={first.get(question.id)?.answer.place ?? null}
                    book={placeBook}
                    near={held.residence}
                  />
                )
              }
            />
          ))}
        </div>
      </JudgedHere>
      <p role="status" className="soft">
        {judged
          ? m.survey_device_refused_answers({ count: judged.numbers.length, numbers: judged.numbers.join(', ') })
          : (says ?? m.survey_saves_itself())}
      </p>
    </form>
  )
}

function sentOf(form: HTMLFormElement): FormValues {
  const sent: Record<string, string[]> = {}
  for (const [name, value] of new FormData(form)) sent[name] = [...(sent[name] ?? []), String(value)]
  return sent
}

type EndProps = Pick<DeviceInterviewProps, 'held' | 'write' | 'back'> & Pick<SheetProps, 'leave'>

function EndForm({ held, write, back, leave }: EndProps) {
  const minutes = held.begun === null ? undefined : Math.round(durationMs(held.begun, instant()).ms / MINUTE_MS)
  const [id] = useState(() => crypto.randomUUID()) // pressed five times, it ends once
  const [isWrong, setWrong] = useState(false)
  const [says, setSays] = useState<string>()
  const sheet = useRef<HTMLFormElement>(null)
  const [first] = useState(held.notes)
  const kept = useRef(first)
  const keep = async (form: HTMLFormElement) => {
    const notes = notesIn(form)
    if (notes === kept.current) return
    try {
      await write([{ kind: 'notes', subject: held.id, content: { notes } }])
      kept.current = notes
      setSays(m.survey_device_kept())
    } catch {
      setSays(m.survey_device_not_kept())
    }
  }
  useAtPauses({ form: sheet, keep, leave })
  const end = (partial: boolean, form: HTMLFormElement) => {
    const count = Number(new FormData(form).get('minutes'))
    if (!Number.isInteger(count) || count < 1 || count > 300) return setWrong(true)
    const before = kept.current
    const notes = notesIn(form)
    kept.current = notes
    void write([{ id, kind: 'end', subject: held.id, content: { minutes: count, notes, partial } }]).then(back, () => {
      kept.current = before
    })
  }
  return (
    <form
      ref={sheet}
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        const { submitter } = event.nativeEvent
        end(submitter?.getAttribute('value') === 'partial', event.currentTarget)
      }}
    >
      {isWrong && (
        <p role="alert" className="notice" data-tone="bad">
          {m.survey_minutes_hint()}
        </p>
      )}
      <NumberField
        name="minutes"
        label={m.survey_minutes()}
        hint={m.survey_minutes_hint()}
        {...(minutes !== undefined && minutes >= 1 && minutes <= 300 ? { value: minutes } : {})}
      />
      <TextArea
        name="notes"
        label={m.survey_notes()}
        hint={m.survey_notes_hint()}
        maxLength={LONGEST_NOTES}
        optional
        value={first}
      />
      <p role="status" className="soft">
        {says ?? m.survey_saves_itself()}
      </p>
      <Actions>
        <Button type="submit" kind="primary" value="whole">
          {m.survey_finish_press()}
        </Button>
        <Button type="submit" value="partial">
          {m.survey_ended_partial()}
        </Button>
      </Actions>
    </form>
  )
}

function notesIn(form: HTMLFormElement): string {
  return String(new FormData(form).get('notes') ?? '').trim()
}
