/** Files sent by the form, to the disk as they come; each becomes an import that is recognised at once. */
import type { RouterContextProvider } from 'react-router'
import { type Actor, inConvention, must } from '#app/platform/database.server.ts'
import { forgetBytes, receiveBytes } from '#app/platform/files.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { uploadContext } from '#app/platform/request-context.ts'
import { type ArrivedFile, packedShapes } from './loose-shapes.server.ts'
import { boundaryOf, partsOf } from './multipart.server.ts'
import { recogniseImport } from './recognition.server.ts'
import { openImport } from './record.server.ts'

const MOST_BYTES = 510e6
const MOST_FILES = 200

interface Sent {
  request: Request
  context: Readonly<RouterContextProvider>
}

/** All the files of a form, or none of them. */
export async function receiveUpload(actor: Actor, { request, context }: Sent): Promise<string[]> {
  must(actor, 'import.run')
  const boundary = boundaryOf(request.headers.get('content-type'))
  const body = context.get(uploadContext) ?? request.body
  if (!boundary || !body) throw new Refusal('import.no-file', { field: 'files' })
  const files = await receiveFiles(actor, body, boundary)
  if (files.length === 0) throw new Refusal('import.no-file', { field: 'files' })
  const ids = await inConvention(actor, async (tx) => {
    const opened: string[] = []
    for (const { received, name } of files) opened.push(await openImport(tx, received, name))
    return opened
  })
  for (const id of ids) await recogniseImport(actor, id)
  return ids
}

async function receiveFiles(actor: Actor, body: ReadableStream<Uint8Array>, boundary: string) {
  const files: ArrivedFile[] = []
  try {
    for await (const { filename, body: bytes } of partsOf(body, boundary)) {
      if (!filename) continue
      if (files.length === MOST_FILES)
        throw new Refusal('import.too-many-files', { field: 'files', values: { most: MOST_FILES } })
      files.push({ received: await receiveBytes(actor.conventionId, bytes, MOST_BYTES), name: filename })
    }
    return await packedShapes(actor.conventionId, files, MOST_BYTES)
  } catch (error) {
    for (const { received } of files) await forgetBytes(actor.conventionId, received.id)
    throw error
  }
}
