/** `npm run panel`: a fair draw from two CSV files, in a terminal. The only file of this package that reads files. */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { exactWeights, positionAt } from './exact-weights.ts'
import { fairLottery, type Lottery } from './lottery.ts'
import { PanelError } from './panel-error.ts'
import type { Person, Problem } from './problem.ts'
import { numberFromText, panelAt, poolHash } from './record.ts'
import { readPeople, readQuotas } from './sortition-files.ts'

const USAGE = `npm run panel -- --categories categories.csv --people respondents.csv --size K
  --objective leximin|maximin|nash   what is made as fair as possible (leximin)
  --method auto|exact|frame          exact optimum, or the quick way for pools of many kinds of people (exact)
  --id COLUMN                        column that identifies a person
  --household COLUMN                 column that tells who lives together; several (street, postcode) when repeated
  --household-limit N                most members from one household (1 with --household)
  --unknown VALUE                    value that means "not known" and counts for no quota
  --seed S                           public text that draws the panel; a new one when absent
  --number N                         public number that draws from the list of equally likely panels, instead of a seed
  --json                             the result for another program; what else there is to say goes to the error stream`

const OPTIONS = {
  categories: { type: 'string' },
  people: { type: 'string' },
  size: { type: 'string' },
  objective: { type: 'string', default: 'leximin' },
  method: { type: 'string', default: 'exact' },
  id: { type: 'string' },
  household: { type: 'string', multiple: true },
  'household-limit': { type: 'string' },
  unknown: { type: 'string' },
  seed: { type: 'string' },
  number: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

const FINE = 2 ** 32

class Usage extends Error {}

try {
  await run()
} catch (error) {
  if (error instanceof Usage) process.exitCode = 2
  else if (error instanceof PanelError) process.exitCode = 1
  else throw error
  if (error instanceof PanelError && process.argv.includes('--json')) {
    console.log(JSON.stringify({ error: error.code, message: error.message, ...error.details }))
  }
  console.error(error.message)
}

async function run(): Promise<void> {
  const { values } = readArguments()
  if (values.help) return console.log(USAGE)
  const objective = oneOf(values.objective, ['leximin', 'maximin', 'nash'])
  const method = oneOf(values.method, ['auto', 'exact', 'frame'])
  const problem = await readProblem(values)
  const started = performance.now()
  // The order of the list depends on the people alone, so that the seed has no say but in the draw.
  const lottery = await fairLottery(problem, { objective, method, seed: poolHash(problem, '') })
  const draw = values.number === undefined ? drawnBySeed(lottery, values.seed) : drawnByNumber(lottery, values.number)
  const result = { lottery, ...draw, seconds: (performance.now() - started) / 1000 }
  if (values.json) console.log(JSON.stringify(asJson(result)))
  if (values.json) console.error(summary(result).join('\n'))
  else console.log(inWords(result))
}

type Draw = Pick<Result, 'weights' | 'number' | 'seed' | 'drawn'>

/** Weights make the chances exact, so a seed is given the whole of them to fall on. */
function drawnBySeed(lottery: Lottery, given: string | undefined): Draw {
  const seed = given ?? randomBytes(8).toString('hex')
  const weights = exactWeights(lottery)
  const number = positionAt(weights, numberFromText(seed, FINE) / FINE)
  return { weights, number, seed, drawn: panelAt(lottery.panels, number) }
}

/** Balls or dice fall on each number alike. */
function drawnByNumber({ panels }: Lottery, given: string): Draw {
  const number = given.trim() === '' ? Number.NaN : Number(given)
  const weights = new Float64Array(panels.length).fill(1 / panels.length)
  return { weights, number, seed: undefined, drawn: panelAt(panels, number) }
}

function readArguments() {
  try {
    return parseArgs({ options: OPTIONS, strict: true })
  } catch (error) {
    throw new Usage(`${error instanceof Error ? error.message : error}\n\n${USAGE}`)
  }
}

async function readProblem(values: ReturnType<typeof readArguments>['values']): Promise<Problem> {
  if (!values.categories || !values.people || !values.size) throw new Usage(USAGE)
  const quotas = readQuotas(await fileText(values.categories), basename(values.categories))
  const people = readPeople(await fileText(values.people), basename(values.people), quotas, values)
  const limit = values['household-limit'] ?? (values.household === undefined ? undefined : '1')
  return {
    people,
    quotas,
    size: Number(values.size),
    householdLimit: limit === undefined ? undefined : Number(limit),
    unknownValue: values.unknown,
  }
}

async function fileText(path: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path))
  } catch (error) {
    const why = error instanceof TypeError ? 'it is not written in UTF-8' : 'no such file, or it may not be read'
    throw new PanelError('bad-file', { file: path }, `${path} cannot be read: ${why}`)
  }
}

function oneOf<const Choice extends string>(value: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((one) => one === value)
  if (choice === undefined) throw new Usage(`"${value}" is none of ${choices.join(', ')}\n\n${USAGE}`)
  return choice
}

interface Result {
  lottery: Lottery
  weights: Float64Array
  seed: string | undefined
  number: number
  drawn: readonly string[]
  seconds: number
}

function asJson({ lottery, weights, drawn, seconds }: Result) {
  return {
    objective: lottery.objective,
    minimum: lottery.minimum,
    people: lottery.people.map(({ id, probability }) => ({ id, probability })),
    panels: lottery.panels.map((members, number) => ({ weight: weights[number] ?? 0, members })),
    drawn,
    seconds,
  }
}

function inWords(result: Result): string {
  const { problem } = result.lottery
  const byId = new Map(problem.people.map((person) => [person.id, person]))
  const members = result.drawn.flatMap((id) => byId.get(id) ?? [])
  const table = problem.quotas.map(({ feature, value, min, max }) => {
    const has = (list: readonly Person[]) => list.filter((person) => person.features[feature] === value).length
    return `  ${feature}: ${value}  ${has(members)} of ${min}–${max}  (pool ${has(problem.people)})`
  })
  return [...summary(result), `  ${result.drawn.join(', ')}`, ...table].join('\n')
}

function summary({ lottery, seed, number, seconds }: Result): string[] {
  const { people, problem, panels, uncoverable } = lottery
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`
  const greatest = people.reduce((most, { probability }) => Math.max(most, probability), 0)
  const blocked = uncoverable.map(({ id, blocking }) => {
    const cells = blocking.map(({ feature, value }) => `${feature}: ${value}`).join(', ')
    return `  ${id}${cells ? ` (quota of ${cells})` : ''}`
  })
  return [
    `${problem.size} of ${people.length} people, ${lottery.objective} (${lottery.method}), ${seconds.toFixed(1)} s`,
    `Chances from ${percent(lottery.minimum)} to ${percent(greatest)}; equal ones would be ${percent(problem.size / people.length)}.`,
    `No lottery gives everybody more than ${percent(lottery.upperBound)}.`,
    `Gini ${percent(lottery.gini)}, geometric mean ${percent(lottery.geometricMean)}.`,
    `Published list: ${panels.length} panels, smallest chance ${percent(lottery.publishedMinimum)} when each is as likely as the others.`,
    ...(blocked.length > 0 ? ['In no panel that meets the quotas:', ...blocked] : []),
    '',
    `Panel ${String(number).padStart(3, '0')}${seed === undefined ? '' : ` (seed ${seed})`}:`,
  ]
}
