import { JsonRefusal } from './json.ts'

/** Longest feature accepted, in characters: a coastline fits, a file that is one feature of 5 million points does not. */
const FEATURE_LIMIT = 8 * 1024 * 1024

/**
 * Cuts a FeatureCollection into the texts of its features, and the rest of its members into one small object,
 * without holding more than one feature.
 */
export class FeatureSplitter {
  /** What stands around the features: `{"type": …, "crs": …, "features":[]}`, complete once the file has ended. */
  members = ''
  /** Why the text after the last feature given cannot be cut. */
  fault: JsonRefusal | undefined
  #rest = ''
  #inFeatures = false
  #seen = false
  #ended = false

  /** The texts of the features completed by this piece. */
  push(piece: string): string[] {
    const features: string[] = []
    try {
      this.#cut(this.#rest + piece, features)
    } catch (cause) {
      if (!(cause instanceof JsonRefusal)) throw cause
      this.fault = cause
    }
    return features
  }

  #cut(text: string, features: string[]) {
    let at = 0
    while (at < text.length) {
      if (!this.#inFeatures) {
        at = this.#around(text, at)
        if (!this.#inFeatures) break
        continue
      }
      const start = skipBetween(text, at)
      if (start >= text.length) {
        at = start
        break
      }
      if (text[start] === ']') {
        this.#inFeatures = false
        this.#ended = true
        at = start
        continue
      }
      const end = valueEnd(text, start)
      if (end < 0) {
        at = start
        break
      }
      features.push(text.slice(start, end))
      at = end
    }
    this.#rest = text.slice(at)
    if (this.#rest.length > FEATURE_LIMIT)
      throw new JsonRefusal('feature_too_large', { limit: FEATURE_LIMIT / 1024 ** 2 })
  }

  /** Whether the file ended where it should. */
  get complete(): boolean {
    return this.#seen && this.#ended && this.#rest.trim() === ''
  }

  /** Takes what precedes or follows the list of features; gives where reading goes on. */
  #around(text: string, at: number): number {
    if (this.#seen) {
      this.#keep(text.slice(at))
      return text.length
    }
    const found = /"features"\s*:\s*\[/.exec(text)
    if (found) {
      this.#seen = this.#inFeatures = true
      this.#keep(text.slice(at, found.index + found[0].length))
      return found.index + found[0].length
    }
    if (text.length > 65_536) throw new JsonRefusal('geojson_not_collection')
    return at
  }

  #keep(part: string) {
    this.members += part
    if (this.members.length > 262_144) throw new JsonRefusal('geojson_not_collection')
  }
}

function skipBetween(text: string, from: number): number {
  let at = from
  while (
    at < text.length &&
    (text[at] === ',' || text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t')
  )
    at++
  return at
}

/** Where the value that starts here ends, by its brackets and strings; -1 when the text stops before. */
function valueEnd(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const character = text[at]
    if (character === '"') {
      at = stringEnd(text, at)
      if (at < 0) return -1
    } else if (character === '{' || character === '[') depth++
    else if (character === '}' || character === ']') {
      depth--
      if (depth === 0) return at + 1
      if (depth < 0) throw new JsonRefusal('json_invalid')
    } else if (depth === 0 && character === ',') return at
  }
  return -1
}

function stringEnd(text: string, start: number): number {
  let at = text.indexOf('"', start + 1)
  while (at >= 0) {
    let back = at - 1
    while (text[back] === '\\') back--
    if ((at - back) % 2 === 1) return at
    at = text.indexOf('"', at + 1)
  }
  return -1
}
