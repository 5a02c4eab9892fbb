/** A finding as the form sends it. */
import { z } from 'zod'
import { AUDIENCES } from './choices.ts'

export const FindingForm = z.object({
  audience: z.enum(AUDIENCES),
  title: z.string().trim().min(3).max(200),
  statement: z.string().trim().min(3).max(4000),
  plain: z.string().trim().max(600).default(''),
})
