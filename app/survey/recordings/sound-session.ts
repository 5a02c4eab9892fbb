/** One sound being recorded: pieces of ten seconds, each written down before anything is said of it. */
import type { KnownDevice } from '../device/vault.ts'
import { keepAwake } from './keep-awake.ts'
import { addPiece, beginRecording, changeRecording, eraseRecording, hasRoomFor } from './media-store.ts'

const PIECE_MS = 10_000
/** Speech, well understood: 14 MB an hour. */
const BITS_PER_SECOND = 32_000
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus']

export type SoundState = 'recording' | 'paused' | 'stopped'
/** Why it stopped by itself, or never began. */
export type SoundTrouble = 'no-recorder' | 'no-microphone' | 'full' | 'lost'

export interface SoundSession {
  readonly id: string
  state: () => SoundState
  trouble: () => SoundTrouble | undefined
  elapsedMs: () => number
  keptMs: () => number
  pause: () => void
  resume: () => void
  stop: () => Promise<void>
}

const lockOf = (id: string) => `palier-sound-${id}`

/** Whether this or another tab is recording it. */
export async function isRecordingNow(id: string): Promise<boolean> {
  const { held = [] } = await navigator.locks.query()
  return held.some(({ name }) => name === lockOf(id))
}

/** @param changed called whenever something of it is to be shown anew */
export async function startSound(
  device: KnownDevice,
  interview: string,
  changed: () => void,
): Promise<SoundSession | SoundTrouble> {
  const mediaType = TYPES.find((type) => globalThis.MediaRecorder?.isTypeSupported(type))
  if (!mediaType || !navigator.mediaDevices) return 'no-recorder'
  if (!(await hasRoomFor(0))) return 'full'
  const stream = await navigator.mediaDevices
    .getUserMedia({ audio: { channelCount: 1, noiseSuppression: true } })
    .catch(() => undefined)
  if (!stream) return 'no-microphone'
  const id = await beginRecording(device, { interview, kind: 'audio', mediaType })
  const recorder = new MediaRecorder(stream, { mimeType: mediaType, audioBitsPerSecond: BITS_PER_SECOND })
  let done: () => void = () => undefined
  void navigator.locks.request(lockOf(id), () => new Promise<void>((resolve) => (done = resolve)))
  let trouble: SoundTrouble | undefined
  let keptMs = 0
  let writing: Promise<void> = Promise.resolve()
  const watch = stopWatch()
  const screen = keepAwake()

  const keep = async (piece: Blob, untilMs: number) => {
    if (trouble === 'full') return // a sound with a hole would not play
    if (!(await hasRoomFor(piece.size))) throw new RangeError('no room')
    await addPiece(device, id, new Uint8Array(await piece.arrayBuffer()), untilMs)
    keptMs = untilMs
    changed()
  }
  recorder.addEventListener('dataavailable', ({ data }) => {
    if (data.size === 0) return
    const untilMs = watch.elapsedMs()
    writing = writing
      .then(() => keep(data, untilMs))
      .catch(() => {
        trouble = 'full'
        void stop()
      })
  })
  const noted = momentsIn(id, () => (recorder.state === 'recording' ? watch.elapsedMs() : undefined))
  // A page put away may be killed: what was recorded until then is written down now.
  const away = () => document.hidden && recorder.state === 'recording' && recorder.requestData()
  document.addEventListener('visibilitychange', away)
  const stop = () => (stopping ??= end())
  let stopping: Promise<void> | undefined
  const end = async () => {
    watch.pause()
    if (recorder.state !== 'inactive') {
      const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve, { once: true }))
      recorder.stop()
      await stopped
    }
    for (const track of stream.getTracks()) track.stop()
    document.removeEventListener('visibilitychange', away)
    noted.end()
    screen.end()
    await writing
    // Without a piece there is nothing to send, nor to hear.
    await (keptMs === 0 ? eraseRecording(id) : changeRecording(id, () => ({ closed: true })))
    done()
    changed()
  }
  for (const track of stream.getTracks())
    track.addEventListener('ended', () => {
      trouble ??= 'lost'
      void stop()
    })
  recorder.start(PIECE_MS)
  watch.start()
  screen.hold()
  return {
    id,
    state: () => (recorder.state === 'inactive' ? 'stopped' : recorder.state),
    trouble: () => trouble,
    elapsedMs: watch.elapsedMs,
    keptMs: () => keptMs,
    pause: () => {
      recorder.requestData()
      recorder.pause()
      watch.pause()
      screen.letGo()
      changed()
    },
    resume: () => {
      recorder.resume()
      watch.start()
      screen.hold()
      changed()
    },
    stop,
  }
}

function stopWatch() {
  let before = 0
  let since: number | undefined
  const elapsedMs = () => Math.round(before + (since === undefined ? 0 : performance.now() - since))
  return {
    elapsedMs,
    start: () => {
      since = performance.now()
    },
    pause: () => {
      before = elapsedMs()
      since = undefined
    },
  }
}

/** When the note on a question is begun, the moment of the sound is kept with it. */
function momentsIn(id: string, now: () => number | undefined) {
  const known = new Set<string>()
  const written = ({ target }: Event) => {
    const [, question] = target instanceof HTMLTextAreaElement ? (/^note-(.+)$/.exec(target.name) ?? []) : []
    const atMs = now()
    if (!question || atMs === undefined || known.has(question)) return
    known.add(question)
    void changeRecording(id, ({ moments }) => ({ moments: [...moments, { question, atMs }] })).catch(() => undefined)
  }
  document.addEventListener('input', written)
  return { end: () => document.removeEventListener('input', written) }
}
