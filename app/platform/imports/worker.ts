/** Reads files in a thread of its own, so that a long file never holds up anyone's page. Started by reading.server.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { recognise } from '#packages/intake/recognise.ts'
import { diskSource } from './disk-source.ts'
import { bestMatches } from './matching.ts'
import type { ImportReader } from './reader.ts'
import type { ReadingTask, WorkerSays } from './worker-messages.ts'

const Started = z.object({ readers: z.string(), task: z.custom<ReadingTask>() })
const MOST_AHEAD = 4

const { readers: readersUrl, task } = Started.parse(workerData)
const port = parentPort ?? missing()
const { readers }: { readers: readonly ImportReader[] } = await import(readersUrl)

let ahead = 0
let goOn: () => void = () => undefined
port.on('message', () => {
  ahead--
  goOn()
})

const source = await diskSource(task.path, task.name)
try {
  await (task.does === 'recognise' ? recogniseFile(task) : readLines(task))
} finally {
  await source.close()
  port.close()
}

async function recogniseFile({ forced, kind, remembered }: ReadingTask & { does: 'recognise' }) {
  const wanted = readers.filter((reader) => kind === undefined || reader.kind.id === kind).map((reader) => reader.kind)
  const recognition = await recognise(source, { forced, kinds: wanted, remembered: remembered[kind ?? ''] ?? {} })
  const matches = recognition.recognised ? bestMatches(wanted, recognition.recognised, remembered) : []
  say({ recognition, matches })
}

async function readLines({ kind, recognised, mapping, options }: ReadingTask & { does: 'read' }) {
  const reader = readers.find((one) => one.kind.id === kind) ?? missing()
  for await (const { copy, ...batch } of reader.read(source, recognised, mapping, options)) {
    const bytes = new TextEncoder().encode(copy)
    if (++ahead >= MOST_AHEAD) await new Promise<void>((resolve) => (goOn = resolve))
    say({ batch: { ...batch, copy: bytes } }, [bytes.buffer])
  }
  say({ ended: true })
}

function say(message: WorkerSays, moved: ArrayBuffer[] = []) {
  port.postMessage(message, moved)
}

function missing(): never {
  throw new Error('started without what it needs')
}
