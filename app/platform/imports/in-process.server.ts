/** A whole import in this process, without queue or page: what the command line and the benches do, by the same functions. */
import { type Actor, inConvention } from '#app/platform/database.server.ts'
import { forgetBytes, receiveBytes } from '#app/platform/files.server.ts'
import type { JobDefinition, JobStep, Json } from '#app/platform/jobs.server.ts'
import type { Forced } from '#packages/intake/recognise.ts'
import { confirmMapping, recogniseImport } from './recognition.server.ts'
import { type ImportRecord, importOf, openImport } from './record.server.ts'
import { targetOf } from './target.server.ts'

const MOST_BYTES = 510e6

/** Keeps a file and says what it is; its record is the answer. */
export async function bringFile(
  actor: Actor,
  bytes: AsyncIterable<Uint8Array>,
  name: string,
  { forced = {}, kind }: { forced?: Forced; kind?: string } = {},
): Promise<ImportRecord> {
  const received = await receiveBytes(actor.conventionId, bytes, MOST_BYTES)
  const id = await inConvention(actor, (tx) => openImport(tx, received, name)).catch(async (error: unknown) => {
    await forgetBytes(actor.conventionId, received.id)
    throw error
  })
  await recogniseImport(actor, id, forced, kind)
  return inConvention(actor, (tx) => importOf(tx, id))
}

/** Takes the columns as they were recognised, and the kind's own answers to what it leaves open. */
export async function confirmAsRecognised(
  actor: Actor,
  record: ImportRecord,
  chosen: Readonly<Record<string, boolean>> = {},
  remember = true,
): Promise<void> {
  await inConvention(actor, async (tx) => {
    const choices: Record<string, boolean> = {}
    for (const { name, byDefault } of targetOf(record.kind)?.choices ?? [])
      choices[name] = chosen[name] ?? (await byDefault(tx))
    await confirmMapping(tx, record.id, { mapping: record.mapping, answers: record.answers, choices }, remember)
  })
}

/** Runs a job's work here and now, in its one transaction. */
export function runHere<Input>(
  actor: Actor,
  definition: JobDefinition & { input?: Input },
  input: Input,
  { signal = new AbortController().signal, progress = async () => signal.throwIfAborted() }: Partial<JobStep> = {},
): Promise<Json> {
  return definition.run(actor, definition.accepts(input), { signal, progress })
}
