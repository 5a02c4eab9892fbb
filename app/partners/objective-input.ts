/** An objective's wording, as it comes from a browser. */
import { z } from 'zod'

export const ObjectiveInput = z.object({
  title: z.string().trim().min(3).max(200),
  said: z.string().trim().min(3).max(5000),
  measure: z.string().trim().max(1000).default(''),
})
