/** Sentences of the indicators' own catalogue by the keys that the package gives; all of it, so on the server alone. */
import * as messages from '#messages'
import type { Withheld } from '#packages/indicators/value.ts'

const sentences: Record<string, unknown> = { ...messages.m }

/** A sentence of the catalogues by its key. @throws Error when there is none: a test compares all keys */
export function said(key: string, values: Readonly<Record<string, string>> = {}): string {
  const sentence = sentences[key]
  if (typeof sentence !== 'function') throw new Error(`no message is called ${key}`)
  return String(sentence(values))
}

/** Why a figure is not given. */
export function withheldWord(why: Withheld): string {
  return said(`territory_withheld_${why.replaceAll('-', '_')}`)
}
