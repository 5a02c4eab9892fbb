/**
 * `npm run bench:panel`: fair draws of this package against a plain cold-start column generation, on one machine in one
 * run, with the times that others published beside. `BENCH_SECONDS` limits the plain one (60 each); `PANEL_INSTANCES`
 * names a folder of published instances to add.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { group, invented } from '#packages/fair-panel/invented.test-support.ts'
import { solver } from '#packages/fair-panel/linear-model.ts'
import { fairLottery, type LotteryOptions } from '#packages/fair-panel/lottery.ts'
import { poolOf } from '#packages/fair-panel/pool.ts'
import { checkedProblem, type Problem } from '#packages/fair-panel/problem.ts'
import { readPeople, readQuotas } from '#packages/fair-panel/sortition-files.ts'
import { coldLeximin } from './cold-leximin.ts'

const limit = Number(process.env.BENCH_SECONDS ?? 60)
const highs = await solver()

console.log('Published times: LEXIMIN with Gurobi, Flanigan et al., Nature 596 (2021), replication repository.\n')
await compare('2 000 people of 3 kinds, k = 200', threeKinds(), 'example_large_200: 1 161.8 s')
await compare('150 people, k = 22, 4 features', volunteers(150, 22, [2, 5, 4, 8]), 'hd, 239 people, 7 features: 37.2 s')
await compare(
  '1 727 people, k = 110, 4 features',
  volunteers(1727, 110, [9, 5, 2, 7]),
  'sf(e), same n and k, 7 features: 4 011.6 s',
)
await ours('  the same, maximin', volunteers(1727, 110, [9, 5, 2, 7]), { objective: 'maximin' })
await ours('  the same, Nash', volunteers(1727, 110, [9, 5, 2, 7]), { objective: 'nash' })
await ours(
  '360 people, k = 30, 7 features, tight',
  volunteers(360, 30, [4, 5, 2, 5, 3, 3, 4], 0),
  {},
  'another pool of this size: 42.3 s',
)
await ours('6 500 people, k = 100, 40 × 5 × 2 × 7 (frame)', volunteers(6500, 100, [40, 5, 2, 7], 0.1), {})
await ours('  the same, one per household', withHouseholds(volunteers(6500, 100, [40, 5, 2, 7], 0.1)), {})
const folder = process.env.PANEL_INSTANCES
if (folder) {
  await compare('example_small_20', await instance(folder, 'example_small_20', 20), '2.7 s')
  await compare('example_large_200', await instance(folder, 'example_large_200', 200), '1 161.8 s')
  await compare('sf_fixture_22', await instance(folder, 'sf_fixture_22', 22), 'none')
}

async function compare(name: string, problem: Problem, published: string): Promise<void> {
  await ours(name, problem, {}, published)
  const cold = coldLeximin(highs, poolOf(checkedProblem(problem)), limit)
  const types = poolOf(checkedProblem(problem)).types.length
  const end = cold.finished
    ? `minimum ${Math.min(...cold.fixed.values()).toFixed(6)}`
    : `gave up: ${cold.fixed.size} of ${types} types fixed`
  console.log(
    `  plain     ${cold.seconds.toFixed(2).padStart(7)} s  ${end}, ${cold.linear} linear and ${cold.integer} integer programmes\n`,
  )
}

async function ours(name: string, problem: Problem, options: LotteryOptions, published?: string): Promise<void> {
  const started = performance.now()
  const before = process.cpuUsage()
  const lottery = await fairLottery(problem, options)
  const seconds = (performance.now() - started) / 1000
  const { user, system } = process.cpuUsage(before) // what a machine with nothing else to do would take
  const { types, panels, cuts } = lottery.effort
  console.log(`${name}${published ? ` — published: ${published}` : ''}`)
  console.log(
    `  fair-panel ${seconds.toFixed(2).padStart(6)} s (CPU ${((user + system) / 1e6).toFixed(2)} s)  ${lottery.objective}, ${lottery.method}, minimum ${lottery.minimum.toFixed(6)}` +
      ` (bound ${lottery.upperBound.toFixed(6)}, list ${lottery.publishedMinimum.toFixed(3)}), ${types} types, ${panels} panels, ${cuts} cuts`,
  )
}

function volunteers(people: number, size: number, values: readonly number[], tolerance = 0.05): Problem {
  return invented({ people, size, values, tolerance, seed: 7 })
}

function threeKinds(): Problem {
  const people = [
    ...group('a', 980, { sex: 'woman', leaning: 'left' }),
    ...group('b', 980, { sex: 'man', leaning: 'right' }),
    ...group('c', 40, { sex: 'woman', leaning: 'right' }),
  ]
  const cells = [
    ['sex', 'woman'],
    ['sex', 'man'],
    ['leaning', 'left'],
    ['leaning', 'right'],
  ] as const
  return { people, quotas: cells.map(([feature, value]) => ({ feature, value, min: 95, max: 200 })), size: 200 }
}

function withHouseholds(problem: Problem): Problem {
  const seen = new Map<string, number>()
  const people = problem.people.map((person) => {
    const residence = person.features['feature 0'] ?? ''
    const order = seen.get(residence) ?? 0
    seen.set(residence, order + 1)
    return { ...person, household: `${residence}, ${order >> 1}` }
  })
  return { ...problem, people, householdLimit: 1 }
}

async function instance(from: string, name: string, size: number): Promise<Problem> {
  const quotas = readQuotas(await readFile(join(from, name, 'categories.csv'), 'utf8'), 'categories.csv')
  const people = readPeople(await readFile(join(from, name, 'respondents.csv'), 'utf8'), 'respondents.csv', quotas)
  return { people, quotas, size }
}
