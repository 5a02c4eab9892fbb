/** What is known around the residences, made into the book of places; and what was sent of a place, held against it. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { namedPlacesOf } from '#app/territory/named-places.server.ts'
import { residencesOf } from '#app/territory/residences.server.ts'
import { m } from '#messages'
import { metresBetween, type Place } from '#packages/walkshed/plane.ts'
import type { GivenAnswer } from './answers.ts'
import { drawingOf, type GroundLine } from './ground-paths.ts'
import { type KnownPlace, type PlaceBook, sheetOf } from './place-book.ts'
import { kept, samePlace } from './places.ts'

/** Together some 250 kB, a third of it when packed: what a telephone takes without anybody waiting. */
const MOST_PLACES = 1500
const MOST_CORNERS = 12_000
const MOST_WAYS = 40_000

const Points = z.array(z.tuple([z.number(), z.number()]))

/** What lies nearest to a residence goes in first, until the book is full. */
export async function placeBookOf(tx: ActorTx): Promise<PlaceBook> {
  must(tx.actor, 'survey.interview.write')
  const residences = await residencesOf(tx)
  const [streets, ground] = [await streetsOf(tx), await groundOf(tx)]
  const known: KnownPlace[] = [
    ...residences.map(({ name, address, lon, lat }) =>
      placeOf('residence', name, [m.survey_place_residence(), address], { lon, lat }),
    ),
    ...(await namedPlacesOf(tx)).map(({ name, what, address, lon, lat }) =>
      placeOf('public', name, [what, address], { lon, lat }),
    ),
    ...streets.map(({ name, lon, lat }) => placeOf('street', name, [m.survey_place_street()], { lon, lat })),
  ]
  const centre = middleOf(residences.length > 0 ? residences : known)
  const from = residences.length > 0 ? residences : [centre]
  const places = nearestFirst(known, from, (place) => place).slice(0, MOST_PLACES)
  const lines = nearestFirst(ground, from, ({ points }) => middleOf(points))
  const drawing = drawingOf(lines, sheetOf({ centre }), MOST_CORNERS)
  const book = { centre, places, drawing, credit: m.territory_attribution_short() }
  return { mark: createHash('sha256').update(JSON.stringify(book)).digest('base64url').slice(0, 22), ...book }
}

function placeOf(kind: KnownPlace['kind'], name: string, detail: (string | null)[], { lon, lat }: Place): KnownPlace {
  const place = kept({ kind: 'public', name, lon, lat })
  return { kind, name: place.name, detail: detail.filter(Boolean).join(' · '), lon: place.lon, lat: place.lat }
}

function middleOf(places: readonly Place[]): Place {
  const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2
  if (places.length === 0) return { lon: 2.35, lat: 46.6 } // of France: nothing is loaded yet
  return { lon: middle(places.map(({ lon }) => lon)), lat: middle(places.map(({ lat }) => lat)) }
}

function nearestFirst<Item>(items: readonly Item[], from: readonly Place[], place: (item: Item) => Place): Item[] {
  return items
    .map((item) => ({ item, metres: Math.min(...from.map((one) => metresBetween(one, place(item)))) }))
    .sort((a, b) => a.metres - b.metres)
    .map(({ item }) => item)
}

/** Named streets, each once, by their middle. */
async function streetsOf(tx: ActorTx): Promise<(Place & { name: string })[]> {
  const { rows } = await sql<{ name: string; lon: number; lat: number }>`
    select tags ->> 'name' as name, avg((point ->> 0)::float) as lon, avg((point ->> 1)::float) as lat
    from territory_way, jsonb_array_elements(points) as point
    where not is_gone and tags ? 'highway' and tags ? 'name' and length(tags ->> 'name') <= 120
    group by 1 order by 1 limit ${MOST_WAYS}`.execute(tx)
  return rows
}

/** Streets, water and green as they are drawn; paths, yards and buildings are left to the large map. */
async function groundOf(tx: ActorTx): Promise<GroundLine[]> {
  const { rows } = await sql<{ kind: GroundLine['kind']; points: unknown }>`select kind, points from (
      select points, code, case
        when tags ? 'waterway' or tags ->> 'natural' = 'water' then 'water'
        when tags ->> 'leisure' in ('park', 'garden') or tags ->> 'landuse' in ('grass', 'forest', 'cemetery', 'recreation_ground')
          or tags ->> 'natural' = 'wood' then 'green'
        when tags ->> 'highway' in ('motorway', 'trunk', 'primary', 'secondary', 'tertiary') or tags ->> 'railway' in ('rail', 'tram') then 'main'
        when tags ->> 'highway' in ('residential', 'unclassified', 'living_street', 'pedestrian') then 'street' end as kind
      from territory_way where not is_gone) ways
    where kind is not null order by code limit ${MOST_WAYS}`.execute(tx)
  return rows.map(({ kind, points }) => ({ kind, points: Points.parse(points).map(([lon, lat]) => ({ lon, lat })) }))
}

/**
 * An answer as it may be kept: what is said to be a public place stands to the metre only where the territory has one of that name there.
 * It may have been taken out while a device was away: then it is a point near it.
 */
export async function withKnownPlace(tx: ActorTx, answer: GivenAnswer): Promise<GivenAnswer> {
  const { place } = answer
  if (!place) return answer
  const given = kept(place)
  if (given.kind !== 'public') return { ...answer, place: given }
  const isKnown = (await namedPlacesOf(tx)).some(({ name, lon, lat }) =>
    samePlace(kept({ kind: 'public', name, lon, lat }), given),
  )
  return { ...answer, place: isKnown ? given : kept({ ...given, kind: 'point' }) }
}
