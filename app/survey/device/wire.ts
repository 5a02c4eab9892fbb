/** What comes from the server or out of the device's own store, read before it is believed. Small: it is sent to telephones. */
import * as z from 'zod/mini'
import { CONDITION_RULES, KINDS } from '../interviews/questions.ts'

const Choice = z.object({ id: z.string(), name: z.string() })
const Words = z.array(z.string())
/** Not said by what was kept on the device before it could take sound. */
const Agreed = z._default(z.boolean(), false)

const Question = z.object({
  id: z.string(),
  key: z.string(),
  theme: z.string(),
  kind: z.enum(KINDS),
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
      questions: z.array(Question),
    }),
  ),
  notices: z.object({ tenant: Words, caretaker: Words }),
  caretakers: z.array(Choice),
  colleagues: z._default(z.array(Choice), []),
  /** What a file for the server is sealed with. */
  fileKey: z._default(z.string(), ''),
  appointments: z.array(
    z.object({ person: z.string(), at: z.string(), place: z.string(), name: z.string(), where: z.string() }),
  ),
  underWay: z.array(
    z.object({
      id: z.string(),
      guide: z.string(),
      who: z.string(),
      agreesAudio: Agreed,
      agreesPhoto: Agreed,
      answers: z.array(z.object({ question: z.string(), answer: Given, versions: Words })),
    }),
  ),
})
export type Pack = z.infer<typeof Pack>

export const Opened = z.object({
  device: z.string(),
  secret: z.string(),
  lastSeq: z.number(),
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
})

export const AnswerAct = z.object({ question: z.string(), answer: Given })
export const BeginAct = z.object({
  version: z.string(),
  person: z.nullable(z.string()),
  caretaker: z.nullable(z.string()),
  agreesAudio: Agreed,
  agreesPhoto: Agreed,
})
