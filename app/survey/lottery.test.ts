import { expect, test } from 'vitest'
import { computeLottery, feasibilityOf } from './lottery.server.ts'
import type { LotteryTask } from './lottery.ts'
import { withChanges } from './typed-quotas.ts'

// Every young person is a woman: twelve young people and at most eight women contradict each other.
const people = Array.from({ length: 200 }, (_, i) => ({
  household: `h${i}`,
  values: i < 60 ? ['18-29', 'F'] : ['45-59', i % 2 === 0 ? 'F' : 'M'],
}))
const cell = (feature: string, value: string, minimum: number, maximum: number) => ({
  feature,
  value,
  minimum,
  maximum,
})
const task: LotteryTask = {
  people,
  features: ['age', 'sex'],
  quotas: [cell('age', '18-29', 12, 14), cell('age', '45-59', 6, 8), cell('sex', 'F', 6, 8), cell('sex', 'M', 12, 14)],
  size: 20,
  objective: 'leximin',
  onePerHousehold: true,
}

test('quotas that contradict each other are named, and the smallest change offered is enough', async () => {
  const { feasible, conflict, relaxations } = await feasibilityOf(task)
  expect(feasible).toBe(false)
  expect(conflict.map(({ feature }) => feature).sort()).toContain('age')
  const [smallest = []] = relaxations
  expect(smallest.length).toBeGreaterThan(0)
  const asQuotas = task.quotas.map((quota) => ({
    ...quota,
    feature: quota.feature === 'age' ? ('age' as const) : ('sex' as const),
    label: quota.value,
    pool: 0,
    target: 0,
    atDraw: true,
  }))
  expect(await feasibilityOf({ ...task, quotas: withChanges(asQuotas, smallest) })).toMatchObject({ feasible: true })
})

test('a lottery that is stopped ends its thread and answers with the reason', async () => {
  const stop = new AbortController()
  const progress = async () => stop.abort(new Error('stopped by its asker'))
  const quotas = [
    cell('age', '18-29', 4, 8),
    cell('age', '45-59', 12, 16),
    cell('sex', 'F', 6, 14),
    cell('sex', 'M', 6, 14),
  ]
  await expect(computeLottery({ ...task, quotas, seed: 'x' }, { signal: stop.signal, progress })).rejects.toThrow(
    'stopped by its asker',
  )
})
