import type { Random } from './random.ts'
import type { SocialAddress, Territory } from './territory.ts'

/** An invented residence at real addresses: each address is one stairway, neighbours of a street share a building. */
export interface Residence {
  readonly code: string
  readonly name: string
  readonly quarter: string
  readonly buildings: readonly Building[]
  readonly dwellings: number
}

interface Building {
  readonly code: string
  readonly stairways: readonly SocialAddress[]
}

const PLANTS =
  `Tilleuls Charmes Érables Bouleaux Peupliers Noisetiers Sorbiers Cèdres Platanes Frênes Aulnes Hêtres Saules Pins
  Acacias Marronniers Cerisiers Amandiers Mûriers Figuiers Cormiers Alisiers Trembles Cytises Genêts Aubépines Sureaux
  Églantines Chèvrefeuilles Bruyères Fougères Capucines Campanules Ancolies Digitales Jonquilles Lavandes Mélisses
  Sauges Giroflées Bleuets Pervenches Clématites Glycines Houblons Menthes Verveines Coudriers`.split(/\s+/)

/** Smallest and largest residence made, in dwellings, and the fewest in a stairway. */
const SIZES = { least: 34, most: 132, stairway: 5 }

/**
 * Places `count` residences with about `dwellings` dwellings in all, in as many quarters as can be. No address serves twice.
 *
 * @param prefix starts each residence's code
 * @param taken keys of addresses that others use already
 * @throws RangeError when the territory has too few addresses
 */
export function placeResidences(
  { addresses }: Territory,
  random: Random,
  wanted: { prefix: string; count: number; dwellings: number; names: readonly string[]; taken: ReadonlySet<string> },
): Residence[] {
  const free = addresses.filter(({ key, dwellings }) => dwellings >= SIZES.stairway && !wanted.taken.has(key))
  const groups = closestTo(wanted.dwellings, spread(random.shuffled(grouped(free, random)), wanted.count))
  if (groups.chosen.length < wanted.count) throw new RangeError(`no room for ${wanted.count} residences`)
  const byQuarter = groups.chosen.sort((one, other) => quarterOf(one).localeCompare(quarterOf(other)))
  return byQuarter.map((stairways, index) => ({
    code: `${wanted.prefix}${String(index + 1).padStart(2, '0')}`,
    name: `Résidence des ${wanted.names[index] ?? wanted.prefix + index}`,
    quarter: quarterOf(stairways),
    buildings: buildingsOf(stairways),
    dwellings: sizeOf(stairways),
  }))
}

/** Names for residences, in the order drawn, none twice. */
export function residenceNames(random: Random): string[] {
  return random.shuffled(PLANTS)
}

type Group = readonly SocialAddress[]

/** Runs of doors of one street, programme and quarter, closed when they are large enough to be a residence. */
function grouped(addresses: Group, random: Random): Group[] {
  const streets = Map.groupBy(addresses, ({ street, programme, quarter }) =>
    [quarter, street.way, street.name, programme].join('/'),
  )
  const groups: SocialAddress[][] = []
  for (const doors of streets.values()) {
    const inOrder = [...doors].sort((one, other) => Number(one.street.number) - Number(other.street.number))
    let group: SocialAddress[] = []
    let target = random.between(45, 105)
    for (const door of inOrder) {
      group.push(door)
      if (sizeOf(group) < target) continue
      groups.push(group)
      group = []
      target = random.between(45, 105)
    }
    groups.push(group)
  }
  return groups.filter((group) => sizeOf(group) >= SIZES.least && sizeOf(group) <= SIZES.most)
}

/** Takes one group of each quarter in turn until there are enough; the others can still be exchanged. */
function spread(groups: readonly Group[], count: number): { chosen: Group[]; others: Group[] } {
  const queues = [...Map.groupBy(groups, quarterOf).values()].map((queue) => [...queue])
  const inTurn: Group[] = []
  while (queues.some((queue) => queue.length > 0)) {
    for (const queue of queues) inTurn.push(...queue.splice(0, 1))
  }
  return { chosen: inTurn.slice(0, count), others: inTurn.slice(count) }
}

/** Exchanges groups, each time the two that bring the sum closest to the aim, until none brings it closer. */
function closestTo(aim: number, { chosen, others }: { chosen: Group[]; others: Group[] }) {
  for (;;) {
    const gap = aim - chosen.reduce((sum, group) => sum + sizeOf(group), 0)
    let best = { gain: 0, out: -1, into: -1 }
    for (const [out, leaving] of chosen.entries()) {
      for (const [into, coming] of others.entries()) {
        const gain = Math.abs(gap) - Math.abs(gap - sizeOf(coming) + sizeOf(leaving))
        if (gain > best.gain) best = { gain, out, into }
      }
    }
    const [leaving, coming] = [chosen[best.out], others[best.into]]
    if (!leaving || !coming) return { chosen, others }
    chosen[best.out] = coming
    others[best.into] = leaving
  }
}

/** Two or three neighbouring doors a building; a tower stands alone. */
function buildingsOf(stairways: Group): Building[] {
  const buildings: SocialAddress[][] = []
  for (const door of stairways) {
    const last = buildings.at(-1)
    if (last && last.length < 3 && door.floors < 9 && sizeOf(last) < 50) last.push(door)
    else buildings.push([door])
  }
  return buildings.map((doors, index) => ({ code: String.fromCharCode(65 + index), stairways: doors }))
}

function sizeOf(group: Group): number {
  return group.reduce((sum, { dwellings }) => sum + dwellings, 0)
}

function quarterOf(group: Group): string {
  return group[0]?.quarter ?? ''
}
