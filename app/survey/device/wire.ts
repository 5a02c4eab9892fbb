/** What comes from the server or out of the device's own store, read before it is believed. Small: it is sent to telephones. */
import * as z from 'zod/mini'
import { GivenPlace } from '../interviews/given-place.ts'
import { PlaceBook } from '../interviews/place-book.ts'
import { CONDITION_RULES, type Question } from '../interviews/questions.ts'

const Choice = z.object({ id: z.string(), name: z.string() })
const Words = z.array(z.string())
/** Not said by what was kept on the device before it could take sound. */
const Agreed = z._default(z.boolean(), false)

/** The kinds of the first devices. What came later is asked by them in words, and told here apart: a phone with an older page loses nothing. */
const FIRST_KINDS = ['open', 'single', 'multiple', 'scale', 'number', 'date'] as const

const WrittenQuestion = z.object({
  id: z.string(),
  key: z.string(),
  theme: z.string(),
  kind: z.enum(FIRST_KINDS),
  isPlace: z._default(z.boolean(), false),
  wording: z.string(),
  prompts: Words,
  choices: Words,
  least: z.nullable(z.number()),
  most: z.nullable(z.number()),
  // A pack that an earlier release left on the device says it otherwise: until the next one, all is asked.
  conditions: z._default(z.array(z.object({ key: z.string(), value: z.string() })), []),
  conditionRule: z._default(z.enum(CONDITION_RULES), 'all'),
})

const Given = z.object({
  chosen: Words,
  number: z.nullable(z.number()),
  day: z.nullable(z.string()),
  place: z._default(z.nullable(GivenPlace), null),
  note: z.string(),
  verbatim: z.string(),
})

export const Pack = z.object({
  madeAt: z.string(),
  guides: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      audience: z.enum(['tenant', 'caretaker']),
      /** A new interview is asked from the newest; an older one stays for what was begun from it. */
      isNewest: z._default(z.boolean(), true),
      questions: z.array(WrittenQuestion),
    }),
  ),
  notices: z.object({ tenant: Words, caretaker: Words }),
  caretakers: z.array(Choice),
  colleagues: z._default(z.array(Choice), []),
  /** Nothing where no guide asks for a place. */
  placeBook: z._default(z.nullable(PlaceBook), null),
  /** What a file for the server is sealed with. */
  fileKey: z._default(z.string(), ''),
  appointments: z.array(
    z.object({
      person: z.string(),
      at: z.string(),
      place: z.string(),
      name: z.string(),
      where: z.string(),
      residence: z._default(z.nullable(z.string()), null),
    }),
  ),
  underWay: z.array(
    z.object({
      id: z.string(),
      guide: z.string(),
      who: z.string(),
      residence: z._default(z.nullable(z.string()), null),
      agreesAudio: Agreed,
      agreesPhoto: Agreed,
      notes: z._default(z.string(), ''),
      answers: z.array(z.object({ question: z.string(), answer: Given, versions: Words })),
    }),
  ),
})
export type Pack = z.infer<typeof Pack>

/** A question as a pack says it. */
export function writtenQuestion({ kind, ...question }: Question) {
  return kind === 'place'
    ? { ...question, kind: 'open' as const, isPlace: true }
    : { ...question, kind, isPlace: false }
}

export function questionFrom({ kind, isPlace, ...question }: z.infer<typeof WrittenQuestion>): Question {
  return { ...question, kind: isPlace ? 'place' : kind }
}

export const Opened = z.object({
  /** The book of places that the device said it holds is still the right one: it is not in the pack. */
  keepsPlaceBook: z._default(z.boolean(), false),
  device: z.string(),
  secret: z.string(),
  lastSeq: z.number(),
  /** The browser threw its store away: what was written since then has not arrived. */
  lostSince: z.nullable(z.string()),
  epoch: z.string(),
  pack: Pack,
})

export const StoredAct = z.object({
  id: z.string(),
  device: z.string(),
  seq: z.number(),
  schema: z.number(),
  kind: z.string(),
  subject: z.string(),
  content: z.json(),
  stamp: z.object({ wallMs: z.number(), counter: z.number(), device: z.string() }),
  made: z.object({ wallMs: z.number(), run: z.string(), sinceStartMs: z.number() }),
})

const Outcome = z.discriminatedUnion('outcome', [
  z.object({ id: z.string(), outcome: z.literal('stored') }),
  z.object({ id: z.string(), outcome: z.literal('withdrawn') }),
  z.object({ id: z.string(), outcome: z.literal('quarantined'), reason: z.string() }),
  z.object({ id: z.string(), outcome: z.literal('set-aside'), reason: z.string() }),
  z.object({ id: z.string(), outcome: z.literal('later'), reason: z.string() }),
])

export const SyncAnswer = z.object({
  epoch: z.string(),
  receipts: z.array(Outcome),
  safeThrough: z.number(),
  withdrawn: z.optional(Words),
  clockIsWrong: z.boolean(),
  barred: z.boolean(),
})

export const LockedAnswer = z.object({
  epoch: z.string(),
  safeThrough: z.number(),
  barred: z.boolean(),
  receipts: z.array(
    z.object({
      seq: z.number(),
      outcome: z.enum(['stored', 'withdrawn', 'quarantined', 'set-aside', 'later']),
      reason: z._default(z.string(), ''),
    }),
  ),
})
export type LockedAnswer = z.infer<typeof LockedAnswer>

export const AnswerAct = z.object({ question: z.string(), answer: Given })
export const NotesAct = z.object({ notes: z.string() })
export const BeginAct = z.object({
  version: z.string(),
  person: z.nullable(z.string()),
  caretaker: z.nullable(z.string()),
  agreesAudio: Agreed,
  agreesPhoto: Agreed,
})
