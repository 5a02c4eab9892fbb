/** Questions and answers on the device, written down at each pause. */
import { useEffect, useRef, useState } from 'react'
import { Actions } from '#app/ui/actions.tsx'
import { Button } from '#app/ui/button.tsx'
import { Page } from '#app/ui/page.tsx'
import { NumberField, TextArea } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Json } from '#packages/fair-panel/canonical-json.ts'
import { durationMs } from '#packages/sync-log/instants.ts'
import { NO_ANSWER, sameAnswer, wrongIn } from '../interviews/answers.ts'
import { useAskedNow } from '../interviews/asked-now.ts'
import { PlaceField } from '../interviews/place-field.tsx'
import { QuestionFields } from '../interviews/question-fields.tsx'
import { byTheme, conditionWord, type Question } from '../interviews/questions.ts'
import { readAnswer } from '../interviews/read-answer.ts'
import { InterviewMedia } from '../recordings/interview-media.tsx'
import { instant } from './field.ts'
import type { HeldInterview } from './on-device.ts'
import type { KnownDevice } from './vault.ts'
import { type Pack, questionFrom } from './wire.ts'

const PAUSE_MS = 700
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
  const guide = pack.guides.find(({ id }) => id === held.guide)
  const questions = (guide?.questions ?? []).map(questionFrom)
  const themes = byTheme(questions)
  const theme = themes[at]
  if (!guide) return <Page title={held.who}>{m.survey_device_guide_gone()}</Page>
  const go = (to: number) => {
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
        />
      ) : (
        <EndForm held={held} write={write} back={back} />
      )}
      <Actions>
        {theme && (
          <Button kind="primary" onClick={() => go(at + 1)}>
            {at + 1 < themes.length ? m.survey_device_next_theme() : m.survey_finish()}
          </Button>
        )}
        {at > 0 && <Button onClick={() => go(at - 1)}>{m.survey_device_previous_theme()}</Button>}
        <Button kind="quiet" onClick={back}>
          {m.survey_device_back()}
        </Button>
      </Actions>
    </Page>
  )
}

interface SheetProps extends Pick<DeviceInterviewProps, 'held' | 'write'>, Pick<Pack, 'placeBook'> {
  all: Question[]
  questions: (Question & { number: number })[]
}

function ThemeSheet({ all, questions, placeBook, held, write }: SheetProps) {
  const mark = useRef<HTMLDivElement>(null)
  const [says, setSays] = useState<string>()
  const latest = useRef({ held, write })
  latest.current = { held, write }
  const elsewhere = all
    .filter(({ id }) => !questions.some((question) => question.id === id))
    .map(({ id, key }) => [key, held.answers.get(id)?.answer.chosen ?? []] as const)
  const isAskedNow = useAskedNow(mark, questions, elsewhere)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme is another sheet
  useEffect(() => {
    const form = mark.current?.closest('form')
    if (!form) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const keep = async () => {
      clearTimeout(timer)
      timer = undefined
      const sent: Record<string, string[]> = {}
      for (const [name, value] of new FormData(form)) sent[name] = [...(sent[name] ?? []), String(value)]
      const drafts = questions.flatMap((question) => {
        const before = latest.current.held.answers.get(question.id)
        const answer = readAnswer(question, sent)
        if (!answer || wrongIn(question, answer) || sameAnswer(before?.answer ?? NO_ANSWER, answer)) return []
        const content = { question: question.id, basedOn: before?.versions ?? [], answer: { ...answer } }
        return [{ kind: 'answer', subject: latest.current.held.id, content }]
      })
      if (drafts.length === 0) return
      await latest.current.write(drafts).then(
        () => setSays(m.survey_device_kept()),
        () => setSays(m.survey_device_not_kept()),
      )
    }
    const soon = () => {
      clearTimeout(timer)
      timer = setTimeout(keep, PAUSE_MS)
    }
    const leaving = () => timer !== undefined && void keep()
    form.addEventListener('input', soon)
    document.addEventListener('visibilitychange', leaving)
    return () => {
      leaving()
      form.removeEventListener('input', soon)
      document.removeEventListener('visibilitychange', leaving)
    }
  }, [])
  return (
    <form className="form" onSubmit={(event) => event.preventDefault()}>
      <div ref={mark} className="section">
        {questions.map((question) => (
          <QuestionFields
            key={question.id}
            question={question}
            number={question.number}
            answer={held.answers.get(question.id)?.answer ?? NO_ANSWER}
            condition={conditionWord(question, all)}
            isAsked={isAskedNow(question)}
            placeField={
              question.kind === 'place' && (
                <PlaceField
                  id={question.id}
                  place={held.answers.get(question.id)?.answer.place ?? null}
                  book={placeBook}
                  near={held.residence}
                />
              )
            }
          />
        ))}
      </div>
      <p role="status" className="soft">
        {says ?? m.survey_saves_itself()}
      </p>
    </form>
  )
}

function EndForm({ held, write, back }: Pick<DeviceInterviewProps, 'held' | 'write' | 'back'>) {
  const minutes = held.begun === null ? undefined : Math.round(durationMs(held.begun, instant()).ms / MINUTE_MS)
  const [id] = useState(() => crypto.randomUUID()) // pressed five times, it ends once
  const [isWrong, setWrong] = useState(false)
  const end = (partial: boolean, form: FormData) => {
    const count = Number(form.get('minutes'))
    if (!Number.isInteger(count) || count < 1 || count > 300) return setWrong(true)
    const content = { minutes: count, notes: String(form.get('notes') ?? '').trim(), partial }
    void write([{ id, kind: 'end', subject: held.id, content }]).then(back, () => undefined)
  }
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        const { submitter } = event.nativeEvent
        end(submitter?.getAttribute('value') === 'partial', new FormData(event.currentTarget))
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
      <TextArea name="notes" label={m.survey_notes()} hint={m.survey_notes_hint()} optional />
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
