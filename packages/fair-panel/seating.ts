/** From seats per type to people: within a type everybody takes turns, and no household exceeds its limit. */
import { PanelError } from './panel-error.ts'
import type { Pool } from './pool.ts'
import { type Random, shuffled } from './random.ts'

/**
 * Seats people in every panel of a list, so that people of one type sit in equally many panels (to within one where
 * no household rule interferes).
 *
 * @returns positions in `Problem.people` of the members of each panel, ascending
 * @throws PanelError `rounding-failed` when a household rule that is not in the rows of the pool cannot be kept
 */
export function seated(pool: Pool, list: readonly Int32Array[], random: Random): number[][] {
  const queues = pool.types.map((type) => shuffled(type.members, random))
  const next = pool.types.map(() => 0)
  const homes = pool.problem.people.map((person) => person.household)
  const limit = pool.problem.householdLimit ?? Number.POSITIVE_INFINITY
  const crowded = crowdedHomes(homes, limit)
  const bound = pool.types.map((type) => type.members.some((person) => crowded.has(homes[person])))
  const typeOf = new Int32Array(homes.length)
  pool.types.forEach(({ members }, type) => {
    for (const person of members) typeOf[person] = type
  })
  const turns = new Int32Array(homes.length)
  return list.map(seatOne)

  function seatOne(panel: Int32Array): number[] {
    const members = new Set<number>()
    const taken = new Map<string | undefined, number>()
    const spare = (type: number) => (bound[type] ? (pool.counts[type] ?? 0) - (panel[type] ?? 0) : Number.MAX_VALUE)
    const order = [...panel.keys()].filter((type) => (panel[type] ?? 0) > 0)
    order.sort((a, b) => spare(a) - spare(b) || a - b) // types with the least choice sit first
    for (const type of order) {
      for (let seat = 0; seat < (panel[type] ?? 0); seat++) {
        const person = bound[type] ? withRoom(type) : turn(type)
        if (person === undefined) throw cannotSeat(type)
        sit(person)
      }
    }
    return [...members].sort((a, b) => a - b)

    // Whoever has waited longest; when the household is full, a member there may give way to an equal from elsewhere.
    function withRoom(type: number): number | undefined {
      const waiting = (queues[type] ?? []).filter((person) => !members.has(person))
      const roomFirst = limit > 1 ? (a: number, b: number) => room(b) - room(a) : () => 0
      waiting.sort((a, b) => roomFirst(a, b) || (turns[a] ?? 0) - (turns[b] ?? 0))
      return waiting.find((person) => room(person) > 0 || giveWay(homes[person]))
    }

    function room(person: number): number {
      return limit - (taken.get(homes[person]) ?? 0)
    }

    function giveWay(home: string | undefined): boolean {
      for (const seatedThere of [...members].filter((member) => homes[member] === home)) {
        const equals = (queues[typeOf[seatedThere] ?? 0] ?? []).filter((equal) => {
          return homes[equal] !== home && !members.has(equal) && room(equal) > 0
        })
        const equal = equals.reduce(
          (best, one) => ((turns[one] ?? 0) < (turns[best] ?? 0) ? one : best),
          equals[0] ?? -1,
        )
        if (equal < 0) continue
        leave(seatedThere)
        sit(equal)
        return true
      }
      return false
    }

    function sit(person: number): void {
      members.add(person)
      turns[person] = (turns[person] ?? 0) + 1
      taken.set(homes[person], (taken.get(homes[person]) ?? 0) + (crowded.has(homes[person]) ? 1 : 0))
    }

    function leave(person: number): void {
      members.delete(person)
      turns[person] = (turns[person] ?? 0) - 1
      taken.set(homes[person], (taken.get(homes[person]) ?? 0) - 1)
    }
  }

  function turn(type: number): number | undefined {
    const queue = queues[type] ?? []
    const at = next[type] ?? 0
    next[type] = (at + 1) % queue.length
    return queue[at]
  }
}

function crowdedHomes(homes: readonly (string | undefined)[], limit: number): ReadonlySet<string | undefined> {
  const people = new Map<string, number>()
  for (const home of homes) if (home !== undefined) people.set(home, (people.get(home) ?? 0) + 1)
  return new Set([...people].filter(([, count]) => count > limit).map(([home]) => home))
}

function cannotSeat(type: number): PanelError {
  return new PanelError('rounding-failed', { type }, 'the household limit leaves nobody of a needed kind for a seat')
}
