/** What a device writes down while it has no network, as both sides read it. Its form is a schema: a change of it is a new number. */
import { z } from 'zod/mini'
import type { Json } from '#packages/fair-panel/canonical-json.ts'
import { LONGEST_NOTE, LONGEST_OF_ALL_NOTES } from '../interviews/answer-limits.ts'
import { GivenPlace } from '../interviews/given-place.ts'
import { CONSENTS } from '../interviews/interview-choices.ts'
import { PLACES } from '../outcomes.ts'

/** 2: an answer says its place; of what a device writes in the first form, the place that stands is none of its doing. */
export const SCHEMA = 2
/** Acts of older forms are read for twelve months after the form changed. */
export const OLDEST_SCHEMA = 1

const Text = (most: number) => z.string().check(z.maxLength(most))

export const AnswerContent = z.strictObject({
  question: z.uuid(),
  basedOn: z.array(z.uuid()).check(z.maxLength(20)),
  answer: z.strictObject({
    chosen: z.array(Text(400)).check(z.maxLength(30)),
    number: z.nullable(z.number()),
    day: z.nullable(z.iso.date()),
    place: z.optional(z.nullable(GivenPlace)),
    note: Text(LONGEST_NOTE),
    verbatim: Text(LONGEST_NOTE),
  }),
})

export const BeginContent = z.strictObject({
  version: z.uuid(),
  person: z.nullable(z.uuid()),
  caretaker: z.nullable(z.uuid()),
  second: z.optional(z.nullable(z.uuid())), // devices did not say it at first
  place: z.enum(PLACES),
  consent: z.enum(CONSENTS),
  signature: z.nullable(Text(20_000).check(z.regex(/^[ML0-9 ]+$/))),
  agreesQuotation: z.boolean(),
  agreesRecall: z.boolean(),
  agreesAudio: z.boolean(),
  agreesPhoto: z.boolean(),
})
export type BeginContent = z.infer<typeof BeginContent>

/** What is noted of a whole interview before it is ended, at a pause. */
export const NotesContent = z.strictObject({ notes: Text(LONGEST_OF_ALL_NOTES) })

export const EndContent = z.strictObject({
  minutes: z.number().check(z.int(), z.minimum(1), z.maximum(300)),
  notes: Text(LONGEST_OF_ALL_NOTES),
  partial: z.boolean(),
})

export const Instant = z.strictObject({ wallMs: z.number(), run: Text(60), sinceStartMs: z.number() })

/** Half a character that a full field cut off, or one that no text has: it could be written down nowhere, and the words around it would stay out. */
const Content = z.pipe(
  z.json(),
  z.transform((content): Json => JSON.parse(JSON.stringify(content), holdable)),
)

function holdable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '\ufffd').toWellFormed() : value
}

export const OfferedAct = z.strictObject({
  id: z.uuid(),
  device: z.uuid(),
  seq: z.number().check(z.int(), z.minimum(1)),
  schema: z.number().check(z.int(), z.minimum(1)),
  kind: Text(40),
  subject: z.uuid(),
  content: Content,
  stamp: z.strictObject({ wallMs: z.number(), counter: z.number(), device: z.uuid() }),
  made: Instant,
})

export const Offer = z.strictObject({
  device: z.uuid(),
  sent: Instant,
  waiting: z.number().check(z.int(), z.minimum(0)),
  acts: z.array(OfferedAct).check(z.maxLength(100)),
})
export type Offer = z.infer<typeof Offer>
