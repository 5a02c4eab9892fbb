/** A place as it is sent and kept: read before it is believed. */
import * as z from 'zod/mini'
import { kept } from './places.ts'

/** `public`: open to all and known to the territory; `point`: somewhere on the map. */
const PLACE_KINDS = ['public', 'street', 'residence', 'point'] as const

const LONGEST_NAME = 200

export const GivenPlace = z.strictObject({
  kind: z.enum(PLACE_KINDS),
  /** What it is called; of a point what is near it, or nothing. */
  name: z.string().check(z.maxLength(LONGEST_NAME)),
  /** WGS 84. */
  lon: z.number().check(z.minimum(-180), z.maximum(180)),
  lat: z.number().check(z.minimum(-90), z.maximum(90)),
})
export type GivenPlace = z.infer<typeof GivenPlace>

/** What a form or a device sent, as it is kept; nothing for what is no place. */
export function placeFrom(text: string): GivenPlace | null {
  try {
    return kept(GivenPlace.parse(JSON.parse(text)))
  } catch {
    return null
  }
}
