/** What one interview of the demonstration sounds and looks like: a made-up tune and a made-up hall, with nobody's voice and nobody's door. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ActorTx } from '#app/platform/database.server.ts'
import { takePiece, takeRecording } from '#app/survey/recordings/recordings.server.ts'
import { addChunk, close, emptyRecording, manifestOf } from '#packages/sync-log/recording.ts'

/** @param noted questions that were answered, in the order in which they were asked */
export async function recordInvented(
  tx: ActorTx,
  { interview, begunMs, noted }: { interview: string; begunMs: number; noted: readonly string[] },
): Promise<void> {
  const moments = noted.slice(0, 4).map((question, at) => ({ question, atMs: 3000 + at * 9500 }))
  const common = { interview, begunMs }
  await send(tx, 'invented-sound.webm', {
    ...common,
    kind: 'audio',
    mediaType: 'audio/webm;codecs=opus',
    caption: '',
    moments,
  })
  await send(tx, 'invented-hall.jpg', {
    ...common,
    kind: 'photo',
    mediaType: 'image/jpeg',
    caption: 'Le hall, côté boîtes aux lettres (image inventée)',
    moments: [],
  })
}

type Sent = Omit<Parameters<typeof takeRecording>[1], 'id' | 'manifest'>

async function send(tx: ActorTx, file: string, sent: Sent): Promise<void> {
  const bytes = new Uint8Array(readFileSync(join(import.meta.dirname, file)))
  const recording = close(addChunk(emptyRecording(randomUUID()), bytes))
  const { id, ...manifest } = manifestOf(recording)
  await takeRecording(tx, { ...sent, id, manifest: null })
  for (const { index, offset, hash } of recording.chunks)
    await takePiece(tx, { recording: id, number: index, offset, hash }, bytes)
  await takeRecording(tx, { ...sent, id, manifest })
}
