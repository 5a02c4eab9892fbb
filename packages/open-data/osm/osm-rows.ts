import { BatchLog } from '../log.ts'
import type { Perimeter } from '../perimeter.ts'
import type { OpenDataBatch } from '../rows.ts'
import { isAround, isInBox, type Surroundings } from '../surroundings.ts'
import { stretches } from './cut-way.ts'
import { type ElementPass, type ElementSink, OsmFault } from './elements.ts'
import { NodeStore } from './node-store.ts'
import { SeenBox } from './seen-box.ts'
import { keptTags } from './tags.ts'

/** Beyond so many nodes without knowing where the perimeter is, a file is refused rather than held. */
const MOST_NODES = 4_000_000

/**
 * Streets, paths, outlines and places in the perimeter, in two passes: the first keeps the positions of the nodes
 * within the box of the surroundings, the second the ways that go through them. Memory holds the positions alone.
 */
export async function* osmRows(pass: ElementPass, { surroundings }: Perimeter): AsyncGenerator<OpenDataBatch> {
  const log = new BatchLog()
  const nodes = new NodeStore()
  const seen = new SeenBox()
  try {
    for await (const _ of pass({ node: nodeSink(log, nodes, seen, surroundings) })) {
      if (nodes.size > MOST_NODES && !surroundings) {
        log.add('perimeter_needed', undefined, 0)
        break
      }
      if (log.waiting > 0) yield log.batch()
    }
    if (nodes.size > 0 && !log.tally.problems.perimeter_needed) {
      const ways = wayCounts()
      for await (const _ of pass(waySink(log, nodes, ways))) if (log.waiting > 0) yield log.batch()
      if (ways.relations > 0) log.add('osm_relations_skipped', undefined, 0, '', '', { count: ways.relations })
    }
  } catch (cause) {
    if (!(cause instanceof OsmFault)) throw cause
    log.addWhole(cause.found)
  }
  if (log.tally.accepted === 0 && Object.keys(log.tally.problems).length === 0) {
    log.hold(seen.written)
    log.sayAbsent()
  }
  yield log.batch()
}

function nodeSink(
  log: BatchLog,
  nodes: NodeStore,
  seen: SeenBox,
  around: Surroundings | undefined,
): ElementSink['node'] {
  return (id, lon, lat, tags) => {
    log.tally.lines++
    if (around && !isInBox(around.box, lon, lat)) {
      log.outside++
      seen.add(lon, lat)
      return
    }
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) {
      log.tally.refused++
      log.add('geometry_invalid', undefined, id)
      return
    }
    nodes.set(id, lon, lat)
    const kept = keptTags(tags())
    if (!kept || (around && !isAround(around, lon, lat))) return
    log.give(0, { record: 'node', id: `node/${id}`, lon: sevenDecimals(lon), lat: sevenDecimals(lat), tags: kept })
  }
}

function sevenDecimals(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7
}

function wayCounts() {
  return { kept: new Set<number>(), relations: 0 }
}

function waySink(log: BatchLog, nodes: NodeStore, ways: ReturnType<typeof wayCounts>): ElementSink {
  return {
    way(id, members, tags) {
      log.tally.lines++
      const parts = stretches(members, (node) => nodes.get(node))
      const kept = parts.length > 0 ? keptTags(tags()) : undefined
      if (parts.length === 0) log.outside++
      else ways.kept.add(id)
      if (!kept) return
      for (const [part, points] of parts.entries())
        log.give(0, { record: 'way', id: `way/${id}`, part, tags: kept, points })
    },
    relation(members, tags) {
      if (!members.some((way) => ways.kept.has(way))) return
      for (const [key, value] of tags()) if (key === 'type' && value === 'multipolygon') ways.relations++
    },
  }
}
