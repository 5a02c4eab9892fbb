/** Reads files in a process of its own: a long file holds up nobody's page, and a harmful one ends nothing else. Forked by reading.server.ts. */
import { once } from 'node:events'
import { flushCompileCache } from 'node:module'
import { z } from 'zod'
import { recognise } from '#packages/intake/recognise.ts'
import { diskSource } from './disk-source.ts'
import { bestMatches, type KindMatch } from './matching.ts'
import type { ImportReader, PublishedRecogniser } from './reader.ts'
import type { ReaderSays, ReadingTask } from './reader-messages.ts'

const Started = z.object({ readers: z.string(), task: z.custom<ReadingTask>() })
const MOST_AHEAD = 4

process.on('disconnect', () => process.exit())
const [message] = await once(process, 'message')
const { readers: readersUrl, task } = Started.parse(message)
const { readers, recognisePublished }: { readers: readonly ImportReader[]; recognisePublished: PublishedRecogniser } =
  await import(readersUrl)
flushCompileCache() // this process is killed once it has answered

let ahead = 0
let goOn: () => void = () => undefined
process.on('message', () => {
  ahead--
  goOn()
})

const source = await diskSource(task.path, task.name)
try {
  await (task.does === 'recognise' ? recogniseFile(task) : readLines(task))
} catch (fault) {
  say({ fault })
}

async function recogniseFile({ forced, kind, remembered }: ReadingTask & { does: 'recognise' }) {
  const published = kind === undefined || isPublished(kind) ? await recognisePublished(source) : undefined
  if (published && 'refused' in published) return say({ recognition: published, matches: [] })
  if (published) return say({ recognition: published, matches: [wholly(published.kind)] })
  const wanted = readers
    .map((reader) => reader.kind)
    .filter(({ id, formats }) => formats.length > 0 && (kind === undefined || id === kind))
  const recognition = await recognise(source, { forced, kinds: wanted, remembered: remembered[kind ?? ''] ?? {} })
  const matches = recognition.recognised ? bestMatches(wanted, recognition.recognised, remembered) : []
  say({ recognition, matches })
}

function isPublished(kind: string): boolean {
  return readers.find((reader) => reader.kind.id === kind)?.kind.formats.length === 0
}

/** Nothing of a published file is left to be matched. */
function wholly(kind: string): KindMatch {
  return { kind, dialect: '', score: 1, mapping: {}, missing: [], duplicated: [], forbidden: [], unread: [] }
}

async function readLines({ kind, recognised, mapping, options, scope }: ReadingTask & { does: 'read' }) {
  const reader = readers.find((one) => one.kind.id === kind) ?? missing()
  for await (const { copy, ...batch } of reader.read(source, recognised, mapping, options, scope)) {
    if (++ahead >= MOST_AHEAD) await new Promise<void>((resolve) => (goOn = resolve))
    say({ batch: { ...batch, copy: new TextEncoder().encode(copy) } })
  }
  say({ ended: true })
}

function say(message: ReaderSays) {
  process.send?.(message)
}

function missing(): never {
  throw new Error('started without what it needs')
}
