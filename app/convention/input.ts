/** Fields that several forms of the contract share. */
import { z } from 'zod'
import { isDay } from '#packages/schedule/days.ts'

export const Day = z.string().refine(isDay, { params: { code: 'convention.not-a-day' } })

/** The amendment under which something is written, or none. */
export const Amendment = z.uuid().nullable().default(null)

export const DeliverableInput = z.object({
  title: z.string().trim().min(1).max(200),
  partyId: z.uuid(),
  dueOn: Day,
})
