/** Public places that people call by a name, each once: what one can choose from where somebody says where they go. */
import type { ActorTx } from '#app/platform/database.server.ts'
import type { Kind } from '#packages/amenities/typology.ts'
import { plain } from '#packages/french/plain.ts'
import { metresBetween } from '#packages/walkshed/plane.ts'
import { servicesOf } from './services.server.ts'
import { kindWord } from './words.ts'

interface NamedPlace {
  name: string
  /** What kind of place it is, in the reader's words. */
  what: string
  address: string | null
  lon: number
  lat: number
}

/** Who says that they go there says that they are ill, or in need: such a place is never proposed by its name. */
const PRIVATE_KINDS = new Set<Kind>([
  'doctor',
  'nurse',
  'dentist',
  'hospital',
  'mental-health',
  'child-health',
  'senior-home',
  'social-services',
])

/** Both sides of a street have a stop of the same name. */
const SAME_METRES = 300

/** Open places with a name that nobody minds saying; those of the same name and kind that stand close together are one. */
export async function namedPlacesOf(tx: ActorTx): Promise<NamedPlace[]> {
  const open = (await servicesOf(tx)).filter(
    ({ closed, name, kind }) => !closed && name !== '' && !PRIVATE_KINDS.has(kind),
  )
  const alike = Map.groupBy(open, ({ name, kind }) => `${plain(name)} ${kind}`)
  return [...alike.values()].flatMap((same) => {
    const apart = same.filter((one, at) => !same.slice(0, at).some((other) => metresBetween(one, other) <= SAME_METRES))
    return apart.map(({ name, kind, address, lon, lat }) => ({ name, what: kindWord(kind), address, lon, lat }))
  })
}
