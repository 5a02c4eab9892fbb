/** The reading process as the rest sees it: recognise a file, or get its lines batch by batch, no faster than they are taken. */
import { fork, type StdioOptions } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectRoot } from '#app/platform/project.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import type { KindMatch } from './matching.ts'
import type { CopyBatch, FileRecognition, ReaderSays, ReadingStart, ReadingTask } from './reader-messages.ts'

// Sources, also when the pages come from a build: Node reads TypeScript, and a process needs a file of its own.
const READER = join(projectRoot, 'app', 'platform', 'imports', 'reading-process.ts')
const READERS = pathToFileURL(join(projectRoot, 'app', 'import-readers.ts')).href
const STREAMS: StdioOptions = ['ignore', 'ignore', 'ignore', 'ipc']
const MEMORY = ['--max-old-space-size=128', '--max-semi-space-size=4']
/** Nothing of the server's own surroundings: whoever made the file may have meant harm. */
const SURROUNDINGS = { NODE_COMPILE_CACHE: join(projectRoot, 'node_modules', '.cache', 'node') }

export async function recogniseFile(
  task: Omit<Extract<ReadingTask, { does: 'recognise' }>, 'does'>,
): Promise<{ recognition: FileRecognition; matches: readonly KindMatch[] }> {
  for await (const said of conversation({ ...task, does: 'recognise' })) if ('recognition' in said) return said
  throw new Error('the reader said nothing')
}

/** @param signal stops the process at once */
export async function* readLines(
  task: Omit<Extract<ReadingTask, { does: 'read' }>, 'does'>,
  signal: AbortSignal,
): AsyncGenerator<CopyBatch> {
  for await (const said of conversation({ ...task, does: 'read' }, signal)) {
    if ('ended' in said) return
    if ('batch' in said) yield said.batch
  }
  throw new Error('the reader ended before the file')
}

async function* conversation(task: ReadingTask, signal?: AbortSignal): AsyncGenerator<ReaderSays> {
  signal?.throwIfAborted()
  const reader = fork(READER, { serialization: 'advanced', execArgv: MEMORY, env: SURROUNDINGS, stdio: STREAMS })
  const waiting: ReaderSays[] = []
  let fault: unknown
  let wake: () => void = () => undefined
  const failed = (why: unknown) => {
    fault ??= why
    wake()
  }
  reader.on('message', (said: ReaderSays) => {
    waiting.push(said)
    wake()
  })
  reader.on('error', failed)
  reader.on('exit', (code, killedBy) =>
    // A workbook whose shared texts fill the process’s memory; as CSV it streams.
    failed(
      killedBy === 'SIGABRT' ? new Refusal('import.too-large') : new Error(`the reader left with ${killedBy ?? code}`),
    ),
  )
  const stop = () => wake()
  signal?.addEventListener('abort', stop)
  const tell = (message: ReadingStart | 'taken') => reader.connected && reader.send(message)
  try {
    tell({ readers: READERS, task })
    for (;;) {
      signal?.throwIfAborted()
      const said = waiting.shift()
      if (said && 'fault' in said) throw said.fault
      if (said) {
        yield said
        tell('taken')
      } else if (fault) throw fault
      else await new Promise<void>((resolve) => (wake = resolve))
    }
  } finally {
    signal?.removeEventListener('abort', stop)
    reader.kill('SIGKILL')
  }
}
