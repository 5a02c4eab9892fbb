import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { faults } from './invented.test-support.ts'
import { fairLottery } from './lottery.ts'
import { readPeople, readQuotas } from './sortition-files.ts'

// Published instances are copyleft and stay outside of this repository; name their folder to check against them.
const folder = process.env.PANEL_INSTANCES ?? ''

test.skipIf(folder === '').each([
  { name: 'example_small_20', size: 20, minimum: 0.1, gini: 0, geometricMean: 0.1, largest: 0.1 },
  { name: 'example_large_200', size: 200, minimum: 0.1, gini: 0, geometricMean: 0.1, largest: 0.1 },
  { name: 'couples_2', size: 2, minimum: 0.1, gini: 0, geometricMean: 0.1, largest: 0.1 },
  { name: 'sf_fixture_22', size: 22, minimum: 1 / 11, gini: 0.14035, geometricMean: 0.14121, largest: 0.4709 },
])('$name: the published optimum, and 1 000 panels without a fault', async ({ name, size, ...optimum }) => {
  const quotas = readQuotas(await readFile(join(folder, name, 'categories.csv'), 'utf8'), 'categories.csv')
  const people = readPeople(await readFile(join(folder, name, 'respondents.csv'), 'utf8'), 'respondents.csv', quotas)
  const lottery = await fairLottery({ people, quotas, size })
  expect(Math.abs(lottery.minimum - optimum.minimum)).toBeLessThan(1e-4)
  expect(Math.abs(lottery.gini - optimum.gini)).toBeLessThan(1e-4)
  expect(Math.abs(lottery.geometricMean - optimum.geometricMean)).toBeLessThan(1e-4)
  expect(Math.abs(Math.max(...lottery.people.map((person) => person.probability)) - optimum.largest)).toBeLessThan(1e-4)
  expect(lottery.publishedMinimum).toBeGreaterThan(lottery.minimum - 0.002)
  expect(faults(lottery.problem, lottery.panels)).toEqual([])
})
