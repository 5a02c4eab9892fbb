/** The form of a meeting, as it comes from a browser. */
import { z } from 'zod'
import { instantInParis } from '#packages/french/paris-time.ts'
import { MEETING_KINDS, MOST_POINTS } from './choices.ts'

const MOST_LETTERS = 200
const PointTitle = z.string().trim().default('')
const PointMinutes = z.coerce.number().int().min(1).max(480).nullable().default(null)
const PointId = z.uuid().nullable().default(null)

const Hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

export const MeetingInput = z
  .looseObject({
    kind: z.enum(MEETING_KINDS),
    title: z.string().trim().min(3).max(200),
    day: z.iso.date(),
    from: Hour,
    until: Hour,
    place: z.string().trim().min(2).max(300),
    remoteLink: z
      .url({ protocol: /^https$/ })
      .max(500)
      .optional(),
  })
  .transform(({ kind, title, day, from, until, place, remoteLink, ...form }, context) => {
    const points = Array.from({ length: MOST_POINTS }, (_, at) => {
      const minutes = PointMinutes.safeParse(form[`point.${at}.minutes`])
      if (!minutes.success)
        context.addIssue({
          code: 'custom',
          path: [`point.${at}.minutes`],
          params: { code: 'partners.minutes-of-point' },
        })
      const field = `point.${at}.title`
      const title = PointTitle.catch('').parse(form[field])
      if (title.length > MOST_LETTERS)
        context.addIssue({
          code: 'too_big',
          origin: 'string',
          maximum: MOST_LETTERS,
          inclusive: true,
          input: title,
          path: [field],
        })
      return {
        id: PointId.catch(null).parse(form[`point.${at}.id`]),
        title,
        minutes: minutes.data ?? null,
        field,
      }
    })
    return {
      kind,
      title,
      startsAt: instantInParis(day, from),
      endsAt: instantInParis(day, until),
      place,
      remoteLink: remoteLink ?? null,
      points: points.filter(({ title }) => title !== '').map(({ id, title, minutes }) => ({ id, title, minutes })),
      removed: points.flatMap(({ id, title, field }) => (id !== null && title === '' ? [{ id, field }] : [])),
    }
  })
