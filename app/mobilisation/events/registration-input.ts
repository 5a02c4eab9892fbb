/** The forms of the public page, as they come from a browser. */
import { z } from 'zod'
import { several } from '#app/ui/read-form.ts'
import { LANGUAGES, MOST_OF_A_GROUP, NEEDS } from './choices.ts'

const People = z.coerce.number().int().min(0).max(MOST_OF_A_GROUP)

/** Nobody sees the field `website`: a machine fills it. */
const Sealed = z.object({ seal: z.string().max(200).default(''), website: z.string().max(2000).default('') })

export const RegistrationInput = z
  .object({
    ...Sealed.shape,
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

export const FeedbackInput = z.object({
  ...Sealed.shape,
  face: z.coerce.number().int().min(1).max(3),
  said: z.string().trim().max(300).nullable().default(null),
})
