/** The sound and the photos of an interview that are on this device: whether they arrived, and what they are. */
import { useEffect, useState } from 'react'
import { Button } from '#app/ui/button.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import { seekable } from '#packages/seekable-webm/seekable-webm.ts'
import type { KnownDevice } from '../device/vault.ts'
import { clockOf } from './clock.ts'
import { captionOf, type HeldRecording, wholeOf } from './media-store.ts'
import { useHeldRecordings } from './use-held-recordings.ts'

export function HeldMedia({ device, interview }: { device: KnownDevice; interview: string }) {
  const held = useHeldRecordings(device).filter((one) => one.interview === interview && one.closed)
  if (held.length === 0) return null
  return (
    <ul className="plain stack">
      {held.map((one) => (
        <Held key={one.id} device={device} held={one} />
      ))}
    </ul>
  )
}

const STANDINGS = {
  here: { tone: 'warn', word: m.survey_device_only_here },
  arrived: { tone: 'good', word: m.survey_device_arrived },
  unfit: { tone: 'bad', word: m.survey_media_unfit },
} as const

function Held({ device, held }: { device: KnownDevice; held: HeldRecording }) {
  const [url, setUrl] = useState<string>()
  const [caption, setCaption] = useState('')
  useEffect(() => () => URL.revokeObjectURL(url ?? ''), [url])
  useEffect(() => void captionOf(device, held).then(setCaption, () => undefined), [device, held])
  const show = async () => {
    const bytes = await wholeOf(device, held)
    const shown = held.kind === 'audio' ? (seekable(bytes)?.bytes ?? bytes) : bytes
    setUrl(URL.createObjectURL(new Blob([shown], { type: held.mediaType })))
  }
  const { tone, word } = STANDINGS[held.standing]
  const what =
    held.kind === 'audio'
      ? m.survey_media_sound({ length: clockOf(held.lengthMs) })
      : [m.survey_photo(), caption].filter(Boolean).join(' · ')
  return (
    <li>
      {what} <State tone={tone}>{word()}</State>{' '}
      {url === undefined ? (
        <Button kind="quiet" onClick={() => void show()}>
          {held.kind === 'audio' ? m.survey_media_listen() : m.survey_media_see()}
        </Button>
      ) : held.kind === 'audio' ? (
        // biome-ignore lint/a11y/useMediaCaption: the sound that was just recorded has no words yet
        <audio controls src={url} aria-label={what} />
      ) : (
        <img className="photo" src={url} alt={what} />
      )}
    </li>
  )
}
