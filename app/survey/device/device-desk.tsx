/** The interviewer's desk on the device: what is on it, what has arrived, whom to see, what is under way. */
import { useCallback, useEffect, useState } from 'react'
import { Actions } from '#app/ui/actions.tsx'
import { Button } from '#app/ui/button.tsx'
import { formatInstant } from '#app/ui/format.ts'
import { keepPage } from '#app/ui/keep-page.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import { standing } from '#packages/sync-log/device-log.ts'
import { placeWord } from '../outcomes.ts'
import { MediaStanding } from '../recordings/media-standing.tsx'
import { sendRecordings } from '../recordings/send-recordings.ts'
import { useHeldRecordings } from '../recordings/use-held-recordings.ts'
import { DeviceBegin } from './device-begin.tsx'
import { CodeAsked, CodeGiven } from './device-code-forms.tsx'
import { DeviceInterview } from './device-interview.tsx'
import { fileOf } from './export-file.ts'
import {
  again,
  type Field,
  fieldAsItWas,
  lossRead,
  type Opening,
  onChangeElsewhere,
  openField,
  record,
  sendAll,
  sendLocked,
} from './field.ts'

import { interviewsOn } from './on-device.ts'

type Draft = Parameters<typeof record>[1][number]
type Where = { at: 'desk' } | { at: 'begin'; person: string | null } | { at: 'interview'; id: string }

const SEND_SOON_MS = 3000
const TRY_AGAIN_MS = 10_000
const SEND_EVERY_MS = 30_000
const REVOKED_AFTER_MS = 60_000

export function DeviceDesk({ convention }: { convention: string }) {
  const base = `/c/${convention}/survey/device`
  const [opening, setOpening] = useState<Opening>()
  const [where, setWhere] = useState<Where>({ at: 'desk' })
  const [fault, setFault] = useState(false)
  useEffect(() => {
    void openField(base, convention).then(setOpening, () => setOpening({ kind: 'no-store' }))
    void keepPage()
  }, [base, convention])
  if (!opening) return <Page title={m.survey_device_title()}>{m.survey_device_opening()}</Page>
  if (opening.kind === 'code')
    return <CodeAsked base={base} convention={convention} opening={opening} show={setOpening} />
  const reopen = () => openField(base, convention).then(setOpening)
  if (opening.kind === 'store-fault') return <StoreFault convention={convention} again={() => void reopen()} />
  if (opening.kind !== 'open') return <Closed base={base} convention={convention} opening={opening} />
  const { field } = opening
  const show = (next: Field) => setOpening((before) => (before?.kind === 'open' ? { ...before, field: next } : before))
  const write = async (drafts: readonly Draft[]) => {
    try {
      show(await record(field, drafts))
      setFault(false)
    } catch {
      setFault(true) // nothing is said to be kept that is not: the words stay in the form
      throw new Error('not kept')
    }
  }
  const interviews = interviewsOn(field.pack, field.log, field.device.lastSeq)
  const held = where.at === 'interview' ? interviews.find(({ id }) => id === where.id) : undefined
  const back = () => setWhere({ at: 'desk' })
  return (
    <>
      {fault && (
        <div role="alert" className="notice" data-tone="bad">
          <p>{m.survey_device_full()}</p>
        </div>
      )}
      {where.at === 'desk' && (
        <>
          <Loss field={field} show={show} />
          <Desk field={field} interviews={interviews} go={setWhere} />
          <CodeGiven field={field} show={show} />
          {field.pack.fileKey !== '' && <LastResort of={() => Promise.resolve(field)} />}
        </>
      )}
      {where.at === 'begin' && (
        <DeviceBegin
          pack={field.pack}
          person={where.person}
          back={back}
          begin={async ({ id, act }, content) => {
            await write([{ id: act, kind: 'begin', subject: id, content }])
            setWhere({ at: 'interview', id })
          }}
        />
      )}
      {held && (
        <DeviceInterview
          key={held.id}
          base={base}
          device={field.device}
          pack={field.pack}
          held={held}
          write={write}
          back={back}
        />
      )}
      <Arrival base={base} field={field} online={opening.online} show={show} convention={convention} reopen={reopen} />
    </>
  )
}

interface ClosedProps {
  base: string
  convention: string
  opening: Extract<Opening, { kind: 'no-store' | 'refused' | 'locked' }>
}

function Closed({ base, convention, opening }: ClosedProps) {
  const [waiting, setWaiting] = useState('waiting' in opening ? opening.waiting : 0)
  useEffect(() => {
    const send = () =>
      void sendLocked(base, convention).then(
        (sent) => setWaiting(sent.waiting),
        () => undefined,
      )
    addEventListener('online', send)
    return () => removeEventListener('online', send)
  }, [base, convention])
  return (
    <Page title={m.survey_device_title()}>
      {opening.kind === 'no-store' && <Notice tone="bad">{m.survey_device_no_store()}</Notice>}
      {opening.kind === 'refused' && (
        <Notice tone="bad">
          <p>{m.survey_device_refused()}</p>
          <p>{waiting > 0 ? m.survey_device_refused_waiting({ count: waiting }) : m.survey_device_refused_arrived()}</p>
        </Notice>
      )}
      {opening.kind === 'locked' && (
        <Notice tone="warn">
          <p>{m.survey_device_locked()}</p>
          {waiting > 0 && <p>{m.survey_device_locked_waiting()}</p>}
        </Notice>
      )}
      <p>
        <a href="/sign-in">{m.survey_device_sign_in()}</a>
      </p>
    </Page>
  )
}

/** Nothing is lost: it can be tried again, and what is there can be taken out. */
function StoreFault({ convention, again: tryAgain }: { convention: string; again: () => void }) {
  return (
    <Page title={m.survey_device_title()}>
      <Notice tone="bad">{m.survey_device_store_fault()}</Notice>
      <Actions>
        <Button kind="primary" onClick={tryAgain}>
          {m.survey_device_try_again()}
        </Button>
      </Actions>
      <LastResort of={() => fieldAsItWas(convention)} />
    </Page>
  )
}

/** The browser threw its store away: the person is told since when things are missing. */
function Loss({ field, show }: { field: Field; show: (field: Field) => void }) {
  const { lostSince } = field.device
  if (!lostSince) return null
  return (
    <Notice tone="warn">
      <p>{m.survey_device_lost({ at: formatInstant(lostSince) })}</p>
      <Button onClick={() => void lossRead(field).then(show)}>{m.survey_device_lost_read()}</Button>
    </Notice>
  )
}

interface DeskProps {
  field: Field
  interviews: ReturnType<typeof interviewsOn>
  go: (where: Where) => void
}

function Desk({ field: { pack }, interviews, go }: DeskProps) {
  const open = interviews.filter(({ ended }) => !ended)
  const ended = interviews.filter((one) => one.ended)
  return (
    <Page title={m.survey_device_title()} lead={m.survey_device_as_of({ at: formatInstant(pack.madeAt) })}>
      {open.length > 0 && (
        <Section title={m.survey_device_under_way()}>
          <ul className="plain field-list">
            {open.map(({ id, who, waiting }) => (
              <li key={id} className="field-person">
                <h3>{who}</h3>
                <Actions>
                  <Button kind="primary" onClick={() => go({ at: 'interview', id })}>
                    {m.survey_interview_go_on()}
                  </Button>
                </Actions>
                <Where waiting={waiting} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={m.survey_appointments()}>
        {pack.appointments.length === 0 && <p>{m.survey_device_no_appointment()}</p>}
        <ul className="plain field-list">
          {pack.appointments.map((one) => (
            <li key={one.person + one.at} className="field-person">
              <h3>
                {formatInstant(one.at)} · {one.name}
              </h3>
              <p>{[one.where, placeWord(one.place)].join(' · ')}</p>
              <Actions>
                <Button kind="primary" onClick={() => go({ at: 'begin', person: one.person })}>
                  {m.survey_interview_begin()}
                </Button>
              </Actions>
            </li>
          ))}
        </ul>
        {pack.caretakers.length > 0 && (
          <Button onClick={() => go({ at: 'begin', person: null })}>{m.survey_device_caretaker()}</Button>
        )}
      </Section>
      {ended.length > 0 && (
        <Section title={m.survey_device_ended()}>
          <ul>
            {ended.map(({ id, who, waiting }) => (
              <li key={id}>
                {who} <Where waiting={waiting} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  )
}

function Where({ waiting }: { waiting: number }) {
  return waiting > 0 ? (
    <State tone="warn">{m.survey_device_only_here()}</State>
  ) : (
    <State tone="good">{m.survey_device_arrived()}</State>
  )
}

/** When nothing can be sent: a file that only the server can read. */
function LastResort({ of }: { of: () => Promise<Field> }) {
  const [says, setSays] = useState<string>()
  const make = async () => {
    setSays(undefined)
    const url = URL.createObjectURL(await fileOf(await of()))
    const link = document.createElement('a')
    link.href = url
    link.download = `entretiens-${new Date().toISOString().slice(0, 16).replace(':', '-')}.palier`
    link.click()
    setTimeout(() => URL.revokeObjectURL(url), REVOKED_AFTER_MS)
    setSays(m.survey_device_last_resort_done())
  }
  return (
    <details>
      <summary>{m.survey_device_last_resort()}</summary>
      <p>{m.survey_device_last_resort_says()}</p>
      <Button onClick={() => void make().catch(() => setSays(m.survey_device_last_resort_failed()))}>
        {m.survey_device_last_resort_press()}
      </Button>
      <p role="status">{says}</p>
    </details>
  )
}

interface ArrivalProps {
  base: string
  convention: string
  field: Field
  online: boolean
  show: (field: Field) => void
  reopen: () => Promise<void>
}

/** Says in plain words what is on the device and what has arrived; sends by itself when there is a network. */
function Arrival({ base, convention, field, online, show, reopen }: ArrivalProps) {
  const [says, setSays] = useState<'sent' | 'no-network' | 'clock' | undefined>(online ? undefined : 'no-network')
  const [tries, setTries] = useState(0)
  const [stuck, setStuck] = useState(0)
  const { waiting, aside } = standing(field.log)
  const mediaWait = useHeldRecordings(field.device).some((held) => held.standing === 'here')
  const send = useCallback(async () => {
    const sent = await sendAll(base, field)
    if (sent.kind === 'busy') return
    if (sent.kind === 'no-network') return setSays('no-network')
    // What somebody else left on this device goes too, unread.
    void sendLocked(base, convention).catch(() => undefined)
    if (sent.kind === 'barred') return reopen()
    setSays(sent.clockIsWrong ? 'clock' : 'sent')
    // Sound and photos follow their interview.
    void sendRecordings(base, field.device).catch(() => undefined)
    const left = sent.field.log.waiting.length
    setStuck((times) => (left > 0 ? times + 1 : 0))
    // What has arrived is shown as the server has it from now on.
    if (left < field.log.waiting.length) await reopen()
    else show(sent.field)
  }, [base, convention, field, show, reopen])
  const failed = says === 'no-network'
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each try, whatever came of it, the next one is set
  useEffect(() => {
    const soon = failed ? TRY_AGAIN_MS : Math.min(SEND_SOON_MS * 2 ** stuck, SEND_EVERY_MS)
    const timer = setTimeout(
      () => void send().finally(() => setTries((count) => count + 1)),
      waiting > 0 ? soon : SEND_EVERY_MS,
    )
    addEventListener('online', send)
    const stop = onChangeElsewhere(() => void again(field).then(show))
    return () => {
      clearTimeout(timer)
      removeEventListener('online', send)
      stop()
    }
  }, [send, waiting, field, show, failed, tries, stuck])
  return (
    <div className="standing" role="status">
      <p>
        {waiting > 0
          ? m.survey_device_waiting({ count: waiting })
          : mediaWait
            ? m.survey_device_words_arrived()
            : m.survey_device_all_arrived()}
      </p>
      {aside > 0 && <p>{m.survey_device_aside({ count: aside })}</p>}
      <MediaStanding base={base} device={field.device} />
      {says === 'clock' && <p>{m.survey_device_clock()}</p>}
      {failed && <p className="soft">{m.survey_device_no_network()}</p>}
      {waiting > 0 && (
        <Button kind="quiet" onClick={() => void send()}>
          {m.survey_device_send()}
        </Button>
      )}
    </div>
  )
}
