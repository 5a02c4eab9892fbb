/** A sound or a photo as a device holds it, and its way to the server, for tests. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ActorTx } from '../app/platform/database.server.ts'
import type { RecordingOffer } from '../app/survey/recordings/recording-offer.ts'
import { takePiece, takeRecording } from '../app/survey/recordings/recordings.server.ts'
import { addChunk, close, emptyRecording, manifestOf, type Recording } from '../packages/sync-log/recording.ts'

const SOUND = readFileSync(join(import.meta.dirname, '../packages/seekable-webm/chromium.webm'))
/** Bytes of a piece. */
export const PIECE = 3000

export interface OnDevice {
  offer: RecordingOffer
  pieces: { number: number; offset: number; hash: string; data: Buffer }[]
  manifest: NonNullable<RecordingOffer['manifest']>
}

/** Some seconds of sound, unless told otherwise. */
export function recorded(interview: string, bytes: Buffer = SOUND, kind: 'audio' | 'photo' = 'audio'): OnDevice {
  const id = randomUUID()
  let recording: Recording = emptyRecording(id)
  for (let at = 0; at < bytes.length; at += PIECE) recording = addChunk(recording, bytes.subarray(at, at + PIECE))
  const { id: _, ...manifest } = manifestOf(close(recording))
  const offer: RecordingOffer = {
    id,
    interview,
    kind,
    mediaType: kind === 'audio' ? 'audio/webm;codecs=opus' : 'image/jpeg',
    caption: kind === 'photo' ? 'Le hall' : '',
    begunMs: Date.now(),
    moments: [],
    manifest: null,
  }
  const pieces = recording.chunks.map(({ index, offset, hash, bytes: length }) => ({
    number: index,
    offset,
    hash,
    data: bytes.subarray(offset, offset + length),
  }))
  return { offer, pieces, manifest }
}

type As = <Result>(act: (tx: ActorTx) => Promise<Result>) => Promise<Result>

export async function sendPieces(
  as: As,
  { offer, pieces }: OnDevice,
  numbers = pieces.map(({ number }) => number),
): Promise<void> {
  for (const { data, ...piece } of pieces.filter(({ number }) => numbers.includes(number)))
    await as((tx) => takePiece(tx, { recording: offer.id, ...piece }, data))
}

/** All of it, from the offer to the manifest. */
export async function sendRecording(as: As, sound: OnDevice): Promise<void> {
  await as((tx) => takeRecording(tx, sound.offer))
  await sendPieces(as, sound)
  await as((tx) => takeRecording(tx, { ...sound.offer, manifest: sound.manifest }))
}
