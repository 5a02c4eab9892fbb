import {
  inclineOf,
  isCarriageway,
  isCrossingWay,
  isOpen,
  type StepFree,
  stepCountOf,
  type Tags,
  wheelchairWord,
} from './tags.ts'

export type WayKind = 'street' | 'path' | 'square' | 'steps' | 'crossing' | 'elevator'

/** What a walker needs to know of a way. */
export interface WayFacts {
  readonly id: string
  readonly name: string | null
  readonly kind: WayKind
  readonly isCarriageway: boolean
  /** False for private and forbidden ways: they are kept, closed to all, so that one can ask what opening them brings. */
  readonly isOpen: boolean
  readonly stepCount: number | null
  readonly surface: string | null
  /** Rise over run in the direction of the points. */
  readonly incline: number | null
  /** What tags say of passing without a step, slope left aside. */
  readonly stepFree: StepFree
  /** A mapper's word that a wheelchair passes, which also answers for the slope where no figure is given. */
  readonly isDeclaredFine: boolean
}

const ROUGH = new Set(
  `sand cobblestone unhewn_cobblestone sett gravel pebblestone mud grass woodchips rock stepping_stones`.split(' '),
)
const EVEN = new Set(
  `asphalt concrete concrete:plates concrete:lanes paved paving_stones paving_stones:30 tiles wood metal rubber
   compacted fine_gravel chipseal`.split(/\s+/),
)
const BAD_SMOOTHNESS = new Set(['bad', 'very_bad', 'horrible', 'very_horrible', 'impassable'])
const LEAST_WIDTH = 1.2

/** Facts of a way; `isArea` for a square that one may also cross. */
export function wayFacts(id: string, tags: Tags, isArea: boolean): WayFacts {
  return {
    id,
    name: tags.name ?? null,
    kind: isArea ? 'square' : kindOf(tags),
    isCarriageway: isCarriageway(tags),
    isOpen: isOpen(tags),
    stepCount: stepCountOf(tags),
    surface: tags.surface ?? null,
    incline: inclineOf(tags),
    stepFree: stepFreeOf(tags),
    isDeclaredFine: wheelchairWord(tags) === 'fine',
  }
}

function kindOf(tags: Tags): WayKind {
  if (tags.highway === 'steps') return 'steps'
  if (tags.highway === 'elevator') return 'elevator'
  if (isCrossingWay(tags)) return 'crossing'
  return isCarriageway(tags) ? 'street' : 'path'
}

/**
 * Steps are `not`, save with a ramp for wheelchairs, which leaves it `unknown`. A way is `fine` on a mapper's word or
 * on an even surface; sand, setts, gravel and the like, bad smoothness, or less than 1.20 m of width are `not`.
 *
 * @see arrêté du 15 janvier 2007 (accessibilité de la voirie): 1.40 m, 1.20 m without walls; hard, even, not slippery
 */
function stepFreeOf(tags: Tags): StepFree {
  const word = wheelchairWord(tags)
  if (tags.highway === 'steps') return word === 'fine' || tags['ramp:wheelchair'] === 'yes' ? 'unknown' : 'not'
  if (word !== undefined) return word
  const width = Number.parseFloat(tags.width ?? '')
  if (ROUGH.has(tags.surface ?? '') || BAD_SMOOTHNESS.has(tags.smoothness ?? '') || width < LEAST_WIDTH) return 'not'
  return EVEN.has(tags.surface ?? '') ? 'fine' : 'unknown'
}
