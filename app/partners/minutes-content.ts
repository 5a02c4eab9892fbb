/** Minutes as they were given out: what is read, printed and kept. */
import { z } from 'zod'
import { ATTENDANCES, MEETING_KINDS } from './choices.ts'

const GivenAction = z.object({
  said: z.string(),
  organisation: z.string(),
  person: z.string(),
  dueOn: z.string(),
})

const GivenPart = z.object({
  /** Nothing for what belongs to no point of the agenda. */
  title: z.string().nullable(),
  said: z.string(),
  decisions: z.array(z.string()),
  actions: z.array(GivenAction),
})

export const MinutesContent = z.object({
  kind: z.enum(MEETING_KINDS),
  title: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  place: z.string(),
  people: z.array(
    z.object({
      name: z.string(),
      organisation: z.string(),
      attendance: z.enum(ATTENDANCES).nullable(),
      substitute: z.string().nullable(),
    }),
  ),
  parts: z.array(GivenPart),
  /** Still open from earlier meetings. */
  earlier: z.array(GivenAction),
})
export type MinutesContent = z.infer<typeof MinutesContent>
