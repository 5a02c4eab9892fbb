/** What the forms about a person may say: choices, days and hours; no free text. */
import { z } from 'zod'
import { CHANNELS, NEXT_STEPS, OUTCOME_CODES, PLACES } from './outcomes.ts'

const Optional = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value) => (value === '' ? undefined : value), item.optional())

export const ContactPress = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('attempt'),
    id: z.uuid(),
    person: z.uuid(),
    channel: z.enum(CHANNELS),
    outcome: z.enum(OUTCOME_CODES),
    nextStep: Optional(z.enum(NEXT_STEPS)),
    nextOn: Optional(z.iso.date()),
  }),
  z.object({
    intent: z.literal('appointment'),
    id: z.uuid(),
    person: z.uuid(),
    day: z.iso.date(),
    hour: z
      .string()
      .refine((text) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text), { params: { code: 'survey.not-an-hour' } }),
    place: z.enum(PLACES),
  }),
  z.object({ intent: z.literal('cancel-appointment'), appointment: z.uuid() }),
  z.object({ intent: z.literal('pcs'), id: z.uuid(), person: z.uuid(), pcs: z.coerce.number().int().min(1).max(8) }),
  z.object({ intent: z.literal('replace'), person: z.uuid() }),
])
export type ContactPress = z.infer<typeof ContactPress>
