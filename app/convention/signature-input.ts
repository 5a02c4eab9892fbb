import { z } from 'zod'
import { Day } from './input.ts'

export const SignatureInput = z.object({
  signedOn: Day,
  signer: z.string().trim().min(1).max(120),
  capacity: z.string().trim().max(120).nullable().default(null),
})
