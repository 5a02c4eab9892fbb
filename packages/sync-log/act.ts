import { canonicalJson, type Json } from '#packages/fair-panel/canonical-json.ts'
import { sha256Hex } from '#packages/fair-panel/sha256.ts'
import type { Stamp } from './hybrid-clock.ts'
import type { DeviceInstant } from './instants.ts'

/** One thing that somebody did on a device. It is never changed: to correct it is another act. */
export interface Act {
  /** UUIDv7 made on the device, so that sending twice stores once. */
  readonly id: string
  readonly device: string
  /** 1, 2, 3 … on the device. */
  readonly seq: number
  /** Version of the content's form. */
  readonly schema: number
  readonly kind: string
  /** What it is about: an interview, a contact. */
  readonly subject: string
  readonly content: Json
  readonly stamp: Stamp
  readonly made: DeviceInstant
}

/** SHA-256 of the whole act: two acts of one id are the same when this is. */
export function fingerprint(act: Act): string {
  return sha256Hex(canonicalJson({ ...act, stamp: { ...act.stamp }, made: { ...act.made } }))
}

/** How to bring content of one schema to the next. */
export type Upgrades = ReadonlyMap<number, (content: Json) => Json>

/** Content as the newest schema has it. @throws RangeError when a step is missing */
export function upgraded(act: Act, upgrades: Upgrades, newest: number): Json {
  let content = act.content
  for (let schema = act.schema; schema < newest; schema++) {
    const step = upgrades.get(schema)
    if (step === undefined) throw new RangeError(`no step from schema ${schema} to ${schema + 1}`)
    content = step(content)
  }
  return content
}
