import { z } from 'zod/mini'

export const Stamp = z.object({ wallMs: z.number(), counter: z.number(), device: z.string() })
