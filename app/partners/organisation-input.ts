/** Forms about an organisation, as they come from a browser. */
import { z } from 'zod'
import { ENGAGEMENTS, ORGANISATION_KINDS } from './choices.ts'

const Ticked = z
  .literal('yes')
  .optional()
  .transform((value) => value === 'yes')

export const OrganisationInput = z.object({
  name: z.string().trim().min(2).max(200),
  kind: z.enum(ORGANISATION_KINDS),
  isParty: Ticked,
})

const Contact = z.object({
  intent: z.literal('contact'),
  id: z.uuid().optional(),
  name: z.string().trim().min(2).max(120),
  duty: z.string().trim().max(120).default(''),
  email: z.email().toLowerCase().max(200).nullable().default(null),
  phone: z.string().trim().max(30).nullable().default(null),
  memberId: z.uuid().nullable().default(null),
})

export const OrganisationChange = z.discriminatedUnion('intent', [
  OrganisationInput.extend({ intent: z.literal('change'), archived: Ticked }),
  z.object({
    intent: z.literal('step'),
    engagement: z.enum(ENGAGEMENTS),
    interest: z.string().trim().max(1000).default(''),
    note: z.string().trim().max(1000).default(''),
    happenedOn: z.iso.date(),
  }),
  Contact,
  z.object({ intent: z.literal('remove'), id: z.uuid() }),
])
