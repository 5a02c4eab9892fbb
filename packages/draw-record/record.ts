/**
 * What a draw leaves behind, so that anyone can do it again.
 *
 * Idea: three promises, each published before the next thing is known. (1) The *seal*: settings, quotas and the list of those who can be
 * drawn, each under a pseudonym with a hash of what is known of them. (2) The *lottery*: the numbered panels, computed from the seal
 * alone. (3) The *number*, from a public source. The panel of that number is the one drawn.
 *
 * Where this differs from the published practice of numbered panels (Flanigan, Kehne, Procaccia, NeurIPS 2021): what is known of a person
 * (residence, age band, sex, occupation) would name them to a neighbour or to the landlord, so the public record holds only a salted hash of it.
 * The complete record opens the hashes for someone bound to secrecy, who can then check the quotas too.
 */
import { z } from 'zod'
import { canonicalJson } from '#packages/fair-panel/canonical-json.ts'
import { sha256Hex } from '#packages/fair-panel/sha256.ts'

export const FORMAT = 'palier-draw-record/1'

const Hash = z.string().regex(/^[0-9a-f]{64}$/)
const Instant = z.iso.datetime({ offset: true })

export const Cell = z.strictObject({
  feature: z.string(),
  value: z.string(),
  min: z.number().int().min(0),
  max: z.number().int().min(0),
})
export type Cell = z.infer<typeof Cell>

/** What the seal's text says. */
export const Sealed = z.strictObject({
  format: z.literal(FORMAT),
  size: z.number().int().positive(),
  objective: z.string(),
  population: z.string(),
  onePerHousehold: z.boolean(),
  features: z.array(z.string()),
  quotas: z.array(Cell),
  /** Pseudonym and salted hash of each person who can be drawn, by pseudonym. */
  pool: z.array(z.strictObject({ pseudonym: z.string(), leaf: Hash })),
})
export type Sealed = z.infer<typeof Sealed>

/** What opens a leaf: the values in the order of `features`, the household's pseudonym, and the salt. */
export const Opening = z.strictObject({ salt: z.string(), household: z.string(), values: z.array(z.string()) })
export type Opening = z.infer<typeof Opening>

export const DrawRecord = z.strictObject({
  format: z.literal(FORMAT),
  title: z.string(),
  seal: z.strictObject({ text: z.string(), sha256: Hash, at: Instant }),
  lottery: z.strictObject({
    /** Positions in the pool, ascending; the panel's place in this list is its number, from 0. */
    panels: z.array(z.array(z.number().int().min(0))).min(1),
    sha256: Hash,
    at: Instant,
    algorithm: z.string(),
  }),
  number: z.strictObject({
    value: z.number().int().min(0),
    source: z.string(),
    enteredAt: Instant,
    confirmedAt: Instant,
    confirmedBy: z.enum(['second-person', 'alone']),
  }),
  drawn: z.array(z.string()),
  /** Of all of the above: closes the chain. */
  sha256: Hash,
  openings: z.array(Opening).optional(),
})
export type DrawRecord = z.infer<typeof DrawRecord>

/** The hash under which a person is in the public list. The salt keeps anyone from trying all residences and ages. */
export function leafOf({ salt, household, values }: Opening): string {
  return sha256Hex(canonicalJson({ household, salt, values }))
}

/** The hash of the numbered panels; it holds the seal's, so that the panels cannot be moved to another draw. */
export function lotteryHash(sealHash: string, panels: readonly (readonly number[])[]): string {
  return sha256Hex(canonicalJson({ panels, seal: sealHash }))
}

/** The hash that closes a record: of everything in it but itself and the openings, whose leaves the seal already holds. */
export function closingHash({
  format,
  title,
  seal,
  lottery,
  number,
  drawn,
}: Omit<DrawRecord, 'sha256' | 'openings'>): string {
  return sha256Hex(canonicalJson({ format, title, seal, lottery, number, drawn }))
}

/**
 * The order in which the others would be asked: by the hash of the draw and of their pseudonym, so that nobody chose it and anybody can
 * find it again.
 *
 * @returns positions in `pseudonyms`, those in `without` left out
 */
export function reserveOrder(
  draw: { seal: string; number: number },
  pseudonyms: readonly string[],
  without: ReadonlySet<number>,
): number[] {
  return pseudonyms
    .map((pseudonym, position) => ({ position, key: sha256Hex(`${draw.seal}|${draw.number}|${pseudonym}`) }))
    .filter(({ position }) => !without.has(position))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ position }) => position)
}
