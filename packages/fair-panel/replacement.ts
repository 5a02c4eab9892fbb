/** After the draw: people who cannot come are replaced, by a new fair draw or from a reserve drawn in the same act. */
import type { QuotaChange } from './infeasible.ts'
import { fairLottery, type Lottery, type LotteryOptions } from './lottery.ts'
import { PanelError } from './panel-error.ts'
import { inOrder, type Person, type Problem, type Quota } from './problem.ts'
import { sha256Hex } from './sha256.ts'

export interface Standing {
  /** People who take part for sure. */
  confirmed: readonly string[]
  /** People who refused, were not reached or have left: never drawn again. */
  unavailable: readonly string[]
}

export interface Replacement {
  lottery: Lottery
  /** Quotas that had to give way because nobody left can meet them; empty in the good case. */
  relaxed: readonly QuotaChange[]
}

/**
 * What is left to draw: the seats and quotas that the confirmed people do not fill, among those still available.
 * With a household limit, households that a confirmed person lives in are left out, whatever the limit.
 *
 * @throws PanelError `panel-size` when no seat is left, or more seats than people
 */
export function residualProblem(problem: Problem, { confirmed, unavailable }: Standing): Problem {
  const kept = new Set(confirmed)
  const gone = new Set(unavailable)
  const members = problem.people.filter((person) => kept.has(person.id))
  const homes = new Set(members.flatMap((person) => person.household ?? []))
  const free = (person: Person) => {
    const home = problem.householdLimit !== undefined && person.household !== undefined && homes.has(person.household)
    return !kept.has(person.id) && !gone.has(person.id) && !home
  }
  const people = problem.people.filter(free)
  const size = problem.size - members.length
  if (size < 1 || size > people.length) {
    const message = `${size} seats are left to fill and ${people.length} people to fill them`
    throw new PanelError('panel-size', { size, people: people.length }, message)
  }
  const quotas = problem.quotas.map((quota): Quota => {
    const filled = count(members, quota)
    const min = Math.max(0, quota.min - filled)
    const max = Math.max(min, quota.max - filled)
    return { feature: quota.feature, value: quota.value, min, max }
  })
  return { ...problem, people, quotas, size }
}

/**
 * The fairest draw of replacements. When the remaining people cannot meet the remaining quotas, the smallest
 * relaxation is applied and told, so that the quotas hold as well as they still can.
 */
export async function replacementLottery(
  problem: Problem,
  standing: Standing,
  options: LotteryOptions = {},
): Promise<Replacement> {
  const residual = residualProblem(problem, standing)
  try {
    return { lottery: await fairLottery(residual, options), relaxed: [] }
  } catch (error) {
    if (!(error instanceof PanelError) || error.code !== 'infeasible') throw error
    const relaxed = firstRelaxation(error)
    if (!relaxed) throw error
    return { lottery: await fairLottery({ ...residual, quotas: applied(residual.quotas, relaxed) }, options), relaxed }
  }
}

/** Quotas with changes applied. */
export function applied(quotas: readonly Quota[], changes: readonly QuotaChange[]): Quota[] {
  return quotas.map((quota) => {
    const change = changes.find(({ feature, value }) => feature === quota.feature && value === quota.value)
    if (!change) return quota
    const { minFlex, maxFlex } = quota
    const min = change.newMin
    const max = change.newMax
    return {
      ...quota,
      min,
      max,
      minFlex: minFlex === undefined ? undefined : Math.min(minFlex, min),
      maxFlex: maxFlex === undefined ? undefined : Math.max(maxFlex, max),
    }
  })
}

function firstRelaxation(error: PanelError): readonly QuotaChange[] | undefined {
  const ways = error.details.relaxations
  return Array.isArray(ways) ? ways[0] : undefined
}

/**
 * An ordered reserve, drawn fairly among those who are not in the panel: seats in proportion to the quotas (what
 * losses to expect), minima lowered to the people available.
 *
 * @param panel ids of the drawn panel
 * @param number the public number: it draws the reserve too
 * @param size people in the reserve; a third of the panel unless told
 * @returns ids in the order in which they are called: by SHA-256 of "seed:id", which anyone can check
 */
export async function reserveFor(
  problem: Problem,
  panel: readonly string[],
  number: number,
  { seed = 'palier', size = Math.ceil(problem.size / 3), ...options }: LotteryOptions & { size?: number } = {},
): Promise<string[]> {
  const inside = new Set(panel)
  const people = problem.people.filter((person) => !inside.has(person.id))
  const seats = Math.min(size, people.length)
  if (seats < 1) return []
  const share = seats / problem.size
  const quotas = problem.quotas.map(({ feature, value, min, max }): Quota => {
    const available = count(people, { feature, value })
    const least = Math.min(available, Math.floor(min * share))
    return { feature, value, min: least, max: Math.max(least, Math.ceil(max * share)) }
  })
  const reserveSeed = `${seed}:reserve`
  const { lottery } = await replacementLottery(
    { ...problem, people, quotas, size: seats },
    { confirmed: [], unavailable: [] },
    { ...options, seed: reserveSeed },
  )
  const drawn = lottery.panels[number % lottery.panels.length] ?? []
  return orderedReserve(drawn, reserveSeed)
}

/** The calling order of a reserve. */
export function orderedReserve(ids: readonly string[], seed: string): string[] {
  const keys = new Map(ids.map((id) => [id, sha256Hex(`${seed}:${id}`)]))
  return [...ids].sort((a, b) => inOrder(keys.get(a) ?? '', keys.get(b) ?? ''))
}

/**
 * The first of the reserve who keeps the panel nearest to its quotas.
 *
 * @param members ids still in the panel
 * @param reserve ids in calling order, without those already called
 * @returns nothing when the reserve is empty or each of them lives with too many members
 */
export function substituteFrom(
  problem: Problem,
  members: readonly string[],
  reserve: readonly string[],
): string | undefined {
  const byId = new Map(problem.people.map((person) => [person.id, person]))
  const panel = members.flatMap((id) => byId.get(id) ?? [])
  const limit = problem.householdLimit ?? Number.POSITIVE_INFINITY
  let best: { id: string; missed: number } | undefined
  for (const id of reserve) {
    const person = byId.get(id)
    if (!person || members.includes(id)) continue
    const home = person.household
    if (home !== undefined && panel.filter((member) => member.household === home).length >= limit) continue
    const missed = missedSeats(problem.quotas, [...panel, person])
    if (!best || missed < best.missed) best = { id, missed }
  }
  return best?.id
}

function missedSeats(quotas: readonly Quota[], panel: readonly Person[]): number {
  return quotas.reduce((sum, quota) => {
    const members = count(panel, quota)
    return sum + Math.max(0, quota.min - members, members - quota.max)
  }, 0)
}

function count(people: readonly Person[], { feature, value }: Pick<Quota, 'feature' | 'value'>): number {
  return people.filter((person) => person.features[feature] === value).length
}
