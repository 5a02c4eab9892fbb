/** The form of a registration, as it comes from a browser. */
import { z } from 'zod'
import { several } from '#app/ui/read-form.ts'
import { LANGUAGES, MOST_OF_A_GROUP, NEEDS } from './choices.ts'

const People = z.coerce.number().int().min(0).max(MOST_OF_A_GROUP)

export const RegistrationInput = z
  .object({
    seal: z.string().max(200).default(''),
    /** Nobody sees this field: a machine fills it. */
    website: z.string().max(2000).default(''),
    firstName: z.string().trim().min(1).max(40),
    residence: z.union([z.literal('elsewhere'), z.uuid()]),
    adults: People.default(0),
    children: People.default(0),
    needs: several(z.enum(NEEDS)),
    language: z.enum(LANGUAGES).nullable().default(null),
    email: z.string().trim().toLowerCase().pipe(z.email().max(200)).nullable().default(null),
    phone: z.string().trim().max(30).nullable().default(null),
  })
  .refine(({ adults, children }) => adults + children > 0, {
    path: ['adults'],
    params: { code: 'mobilisation.nobody-comes' },
  })

export type RegistrationInput = z.infer<typeof RegistrationInput>
