/** Tags of OpenStreetMap, read for what they mean to somebody on foot. */
export type Tags = Readonly<Record<string, string>>

/** What is known of passing without a step: `unknown` is never taken for `fine`. */
export type StepFree = 'fine' | 'not' | 'unknown'

const WALKABLE = new Set(
  `footway path pedestrian steps corridor platform elevator crossing living_street residential unclassified
   tertiary tertiary_link secondary secondary_link primary primary_link service track road cycleway bridleway`.split(
    /\s+/,
  ),
)
const FOR_FEET = new Set(
  'footway path pedestrian steps corridor platform elevator crossing cycleway bridleway'.split(' '),
)
const GRANTED = new Set(['yes', 'designated', 'permissive', 'official', 'destination'])
const REFUSED_ON_FOOT = new Set(['no', 'private', 'use_sidepath'])
const REFUSED = new Set(['no', 'private', 'delivery', 'agricultural', 'forestry', 'military', 'permit'])
const SIDEWALK = new Set(['both', 'left', 'right', 'yes', 'separate'])

/**
 * Whether one can walk along a way at all, were it open. Motorways never; trunk roads and motor roads where walkers
 * have rights of their own (`foot`, `sidewalk`); what is only built or planned, never. `oneway` says nothing to walkers.
 */
export function isForWalking(tags: Tags): boolean {
  const highway = tags.highway ?? ''
  const hasOwnRights = GRANTED.has(tags.foot ?? '') || SIDEWALK.has(tags.sidewalk ?? '')
  if (tags.motorroad === 'yes' || highway === 'trunk' || highway === 'trunk_link') return hasOwnRights
  return WALKABLE.has(highway)
}

/** Whether walkers may enter: `foot` overrides `access`, both ways. The same holds for a way and for a barrier on it. */
export function isOpen(tags: Tags): boolean {
  if (GRANTED.has(tags.foot ?? '')) return true
  if (REFUSED_ON_FOOT.has(tags.foot ?? '')) return false
  return !REFUSED.has(tags.access ?? '') && tags.locked !== 'yes'
}

/** Whether a way is a road, along which one walks, rather than one for feet or bicycles. */
export function isCarriageway(tags: Tags): boolean {
  return !FOR_FEET.has(tags.highway ?? '')
}

export function isSignalCrossing(tags: Tags): boolean {
  return tags.crossing === 'traffic_signals' || tags['crossing:signals'] === 'yes'
}

export function isCrossingWay(tags: Tags): boolean {
  return [tags.footway, tags.path, tags.cycleway, tags.highway].includes('crossing')
}

/** `wheelchair=yes` and `no` are a mapper's word on the whole; `limited` and contradictions leave it unknown. */
export function wheelchairWord(tags: Tags): StepFree | undefined {
  const word = tags.wheelchair
  if (word === undefined) return undefined
  if (word === 'yes' || word === 'designated') return 'fine'
  return word === 'no' ? 'not' : 'unknown'
}

/**
 * Slope as rise over run in the direction of the way's points: `5%`, `-3.5 %`, `4°`. `up` and `down` give no figure.
 *
 * @returns null where no figure is given, or none that a way on foot can have (over 100 %)
 */
export function inclineOf(tags: Tags): number | null {
  const match = /^([+-]?\d+(?:[.,]\d+)?)\s*(%|°)$/.exec(tags.incline?.trim() ?? '')
  if (!match) return null
  const figure = Number(match[1]?.replace(',', '.'))
  const slope = match[2] === '%' ? figure / 100 : Math.tan((figure * Math.PI) / 180)
  return Math.abs(slope) <= 1 ? slope : null
}

/** Number of steps, where a mapper counted or estimated it. */
export function stepCountOf(tags: Tags): number | null {
  const count = Number(tags.step_count ?? tags.est_step_count)
  return Number.isInteger(count) && count > 0 ? count : null
}
