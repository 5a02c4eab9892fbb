/** Plays the sounds of an interview by pointer and keyboard; without scripts, the browser's own player does. */
import { type RefObject, useEffect, useImperativeHandle, useRef, useState } from 'react'
import { Actions } from '#app/ui/actions.tsx'
import { Button } from '#app/ui/button.tsx'
import { formatNumber } from '#app/ui/format.ts'
import { m } from '#messages'
import { clockOf } from './clock.ts'

const BACK_SECONDS = 5
const SPEEDS = [0.75, 1, 1.25, 1.5, 2]

export interface ShownSound {
  id: string
  href: string
  lengthMs: number | null
}

/** What the page around it asks of the player. */
export interface PlayerHandle {
  playAt: (sound: string, atMs: number) => void
  now: () => { sound: string; atMs: number } | undefined
}

export function SoundPlayer({ sounds, handle }: { sounds: ShownSound[]; handle: RefObject<PlayerHandle | null> }) {
  const audio = useRef<HTMLAudioElement>(null)
  const [chosen, setChosen] = useState(sounds[0]?.id)
  const [isThere, setThere] = useState(false)
  const [isPlaying, setPlaying] = useState(false)
  const [speed, setSpeed] = useState(1)
  const after = useRef<number>(undefined)
  useEffect(() => setThere(true), [])
  const sound = sounds.find(({ id }) => id === chosen) ?? sounds[0]
  const play = (atMs: number) => {
    if (!audio.current) return
    audio.current.currentTime = atMs / 1000
    audio.current.playbackRate = speed
    void audio.current.play().catch(() => undefined)
  }
  // Another sound was asked for: it is there after the page has shown it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the sound changed
  useEffect(() => {
    if (after.current !== undefined) play(after.current)
    after.current = undefined
  }, [sound?.id])
  useImperativeHandle(handle, () => ({
    playAt: (id, atMs) => {
      if (id === sound?.id) return play(atMs)
      after.current = atMs
      setChosen(id)
    },
    now: () =>
      sound && audio.current ? { sound: sound.id, atMs: Math.round(audio.current.currentTime * 1000) } : undefined,
  }))
  if (!sound) return null
  return (
    <section className="player" aria-label={m.survey_sound()}>
      {sounds.length > 1 && (
        <label className="field">
          {m.survey_player_sound()}
          <select className="input" value={sound.id} onChange={(event) => setChosen(event.currentTarget.value)}>
            {sounds.map(({ id, lengthMs }, at) => (
              <option key={id} value={id}>
                {soundWord(at + 1, lengthMs)}
              </option>
            ))}
          </select>
        </label>
      )}
      {/* biome-ignore lint/a11y/useMediaCaption: its words are the passages below */}
      <audio
        ref={audio}
        key={sound.id}
        src={sound.href}
        controls
        preload="none"
        aria-label={soundWord(sounds.indexOf(sound) + 1, sound.lengthMs)}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
      />
      {isThere && (
        <Actions>
          <Button onClick={() => (isPlaying ? audio.current?.pause() : play((audio.current?.currentTime ?? 0) * 1000))}>
            {isPlaying ? m.survey_player_pause() : m.survey_player_play()}
          </Button>
          <Button
            onClick={() => {
              if (audio.current) audio.current.currentTime = Math.max(0, audio.current.currentTime - BACK_SECONDS)
            }}
          >
            {m.survey_player_back({ seconds: BACK_SECONDS })}
          </Button>
          <label className="field" data-layout="line">
            {m.survey_player_speed()}
            <select
              className="input"
              value={speed}
              onChange={(event) => {
                const next = Number(event.currentTarget.value)
                setSpeed(next)
                if (audio.current) audio.current.playbackRate = next
              }}
            >
              {SPEEDS.map((each) => (
                <option key={each} value={each}>
                  {m.survey_player_times({ times: formatNumber(each) })}
                </option>
              ))}
            </select>
          </label>
        </Actions>
      )}
    </section>
  )
}

function soundWord(number: number, lengthMs: number | null): string {
  return lengthMs === null
    ? m.survey_player_unfinished({ number })
    : m.survey_player_whole({ number, length: clockOf(lengthMs) })
}
