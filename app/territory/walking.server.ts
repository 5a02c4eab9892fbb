/** The ways around the residences, ready to be walked. What is kept in memory is made again from the tables by any process. */
import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import type { Graph } from '#packages/walkshed/assembly.ts'
import { buildGraph, type NodeFact, type Way } from '#packages/walkshed/graph.ts'
import { type Paced, pace } from '#packages/walkshed/pace.ts'
import { WALKER_PROFILES, type Walker } from './walkers.ts'

const MOST_WAYS = 200_000
const MOST_KEPT = 4

interface Walking {
  graph: Graph
  /** Whether some of the ways were made up for a demonstration. */
  invented: boolean
  paced: Map<string, Paced>
}

const kept = new Map<string, Walking>()

/** The graph of the convention's ways; undefined while there is no file of ways. */
export async function walkingOf(tx: ActorTx): Promise<Walking | undefined> {
  must(tx.actor, 'territory.read')
  const stamp = await stampOf(tx)
  if (stamp === null) return undefined
  const key = `${tx.actor.conventionId} ${stamp}`
  const known = kept.get(key) ?? (await walkingFrom(tx))
  if (!known) return undefined
  kept.delete(key)
  kept.set(key, known) // last used, last to go
  for (const old of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(old)
  return known
}

/** The ways at one walker's pace. */
export function pacedFor({ graph, paced }: Walking, walker: Walker): Paced {
  const known = paced.get(walker)
  if (known) return known
  const made = pace(graph, WALKER_PROFILES[walker])
  paced.set(walker, made)
  return made
}

/** Changes whenever an import, or its undoing, changes the ways. */
async function stampOf(tx: ActorTx): Promise<string | null> {
  const { rows } = await sql<{ stamp: string | null }>`
    select string_agg(id::text || import_id::text, ' ' order by id) as stamp from territory_source s
    where exists (select from territory_way w where w.convention_id = s.convention_id and w.source_id = s.id)`.execute(
    tx,
  )
  return rows[0]?.stamp ?? null
}

const Tags = z.record(z.string(), z.string())
const Points = z.array(z.tuple([z.number(), z.number()]))
const Nodes = z.array(z.string()).nullable()

async function walkingFrom(tx: ActorTx): Promise<Walking | undefined> {
  const rows = await tx
    .selectFrom('territory_way as way')
    .innerJoin('territory_source as source', 'source.id', 'way.source_id')
    .select(['code', 'tags', 'points', 'nodes', 'source.is_invented'])
    .where('is_gone', '=', false)
    .where(sql<boolean>`tags ? 'highway' or tags ->> 'railway' = 'platform' or tags ? 'public_transport'`)
    .orderBy('code')
    .limit(MOST_WAYS)
    .execute()
  const spots = await tx
    .selectFrom('territory_spot')
    .select(['code', 'tags', 'lon', 'lat'])
    .where('is_gone', '=', false)
    .orderBy('code')
    .limit(MOST_WAYS)
    .execute()
  if (rows.length === 0) return undefined
  const ways = rows.map(({ code, tags, points, nodes }) => wayOf(code, tags, points, nodes))
  const facts = spots.map(
    ({ code, tags, lon, lat }): NodeFact => ({ node: nodeOf(code), tags: Tags.parse(tags), lon, lat }),
  )
  return { graph: buildGraph(ways, facts), invented: rows.some(({ is_invented }) => is_invented), paced: new Map() }
}

/** A point is told of by its number where the ways have numbers, else by its place. */
function nodeOf(code: string): string | undefined {
  return /^n\d+$/.test(code) ? code.slice(1) : undefined
}

function wayOf(code: string, tags: unknown, points: unknown, nodes: unknown): Way {
  const line = Points.parse(points)
  const numbers = Nodes.parse(nodes)
  const known = Tags.parse(tags)
  const [first, last] = [line[0], line.at(-1)]
  const isRing = line.length > 3 && first?.[0] === last?.[0] && first?.[1] === last?.[1]
  return {
    id: code,
    tags: known,
    points: line.map(([lon, lat], at) => ({ lon, lat, node: numbers?.[at] })),
    closed: isRing && (known.area === 'yes' || known.highway === 'pedestrian'),
  }
}
