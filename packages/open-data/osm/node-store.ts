const FIRST_SLOTS = 1 << 14
const PRECISION = 1e7

/**
 * Positions of nodes by their numbers, in sixteen bytes each in an open-addressed table: a hundred thousand nodes of a
 * commune cost some megabytes, where objects would cost ten times as much. Numbers start from 1.
 */
export class NodeStore {
  size = 0
  #ids = new Float64Array(FIRST_SLOTS)
  #places = new Int32Array(FIRST_SLOTS * 2)

  set(id: number, lon: number, lat: number) {
    if (this.size * 2 >= this.#ids.length) this.#grow()
    const slot = this.#slot(id)
    if (this.#ids[slot] === 0) this.size++
    this.#ids[slot] = id
    this.#places[slot * 2] = Math.round(lon * PRECISION)
    this.#places[slot * 2 + 1] = Math.round(lat * PRECISION)
  }

  /** Degrees of seven decimals, or undefined. */
  get(id: number): { lon: number; lat: number } | undefined {
    const slot = this.#slot(id)
    if (this.#ids[slot] === 0) return undefined
    const [lon = 0, lat = 0] = this.#places.subarray(slot * 2, slot * 2 + 2)
    return { lon: lon / PRECISION, lat: lat / PRECISION }
  }

  #slot(id: number): number {
    const mask = this.#ids.length - 1
    // The numbers of neighbours follow each other: the odd multiplier spreads them.
    let slot = (Math.imul(id % 0x7fffffff, 0x9e3779b1) >>> 8) & mask
    while (this.#ids[slot] !== 0 && this.#ids[slot] !== id) slot = (slot + 1) & mask
    return slot
  }

  #grow() {
    const [ids, places] = [this.#ids, this.#places]
    this.#ids = new Float64Array(ids.length * 2)
    this.#places = new Int32Array(places.length * 2)
    for (const [at, id] of ids.entries()) {
      if (id === 0) continue
      const slot = this.#slot(id)
      this.#ids[slot] = id
      this.#places.set(places.subarray(at * 2, at * 2 + 2), slot * 2)
    }
  }
}
