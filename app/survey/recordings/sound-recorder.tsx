/** Records the sound of an interview: always says whether it does, for how long, and how much of it is kept. */
import { useEffect, useRef, useState } from 'react'
import { Actions } from '#app/ui/actions.tsx'
import { Button } from '#app/ui/button.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import type { KnownDevice } from '../device/vault.ts'
import { clockOf } from './clock.ts'
import { sendRecordings } from './send-recordings.ts'
import { type SoundSession, type SoundTrouble, startSound } from './sound-session.ts'

const TICK_MS = 500

const TROUBLE_WORDS: Record<SoundTrouble, () => string> = {
  'no-recorder': m.survey_sound_no_recorder,
  'no-microphone': m.survey_sound_no_microphone,
  full: m.survey_sound_full,
  lost: m.survey_sound_lost,
}

interface SoundRecorderProps {
  base: string
  device: KnownDevice
  interview: string
}

export function SoundRecorder({ base, device, interview }: SoundRecorderProps) {
  const [session, setSession] = useState<SoundSession>()
  const [refused, setRefused] = useState<SoundTrouble>()
  const [, setTick] = useState(0)
  const running = useRef<SoundSession>(undefined)
  const send = () => void sendRecordings(base, device)
  // Whoever leaves the interview ends its sound: nobody is recorded from a page that does not say so.
  // biome-ignore lint/correctness/useExhaustiveDependencies: at the end of the component alone
  useEffect(() => () => void running.current?.stop().then(send), [])
  const isOn = session !== undefined && session.state() !== 'stopped'
  useEffect(() => {
    if (!isOn) return
    const timer = setInterval(() => setTick((tick) => tick + 1), TICK_MS)
    return () => clearInterval(timer)
  }, [isOn])
  const start = async () => {
    setRefused(undefined)
    const begun = await startSound(device, interview, () => setTick((tick) => tick + 1)).catch(() => 'full' as const)
    if (typeof begun === 'string') return setRefused(begun)
    running.current = begun
    setSession(begun)
  }
  const trouble = refused ?? session?.trouble()
  return (
    <section className="recorder" aria-label={m.survey_sound()}>
      {trouble && (
        <div role="alert" className="notice" data-tone="bad">
          <p>{TROUBLE_WORDS[trouble]()}</p>
        </div>
      )}
      {isOn ? (
        <Running session={session} />
      ) : (
        <>
          <Actions>
            <Button onClick={() => void start()}>
              {session ? m.survey_sound_start_again() : m.survey_sound_start()}
            </Button>
          </Actions>
          <p className="soft">
            {session ? m.survey_sound_stopped({ kept: clockOf(session.keptMs()) }) : m.survey_sound_says()}
          </p>
        </>
      )}
    </section>
  )
}

function Running({ session }: { session: SoundSession }) {
  const isPaused = session.state() === 'paused'
  return (
    <>
      <p>
        <span role="status">
          <State tone={isPaused ? 'warn' : 'bad'}>
            {isPaused ? m.survey_sound_paused() : m.survey_sound_recording()}
          </State>
        </span>{' '}
        <strong role="timer" className="clock">
          {clockOf(session.elapsedMs())}
        </strong>{' '}
        <span className="soft">{m.survey_sound_kept({ kept: clockOf(session.keptMs()) })}</span>
      </p>
      <Actions>
        {isPaused ? (
          <Button onClick={session.resume}>{m.survey_sound_resume()}</Button>
        ) : (
          <Button onClick={session.pause}>{m.survey_sound_pause()}</Button>
        )}
        <Button onClick={() => void session.stop()}>{m.survey_sound_stop()}</Button>
      </Actions>
    </>
  )
}
