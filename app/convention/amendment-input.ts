import { z } from 'zod'
import { Day } from './input.ts'

export const AmendmentInput = z.object({
  title: z.string().trim().min(1).max(200),
  changes: z.string().trim().min(1).max(4000),
  effectiveOn: Day,
})
