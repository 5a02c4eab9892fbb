/** Contours dropped as the producers' archive holds them, unpacked: the parts of one shapefile become the one file that they are. */
import { createReadStream } from 'node:fs'
import { parse } from 'node:path'
import { Zip, ZipPassThrough } from 'fflate'
import { forgetBytes, pathOfFile, type ReceivedBytes, receiveBytes } from '#app/platform/files.server.ts'

export interface ArrivedFile {
  received: ReceivedBytes
  name: string
}

const PART = /\.(?:shp|shx|dbf|prj|cpg|qpj|sbn|sbx|qix)$/i

/** The same files, the parts of a shapefile packed into one; parts without their `.shp` stay as they came. */
export async function packedShapes(conventionId: string, files: readonly ArrivedFile[], most: number) {
  const stem = ({ name }: ArrivedFile) => (PART.test(name) ? parse(name).name.toLowerCase() : undefined)
  const packed: ArrivedFile[] = []
  const taken = new Set<ArrivedFile>()
  for (const shape of files.filter(({ name }) => /\.shp$/i.test(name))) {
    const parts = files.filter((file) => !taken.has(file) && stem(file) === stem(shape))
    if (parts.length < 2) continue
    const received = await receiveBytes(conventionId, zipOf(conventionId, parts), most)
    packed.push({ received, name: `${parse(shape.name).name}.zip` })
    for (const part of parts) {
      taken.add(part)
      await forgetBytes(conventionId, part.received.id)
    }
  }
  return [...files.filter((file) => !taken.has(file)), ...packed]
}

async function* zipOf(conventionId: string, parts: readonly ArrivedFile[]): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    ready.push(chunk)
  })
  for (const { received, name } of parts) {
    const entry = new ZipPassThrough(name)
    zip.add(entry)
    for await (const chunk of createReadStream(pathOfFile(conventionId, received.id))) {
      entry.push(chunk)
      yield* ready.splice(0)
    }
    entry.push(new Uint8Array(), true)
  }
  zip.end()
  yield* ready
}
