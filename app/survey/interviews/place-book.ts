/** The places that can be named and a light drawing of the ground, small enough to lie on a telephone. Pure. */
import * as z from 'zod/mini'
import { plain } from '#packages/french/plain.ts'
import { metresBetween, type Plane, planeAround } from '#packages/walkshed/plane.ts'
import type { GivenPlace } from './given-place.ts'
import { coarse, kept } from './places.ts'

const KNOWN_KINDS = ['public', 'street', 'residence'] as const

const KnownPlace = z.object({
  kind: z.enum(KNOWN_KINDS),
  name: z.string(),
  /** What tells it from another of its name: what it is, where it stands. */
  detail: z.string(),
  lon: z.number(),
  lat: z.number(),
})
export type KnownPlace = z.infer<typeof KnownPlace>

export const PlaceBook = z.object({
  /** The same for the same book: a device that has it is not sent it again. */
  mark: z.string(),
  /** Where the drawing's metres are counted from. */
  centre: z.object({ lon: z.number(), lat: z.number() }),
  /** Those nearest to a residence first. */
  places: z.array(KnownPlace),
  /** Paths of SVG in whole metres, eastwards and southwards of the centre. */
  drawing: z.object({ green: z.string(), water: z.string(), street: z.string(), main: z.string() }),
  credit: z.string(),
})
export type PlaceBook = z.infer<typeof PlaceBook>

/** What is kept when a known place is chosen. */
export function givenOf({ kind, name, lon, lat }: KnownPlace): GivenPlace {
  return kept({ kind, name, lon, lat })
}

/** The residence of that name, or the middle of the book. */
export function startOf({ places, centre }: PlaceBook, near: string | null): { lon: number; lat: number } {
  return places.find(({ kind, name }) => kind === 'residence' && name === near) ?? centre
}

/**
 * Places whose name or kind holds words that begin as those that were typed; accents and capitals are forgiven.
 *
 * @param near the nearest come first among those that fit as well
 */
export function search(
  places: readonly KnownPlace[],
  words: string,
  near: { lon: number; lat: number },
  most: number,
): KnownPlace[] {
  const sought = plain(words).split(' ').filter(Boolean)
  if (sought.length === 0) return []
  const whole = sought.join(' ')
  return places
    .flatMap((place) => {
      const name = plain(place.name)
      if (!holds(place.kind === 'street' ? name : `${name} ${plain(place.detail)}`, sought)) return []
      return [{ place, rank: name.startsWith(whole) ? 0 : 1, metres: metresBetween(place, near) }]
    })
    .sort((a, b) => a.rank - b.rank || a.metres - b.metres)
    .slice(0, most)
    .map(({ place }) => place)
}

/** Each word of the text answers one that is sought: « rue r » is not Rue Fontaine. */
function holds(text: string, sought: readonly string[]): boolean {
  const left = text.split(' ')
  return sought.every((word) => {
    const at = left.findIndex((one) => one.startsWith(word))
    return at !== -1 && left.splice(at, 1).length > 0
  })
}

/** Metres within which a place lends its name to a point beside it. */
const BESIDE_METRES = 150

/**
 * Where the map was pressed: the public place that stands there, else a corner of the grid, called by what is beside it.
 *
 * @param reach metres around that the finger covers
 */
export function pressed(places: readonly KnownPlace[], at: { lon: number; lat: number }, reach: number): GivenPlace {
  const open = nearest(places, at, ({ kind }) => kind === 'public')
  if (open && open.metres <= reach) return givenOf(open.place)
  const corner = coarse(at)
  const beside = nearest(places, corner, ({ kind }) => kind !== 'residence')
  const name = beside && beside.metres <= BESIDE_METRES ? beside.place.name : ''
  return { kind: 'point', name, ...corner }
}

function nearest(
  places: readonly KnownPlace[],
  at: { lon: number; lat: number },
  counts: (place: KnownPlace) => boolean,
): { place: KnownPlace; metres: number } | undefined {
  let found: { place: KnownPlace; metres: number } | undefined
  for (const place of places) {
    if (!counts(place)) continue
    const metres = metresBetween(place, at)
    if (!found || metres < found.metres) found = { place, metres }
  }
  return found
}

/** Metres of the drawing: southwards counts up, as on a screen. */
export interface Sheet {
  toSheet: Plane['toPlane']
  fromSheet: Plane['toPlace']
}

export function sheetOf({ centre }: Pick<PlaceBook, 'centre'>): Sheet {
  const plane = planeAround(centre)
  return {
    toSheet: (place) => {
      const { x, y } = plane.toPlane(place)
      return { x, y: 0 - y }
    },
    fromSheet: ({ x, y }) => plane.toPlace({ x, y: 0 - y }),
  }
}
