import { expect, test } from 'vitest'
import { inWorker } from './in-worker.ts'
import { invented } from './invented.test-support.ts'
import { fairLottery } from './lottery.ts'

const problem = invented({ people: 120, size: 20, values: [2, 4, 5], tolerance: 0.05, seed: 6 })

test('a thread of its own gives the same bytes as this one, with progress, and leaves this one free', async () => {
  let ticks = 0
  let steps = 0
  const ticking = setInterval(() => ticks++, 5)
  const there = await inWorker(problem, { seed: 's', onProgress: () => steps++ })
  clearInterval(ticking)
  expect(JSON.stringify(there)).toBe(JSON.stringify(await fairLottery(problem, { seed: 's' })))
  expect(steps).toBeGreaterThan(2)
  expect(ticks).toBeGreaterThan(5)
})

test('cancelling while it works ends the thread with its own code', async () => {
  const stop = new AbortController()
  const large = invented({ people: 1727, size: 110, values: [9, 5, 2, 7], tolerance: 0.05, seed: 7 })
  await expect(inWorker(large, { signal: stop.signal, onProgress: () => stop.abort() })).rejects.toMatchObject({
    code: 'cancelled',
  })
})

test('a refusal crosses the thread with its code and details', async () => {
  const quotas = problem.quotas.map((quota, index) => (index === 0 ? { ...quota, min: 21, max: 22 } : quota))
  await expect(inWorker({ ...problem, quotas })).rejects.toMatchObject({
    code: 'infeasible',
    details: { reasons: expect.arrayContaining([expect.objectContaining({ code: 'minima-above-size' })]) },
  })
})
