/** Sound and photos of one interview on the device that it is taken with: only what the person agreed to. */
import type { KnownDevice } from '../device/vault.ts'
import { HeldMedia } from './held-media.tsx'
import { PhotoTaker } from './photo-taker.tsx'
import { SoundRecorder } from './sound-recorder.tsx'

interface InterviewMediaProps {
  /** Address of the device's pages. */
  base: string
  device: KnownDevice
  interview: string
  agreesAudio: boolean
  agreesPhoto: boolean
}

export function InterviewMedia({ base, device, interview, agreesAudio, agreesPhoto }: InterviewMediaProps) {
  if (!agreesAudio && !agreesPhoto) return null
  return (
    <>
      {agreesAudio && <SoundRecorder base={base} device={device} interview={interview} />}
      {agreesPhoto && <PhotoTaker device={device} interview={interview} />}
      <HeldMedia device={device} interview={interview} />
    </>
  )
}
