/** The solver, on a thread of its own: pages stay quick while it works, and stopping it is ending the thread. */
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { JobStep } from '#app/platform/jobs.server.ts'
import { projectRoot } from '#app/platform/project.server.ts'
import type { Answer, Feasibility, Lottery, LotteryTask, Question } from './lottery.ts'
import { stepFrom } from './lottery-step.ts'

const SHOWN_EVERY_MS = 500

/** Whether a panel can meet the quotas, and if not what would help. */
export async function feasibilityOf(task: LotteryTask): Promise<Feasibility> {
  const answer = await asked({ kind: 'feasibility', task: plain(task) }, new AbortController().signal, () => undefined)
  if (answer.kind !== 'feasibility') throw new Error(`the solver answered ${answer.kind}`)
  return answer.feasibility
}

/** The numbered panels of a task: the same for the same task and seed, on any machine. */
export async function computeLottery(task: LotteryTask & { seed: string }, step: JobStep): Promise<Lottery> {
  let bounds = { low: 0, high: 1 }
  const work = { kind: 'lottery', task: plain(task), seed: task.seed } as const
  const started = performance.now()
  const show = setInterval(() => void showBounds().catch(() => undefined), SHOWN_EVERY_MS)
  const showBounds = () => step.progress(nearness(bounds), 100, stepFrom(bounds))
  try {
    await showBounds()
    const answer = await asked(work, step.signal, (latest) => {
      bounds = latest
    })
    if (answer.kind !== 'lottery') throw new Error(`the solver answered ${answer.kind}`)
    return { ...answer.lottery, seconds: (performance.now() - started) / 1000 }
  } finally {
    clearInterval(show)
  }
}

/** How far the two bounds have closed on each other, in per cent; the last one is kept for the list. */
function nearness({ low, high }: { low: number; high: number }): number {
  return high <= 0 ? 0 : Math.min(99, Math.round((100 * low) / high))
}

function asked(
  question: Question,
  signal: AbortSignal,
  onBounds: (bounds: { low: number; high: number }) => void,
): Promise<Answer> {
  signal.throwIfAborted()
  const worker = new Worker(join(projectRoot, 'app/survey/lottery.worker.ts'), { workerData: question })
  return new Promise<Answer>((resolve, reject) => {
    const stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    worker.on('message', (answer: Answer) => {
      if (answer.kind === 'bounds') onBounds(answer)
      else if (answer.kind === 'fault') reject(new Error(`solver: ${answer.message}`))
      else resolve(answer)
    })
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the solver ended without an answer')))
  }).finally(() => worker.terminate())
}

// A thread is sent only what it needs: a panel carries more than its task.
function plain({ people, features, quotas, size, objective, onePerHousehold }: LotteryTask): LotteryTask {
  return {
    people: people.map(({ values, household }) => ({ values, household })),
    features,
    quotas: quotas.map(({ feature, value, minimum, maximum }) => ({ feature, value, minimum, maximum })),
    size,
    objective,
    onePerHousehold,
  }
}
