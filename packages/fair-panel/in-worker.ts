import { Worker } from 'node:worker_threads'
import type { Lottery, LotteryOptions } from './lottery.ts'
import { PanelError } from './panel-error.ts'
import type { Problem } from './problem.ts'
import type { Answer, Question } from './worker-messages.ts'

const MEMORY_MB = 1024

export type WorkerOptions = Omit<LotteryOptions, 'signal'> & { signal?: AbortSignal | undefined }

/**
 * `fairLottery` in a thread of its own, so that the caller's thread stays free. Same arguments, same result, same
 * errors; cancelling stops the computation at its next step, or ends the thread after `grace` milliseconds.
 */
export function inWorker(problem: Problem, options: WorkerOptions = {}, grace = 2000): Promise<Lottery> {
  const { signal, onProgress, ...plain } = options
  const stop = new SharedArrayBuffer(4)
  const question: Question = { problem, options: plain, stop }
  const cancelled = () => new PanelError('cancelled', {}, 'the draw was cancelled')
  if (signal?.aborted) return Promise.reject(cancelled())
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: question,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    })
    let ending: NodeJS.Timeout | undefined
    const onAbort = () => {
      Atomics.store(new Int32Array(stop), 0, 1)
      ending = setTimeout(() => void worker.terminate(), grace)
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    worker.on('message', (answer: Answer) => {
      if (answer.kind === 'progress') onProgress?.(answer.progress)
      if (answer.kind === 'lottery') resolve(answer.lottery)
      if (answer.kind === 'refused') reject(new PanelError(answer.code, answer.details, answer.message))
    })
    worker.on('error', reject)
    worker.on('exit', (code) => {
      clearTimeout(ending)
      signal?.removeEventListener('abort', onAbort)
      // Whoever has already answered is not moved by this.
      reject(signal?.aborted ? cancelled() : new PanelError('worker-failed', { code }, `the thread ended with ${code}`))
    })
  })
}
