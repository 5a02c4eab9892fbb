import { type Place, requirePlace } from './plane.ts'

/** A point of a way as OpenStreetMap files give it; GeoJSON has no node ids. */
export interface NodePlace extends Place {
  readonly node?: string | undefined
}

/**
 * Numbers the points of ways: the same node is the same vertex, and where a file has no node ids, the same coordinates
 * to 1e-7 of a degree (the grain of OpenStreetMap, about 1 cm).
 */
export class Vertices {
  readonly lon: number[] = []
  readonly lat: number[] = []
  /** Index into the facts of vertices; 0 where there is nothing to tell. */
  readonly facts: number[] = []
  readonly #numbers = new Map<string, number>()

  /** Number of a point, a new one if it was not met before. */
  at(place: NodePlace): number {
    requirePlace(place)
    const known = this.#numbers.get(place.node === undefined ? grain(place) : `node ${place.node}`)
    return known ?? this.add(place)
  }

  /** A new vertex, even where there is one already. */
  add(place: NodePlace): number {
    const number = this.lon.push(place.lon) - 1
    this.lat.push(place.lat)
    this.facts.push(0)
    if (place.node !== undefined) this.#numbers.set(`node ${place.node}`, number)
    if (!this.#numbers.has(grain(place))) this.#numbers.set(grain(place), number)
    return number
  }

  /** Number of a point of a way, by its node id or else by its coordinates. */
  find(place: NodePlace): number | undefined {
    const byNode = place.node === undefined ? undefined : this.#numbers.get(`node ${place.node}`)
    return byNode ?? this.#numbers.get(grain(place))
  }
}

function grain({ lon, lat }: Place): string {
  return `${Math.round(lon * 1e7)} ${Math.round(lat * 1e7)}`
}
