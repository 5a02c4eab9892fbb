/** The computing thread (node:worker_threads): answers the question it was started with, then ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { fairLottery } from './lottery.ts'
import { PanelError } from './panel-error.ts'
import type { Answer, Question } from './worker-messages.ts'

const question: Question = workerData

// A signal cannot cross threads; shared memory can, and it is read whenever the computation asks.
const signal = {
  get aborted(): boolean {
    return Atomics.load(new Int32Array(question.stop), 0) !== 0
  },
}

function tell(answer: Answer): void {
  parentPort?.postMessage(answer)
}

try {
  const lottery = await fairLottery(question.problem, {
    ...question.options,
    signal,
    onProgress: (progress) => tell({ kind: 'progress', progress }),
  })
  tell({ kind: 'lottery', lottery })
} catch (error) {
  if (!(error instanceof PanelError)) throw error
  tell({ kind: 'refused', code: error.code, details: error.details, message: error.message })
}
