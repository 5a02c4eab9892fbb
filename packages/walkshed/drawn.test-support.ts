/** Small quarters drawn in metres, for times that one can work out by hand. */
import type { NodeFact, Way } from './graph.ts'
import { buildGraph } from './graph.ts'
import { minutesAt, snapAll, walkMatrix } from './matrix.ts'
import { pace } from './pace.ts'
import { type Place, planeAround } from './plane.ts'
import type { Profile } from './profiles.ts'
import type { Tags } from './tags.ts'

export type Metres = readonly [x: number, y: number]

const plane = planeAround({ lon: 2.48, lat: 48.9 })

export function at(x: number, y: number): Place {
  return plane.toPlace({ x, y })
}

export function way(id: string, tags: Tags, ...points: Metres[]): Way {
  return { id, tags, points: points.map(([x, y]) => at(x, y)) }
}

export function street(id: string, ...points: Metres[]): Way {
  return way(id, { highway: 'residential', name: id }, ...points)
}

export function node(tags: Tags, x: number, y: number): NodeFact {
  return { ...at(x, y), tags }
}

/** Minutes on foot from one point to another, null where no way leads. */
export function minutes(ways: Way[], nodes: NodeFact[], profile: Profile, from: Metres, to: Metres): number | null {
  const paced = pace(buildGraph(ways, nodes), profile)
  const [origins, destinations] = [from, to].map(([x, y]) => snapAll(paced, [at(x, y)], { withinMetres: 30 }))
  return minutesAt(walkMatrix(paced, origins ?? [], destinations ?? []), 0, 0)
}
