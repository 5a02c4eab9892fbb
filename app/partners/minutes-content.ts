/** Minutes as they were given out: what is read, printed and kept. */
import { z } from 'zod'
import { ATTENDANCES, MEETING_KINDS } from './choices.ts'

/** What stood in this place in an earlier version. */
const Replaced = z.object({ said: z.string(), version: z.number() }).nullable().default(null)
export type Replaced = z.infer<typeof Replaced>

const GivenDecision = z
  .string()
  .transform((said) => ({ said, replaces: null })) // as minutes were kept before decisions could be replaced
  .or(z.object({ said: z.string(), replaces: Replaced }))

const GivenAction = z.object({
  said: z.string(),
  organisation: z.string(),
  person: z.string(),
  dueOn: z.string(),
  replaces: Replaced,
})

const GivenPart = z.object({
  /** Nothing for what belongs to no point of the agenda. */
  title: z.string().nullable(),
  said: z.string(),
  decisions: z.array(GivenDecision),
  actions: z.array(GivenAction),
})

export const MinutesContent = z.object({
  kind: z.enum(MEETING_KINDS),
  title: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  place: z.string(),
  people: z.array(
    z.object({
      name: z.string(),
      organisation: z.string(),
      attendance: z.enum(ATTENDANCES).nullable(),
      substitute: z.string().nullable(),
    }),
  ),
  parts: z.array(GivenPart),
  /** Still open from earlier meetings. */
  earlier: z.array(GivenAction),
})
export type MinutesContent = z.infer<typeof MinutesContent>

/** Which version an address asks for; none: the newest. */
export function askedVersion(url: string): number | undefined {
  return Version.parse(new URL(url).searchParams.get('version') ?? undefined)
}
const Version = z.coerce.number().int().positive().optional().catch(undefined)
