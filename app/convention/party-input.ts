import { z } from 'zod'
import { PARTS } from './parts.ts'

const Optional = (most: number) => z.string().trim().max(most).nullable().default(null)

export const PartyInput = z.object({
  part: z.enum(PARTS),
  name: z.string().trim().min(2).max(200),
  legalForm: Optional(80),
  siren: Optional(40),
  siret: Optional(40),
  address: Optional(300),
  isConfirmed: z
    .literal('yes')
    .optional()
    .transform((answer) => answer === 'yes'),
})
