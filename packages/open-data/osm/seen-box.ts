/** The box of what was met outside the perimeter, to say where a file lies instead. */
export class SeenBox {
  #west = Infinity
  #south = Infinity
  #east = -Infinity
  #north = -Infinity

  add(lon: number, lat: number) {
    if (lon < this.#west) this.#west = lon
    if (lon > this.#east) this.#east = lon
    if (lat < this.#south) this.#south = lat
    if (lat > this.#north) this.#north = lat
  }

  /** Latitude and longitude of two corners, empty when nothing was met. */
  get written(): string {
    if (this.#west > this.#east) return ''
    const corner = (lat: number, lon: number) => `${lat.toFixed(3)} ${lon.toFixed(3)}`
    return `${corner(this.#south, this.#west)} – ${corner(this.#north, this.#east)}`
  }
}
