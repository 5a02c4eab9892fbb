/** The reading thread as the rest sees it: recognise a file, or get its lines batch by batch, no faster than they are taken. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { projectRoot } from '#app/platform/project.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import type { KindMatch } from './matching.ts'
import type { CopyBatch, FileRecognition, ReadingTask, WorkerSays } from './worker-messages.ts'

// Sources, also when the pages come from a build: Node reads TypeScript, and a thread needs a file of its own.
const WORKER = join(projectRoot, 'app', 'platform', 'imports', 'worker.ts')
const READERS = pathToFileURL(join(projectRoot, 'app', 'import-readers.ts')).href
const MOST_MEGABYTES = 128
const YOUNG_MEGABYTES = 12

export async function recogniseFile(
  task: Omit<Extract<ReadingTask, { does: 'recognise' }>, 'does'>,
): Promise<{ recognition: FileRecognition; matches: readonly KindMatch[] }> {
  for await (const said of conversation({ ...task, does: 'recognise' })) if ('recognition' in said) return said
  throw new Error('the reading thread ended without a word')
}

/** @param signal stops the thread at once */
export async function* readLines(
  task: Omit<Extract<ReadingTask, { does: 'read' }>, 'does'>,
  signal: AbortSignal,
): AsyncGenerator<CopyBatch> {
  for await (const said of conversation({ ...task, does: 'read' }, signal)) {
    if ('ended' in said) return
    if ('batch' in said) yield said.batch
  }
  throw new Error('the reading thread ended before the file')
}

async function* conversation(task: ReadingTask, signal?: AbortSignal): AsyncGenerator<WorkerSays> {
  signal?.throwIfAborted()
  const worker = new Worker(WORKER, {
    workerData: { readers: READERS, task },
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES, maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    execArgv: [],
  })
  const waiting: WorkerSays[] = []
  let fault: unknown
  let ended = false
  let wake: () => void = () => undefined
  worker.on('message', (said: WorkerSays) => {
    waiting.push(said)
    wake()
  })
  worker.on('error', (error) => {
    // A workbook whose shared texts fill the thread's memory; as CSV it streams.
    fault = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Refusal('import.too-large') : error
    wake()
  })
  worker.on('exit', () => {
    ended = true
    wake()
  })
  const stop = () => wake()
  signal?.addEventListener('abort', stop)
  try {
    for (;;) {
      signal?.throwIfAborted()
      const said = waiting.shift()
      if (said) {
        yield said
        worker.postMessage('taken')
      } else if (fault) throw fault
      else if (ended) return
      else await new Promise<void>((resolve) => (wake = resolve))
    }
  } finally {
    signal?.removeEventListener('abort', stop)
    await worker.terminate()
  }
}
