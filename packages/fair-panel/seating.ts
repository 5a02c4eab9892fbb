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
  const turns = new Int32Array(homes.length)
  return list.map(seatOne)

  function seatOne(panel: Int32Array): number[] {
    const members: number[] = []
    const taken = new Map<string | undefined, number>()
    const order = [...panel.keys()].filter((type) => (panel[type] ?? 0) > 0)
    // Types with the least choice sit first.
    order.sort((a, b) => spare(a) - spare(b) || a - b)
    for (const type of order) {
      for (let seat = 0; seat < (panel[type] ?? 0); seat++) {
        const person = bound[type] ? withRoom(type) : turn(type)
        if (person === undefined) throw cannotSeat(type)
        sit(person)
      }
    }
    return members.sort((a, b) => a - b)

    function spare(type: number): number {
      return bound[type] ? (pool.counts[type] ?? 0) - (panel[type] ?? 0) : Number.MAX_SAFE_INTEGER
    }

    function sit(person: number): void {
      members.push(person)
      turns[person] = (turns[person] ?? 0) + 1
      const home = homes[person]
      if (crowded.has(home)) taken.set(home, (taken.get(home) ?? 0) + 1)
    }

    function withRoom(type: number): number | undefined {
      const queue = queues[type] ?? []
      const free = queue.filter((person) => !members.includes(person))
      const open = free.filter((person) => room(person) > 0)
      return first(open) ?? afterSwap(free)
    }

    // The emptiest household first keeps the households of a pattern level, so that all seats of a pattern fit.
    function first(people: readonly number[]): number | undefined {
      return people.reduce<number | undefined>((best, person) => {
        if (best === undefined) return person
        const roomier = limit > 1 ? room(person) - room(best) : 0
        return roomier > 0 || (roomier === 0 && (turns[person] ?? 0) < (turns[best] ?? 0)) ? person : best
      }, undefined)
    }

    function room(person: number): number {
      return limit - (taken.get(homes[person]) ?? 0)
    }

    // Every household of this type is full: someone already seated there gives way to an equal from elsewhere.
    function afterSwap(people: readonly number[]): number | undefined {
      for (const person of people) {
        for (const other of members.filter((member) => homes[member] === homes[person])) {
          const type = pool.types.findIndex((candidate) => candidate.members.includes(other))
          const equals = (queues[type] ?? []).filter((equal) => !members.includes(equal) && room(equal) > 0)
          const equal = first(equals.filter((candidate) => homes[candidate] !== homes[other]))
          if (equal === undefined) continue
          members.splice(members.indexOf(other), 1)
          turns[other] = (turns[other] ?? 0) - 1
          taken.set(homes[other], (taken.get(homes[other]) ?? 0) - 1)
          sit(equal)
          return person
        }
      }
      return undefined
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
