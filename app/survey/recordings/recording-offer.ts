/** What a device says of a sound or a photo that it holds, and what the server answers; as both sides read it. */
import * as z from 'zod/mini'

export const KINDS = ['audio', 'photo'] as const
export type Kind = (typeof KINDS)[number]

export const LONGEST_CAPTION = 200
/** Of a piece: some seconds of sound, or a part of a photo. */
export const MOST_PIECE_BYTES = 1_000_000

/**
 * `later`: its interview is not here yet. `incomplete`: go on sending. `whole`: all of it is here. `unfit`: it is not what it says.
 * `erased`: nothing of it may be kept, on the device either.
 */
const STATES = ['later', 'open', 'incomplete', 'whole', 'broken', 'unfit', 'erased'] as const

export const RecordingOffer = z.strictObject({
  id: z.uuid(),
  interview: z.uuid(),
  kind: z.enum(KINDS),
  mediaType: z
    .string()
    .check(z.maxLength(100), z.regex(/^(audio\/(webm|mp4|ogg)|image\/jpeg)(;\s*codecs=[\w.,"-]+)?$/)),
  caption: z.string().check(z.maxLength(LONGEST_CAPTION)),
  begunMs: z.number().check(z.int(), z.minimum(0)),
  /** When the notes on a question were begun, in milliseconds of the sound. */
  moments: z
    .array(z.strictObject({ question: z.uuid(), atMs: z.number().check(z.int(), z.minimum(0), z.maximum(86_400_000)) }))
    .check(z.maxLength(300)),
  /** Once it is stopped. */
  manifest: z.nullable(
    z.strictObject({
      chunks: z.number().check(z.int(), z.minimum(1), z.maximum(5000)),
      bytes: z.number().check(z.int(), z.minimum(1)),
      hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    }),
  ),
})
export type RecordingOffer = z.infer<typeof RecordingOffer>

const Hex = z.pipe(
  z.string().check(z.maxLength(4000), z.regex(/^([0-9a-f]{2})*$/)),
  z.transform((text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))),
)

/** As a device says it that may be locked: what is written under a photo is sealed with the device's key. */
export const SealedOffer = z.extend(RecordingOffer, {
  sealedCaption: z.nullable(
    z.object({
      iv: Hex,
      bytes: z.pipe(
        Hex,
        z.transform((bytes) => bytes.buffer),
      ),
    }),
  ),
})

export const RecordingAnswer = z.object({ state: z.enum(STATES), received: z.array(z.number()) })
export type RecordingAnswer = z.infer<typeof RecordingAnswer>

export const Piece = z.object({
  recording: z.uuid(),
  number: z.coerce.number().check(z.int(), z.minimum(0), z.maximum(4999)),
  offset: z.coerce.number().check(z.int(), z.minimum(0)),
  hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
})
export type Piece = z.infer<typeof Piece>

/** With what a sealed piece is opened, beside the device's key. */
export const SealedPiece = z.object({ iv: Hex })
