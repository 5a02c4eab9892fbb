/** A party's word, as it comes from a browser. */
import { z } from 'zod'
import { WORD_KINDS } from './choices.ts'

export const WordInput = z.object({
  intent: z.literal('speak'),
  kind: z.enum(WORD_KINDS),
  said: z.string().trim().max(2000).default(''),
})
