/** The solver's thread: one question, its answer, and the end. */
import { parentPort, workerData } from 'node:worker_threads'
import { infeasibilityOf } from '#packages/fair-panel/infeasible.ts'
import { solver } from '#packages/fair-panel/linear-model.ts'
import { fairLottery } from '#packages/fair-panel/lottery.ts'
import { checkedProblem, type Problem } from '#packages/fair-panel/problem.ts'
import type { Answer, Lottery, LotteryTask, Question } from './lottery.ts'

const OBJECTIVES = ['leximin', 'maximin', 'nash'] as const
const ID_DIGITS = 7

const question: Question = workerData

try {
  if (question.kind === 'feasibility') say(await feasibility(question.task))
  else say({ kind: 'lottery', lottery: await lottery(question.task, question.seed) })
} catch (error) {
  say({ kind: 'fault', message: error instanceof Error ? error.message : String(error) })
}

function say(answer: Answer): void {
  parentPort?.postMessage(answer)
}

async function feasibility(task: LotteryTask): Promise<Answer> {
  const { relaxations, conflict } = infeasibilityOf(await solver(), checkedProblem(problemOf(task))) ?? {}
  return {
    kind: 'feasibility',
    feasibility: {
      feasible: relaxations === undefined,
      conflict: (conflict ?? []).map(({ feature, value }) => ({ feature, value })),
      relaxations: (relaxations ?? []).map((changes) =>
        changes.map(({ feature, value, newMin, newMax }) => ({ feature, value, minimum: newMin, maximum: newMax })),
      ),
    },
  }
}

async function lottery(task: LotteryTask, seed: string): Promise<Omit<Lottery, 'seconds'>> {
  const {
    panels,
    upperBound,
    minimum,
    method,
    solver: version,
    objective,
  } = await fairLottery(problemOf(task), {
    objective: OBJECTIVES.find((objective) => objective === task.objective) ?? 'leximin',
    seed,
    onProgress: ({ lower, upper }) => say({ kind: 'bounds', low: lower, high: upper }),
  })
  return {
    panels: panels.map((members) => members.map(Number).sort((a, b) => a - b)),
    optimum: method === 'exact' ? minimum : upperBound,
    algorithm: `fair-panel, ${objective}, ${method}, ${version}`,
  }
}

/** Ids are positions with leading zeros: their order is the pool's. */
function problemOf({ people, features, quotas, size, onePerHousehold }: LotteryTask): Problem {
  return {
    people: people.map(({ values, household }, position) => ({
      id: String(position).padStart(ID_DIGITS, '0'),
      features: Object.fromEntries(features.map((feature, i) => [feature, values[i] ?? ''])),
      household,
    })),
    quotas: quotas.map(({ feature, value, minimum, maximum }) => ({ feature, value, min: minimum, max: maximum })),
    size,
    ...(onePerHousehold ? { householdLimit: 1 } : {}),
  }
}
