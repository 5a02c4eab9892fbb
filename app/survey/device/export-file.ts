/** Everything that waits on this device, in one sealed file: words first, then sound and photos piece by piece. */
import { pieceOf, recordingsOn } from '../recordings/media-store.ts'
import { offerOf } from '../recordings/send-recordings.ts'
import type { Field } from './field.ts'
import { sealFrames } from './sealed-file.ts'

export async function fileOf(field: Field): Promise<Blob> {
  const recipient = Uint8Array.from(atob(field.pack.fileKey), (letter) => letter.charCodeAt(0))
  const parts: Uint8Array<ArrayBuffer>[] = []
  for await (const part of sealFrames(framesOf(field), recipient)) parts.push(part)
  return new Blob(parts, { type: 'application/octet-stream' })
}

async function* framesOf({ device, log }: Field): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const text = new TextEncoder()
  const acts = [...log.kept, ...log.waiting, ...log.aside.map(({ act }) => act)].sort((a, b) => a.seq - b.seq)
  const held = (await recordingsOn(device).catch(() => [])).filter(({ closed, chunks }) => closed && chunks.length > 0)
  const recordings = []
  for (const one of held) recordings.push(await offerOf(device, one))
  yield text.encode(JSON.stringify({ device: device.id, acts, recordings }))
  for (const { id, chunks } of held)
    for (const { index, offset, hash } of chunks) {
      const head = text.encode(`${JSON.stringify({ recording: id, number: index, offset, hash })}\n`)
      yield new Uint8Array(await new Blob([head, await pieceOf(device, id, index)]).arrayBuffer())
    }
}
