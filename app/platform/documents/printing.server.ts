/** A large document, printed on a thread of its own: pages stay quick meanwhile, and stopping is ending the thread. */
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { projectRoot } from '#app/platform/project.server.ts'
import type { Print, PrintedDocument } from './print.ts'

const WORKER = join(projectRoot, 'app/platform/documents/document.worker.ts')

/** The same bytes as `pdfOf` gives, and their pages. @throws what it throws, or the signal's reason */
export function printed(print: Print, signal: AbortSignal): Promise<PrintedDocument> {
  signal.throwIfAborted()
  const worker = new Worker(WORKER, { workerData: print })
  return new Promise<PrintedDocument>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error(`${print.template}: the printer ended without a document`)))
  }).finally(() => worker.terminate())
}
