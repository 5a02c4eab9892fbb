import type { ProblemCode, ProblemParams } from '../problem.ts'

export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export type JsonObject = { readonly [key: string]: Json }

/** Why a text is not accepted, with a code of the catalogue. */
export class JsonRefusal extends Error {
  readonly code: ProblemCode
  readonly params: ProblemParams
  constructor(code: ProblemCode, params: ProblemParams = {}) {
    super(code)
    this.code = code
    this.params = params
  }
}

const DEPTH_LIMIT = 32
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * JSON read more strictly than `JSON.parse`: no key twice, no key that reaches prototypes, no number that does
 * not fit, no depth beyond 32.
 *
 * @throws JsonRefusal
 */
export function parseJson(text: string): Json {
  const reading = new Reading(text)
  const value = reading.value(0)
  reading.end()
  return value
}

const STRING = /"(?:[^"\\\p{Cc}]|[\u007F-\u009F]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const SPACE = /[ \t\n\r]*/y
const WORD = /true|false|null/y
const NOT_A_NUMBER = /-?(?:NaN|Infinity|nan|inf)/y

class Reading {
  #at = 0
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  value(depth: number): Json {
    if (depth > DEPTH_LIMIT) throw new JsonRefusal('json_too_deep', { limit: DEPTH_LIMIT })
    this.#match(SPACE)
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object(depth)
      case '[':
        return this.#list(depth)
      case '"':
        return this.#string()
      default:
        return this.#plain()
    }
  }

  end() {
    this.#match(SPACE)
    if (this.#at < this.#text.length) throw new JsonRefusal('json_invalid')
  }

  #object(depth: number): JsonObject {
    const members = new Map<string, Json>()
    this.#at++
    if (this.#next('}')) return {}
    do {
      this.#match(SPACE)
      const key = this.#string()
      if (FORBIDDEN_KEYS.has(key)) throw new JsonRefusal('json_forbidden_key', { key })
      if (members.has(key)) throw new JsonRefusal('json_duplicate_key', { key: key.slice(0, 60) })
      if (!this.#next(':')) throw new JsonRefusal('json_invalid')
      members.set(key, this.value(depth + 1))
    } while (this.#next(','))
    if (!this.#next('}')) throw new JsonRefusal('json_invalid')
    return Object.fromEntries(members)
  }

  #list(depth: number): Json[] {
    const items: Json[] = []
    this.#at++
    if (this.#next(']')) return items
    do items.push(this.value(depth + 1))
    while (this.#next(','))
    if (!this.#next(']')) throw new JsonRefusal('json_invalid')
    return items
  }

  #string(): string {
    const found = this.#match(STRING)
    if (!found) throw new JsonRefusal('json_invalid')
    if (!found.includes('\\')) return found.slice(1, -1)
    const read: unknown = JSON.parse(found)
    return typeof read === 'string' ? read : ''
  }

  #plain(): Json {
    const word = this.#match(WORD)
    if (word) return word === 'null' ? null : word === 'true'
    const digits = this.#match(NUMBER)
    if (!digits) throw new JsonRefusal(this.#match(NOT_A_NUMBER) ? 'json_number' : 'json_invalid')
    const number = Number(digits)
    if (!Number.isFinite(number)) throw new JsonRefusal('json_number')
    return number
  }

  #next(character: string): boolean {
    this.#match(SPACE)
    if (this.#text[this.#at] !== character) return false
    this.#at++
    return true
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0] ?? ''
    this.#at += found.length
    return found
  }
}
