const [QUOTE, CARRIAGE_RETURN, SPACE] = [34, 13, 32]

/** Where a cell's text stands in the bytes of a record, its quotation marks and outer spaces left out. */
export class CellFinder {
  start = 0
  end = 0
  readonly #column: number
  readonly #separator: number

  /** @param column from 0 */
  constructor(column: number, separator: number) {
    this.#column = column
    this.#separator = separator
  }

  /** Sets `start` and `end`; an absent cell is empty. */
  find(bytes: Uint8Array, start: number, end: number, quoted: boolean) {
    const separator = this.#separator
    let at = start
    for (let column = 0; column < this.#column; column++) {
      if (quoted && bytes[at] === QUOTE) at = closing(bytes, at, end)
      while (at < end && bytes[at] !== separator) at++
      at++
    }
    let stop = Math.min(at, end)
    if (quoted && bytes[at] === QUOTE) stop = closing(bytes, at, end)
    while (stop < end && bytes[stop] !== separator) stop++
    this.#trim(bytes, Math.min(at, end), stop)
  }

  #trim(bytes: Uint8Array, from: number, to: number) {
    let start = from
    let end = to
    while (start < end && isMargin(bytes[start])) start++
    while (end > start && isMargin(bytes[end - 1])) end--
    this.start = start
    this.end = end
  }
}

function isMargin(byte: number | undefined): boolean {
  return byte === SPACE || byte === QUOTE || byte === CARRIAGE_RETURN
}

/** Just after the mark that closes the cell opened at `open`. */
function closing(bytes: Uint8Array, open: number, end: number): number {
  let at = open + 1
  while (at < end && (bytes[at] !== QUOTE || bytes[at + 1] === QUOTE)) at += bytes[at] === QUOTE ? 2 : 1
  return at + 1
}
