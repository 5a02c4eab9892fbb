/** The form of an event, as it comes from a browser. */
import { z } from 'zod'
import { several } from '#app/ui/read-form.ts'
import { instantInParis } from '#packages/french/paris-time.ts'
import { NEEDS } from './choices.ts'

const Hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

export const EventInput = z
  .object({
    title: z.string().trim().min(3).max(120),
    about: z
      .string()
      .transform((text) => text.replaceAll('\r\n', '\n').trim())
      .pipe(z.string().min(1).max(3000)),
    day: z.iso.date(),
    from: Hour,
    until: Hour,
    place: z.string().trim().min(2).max(300),
    phone: z.string().trim().max(40).nullable().default(null),
    capacity: z.coerce.number().int().min(1).max(5000),
    asks: several(z.enum(NEEDS)),
  })
  .transform(({ day, from, until, ...facts }) => ({
    ...facts,
    startsAt: instantInParis(day, from),
    endsAt: instantInParis(day, until),
  }))

export type EventFacts = z.infer<typeof EventInput>
