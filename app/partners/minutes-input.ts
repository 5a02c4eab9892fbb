/** What is typed while minutes are written, as it comes from a browser. */
import { z } from 'zod'
import type { SentNote } from './minutes.server.ts'

const LONGEST_NOTE = 10_000
const Note = z
  .string()
  .catch('')
  .transform((said) => said.replaceAll('\r\n', '\n').trim())
const Point = z.uuid().nullable().default(null)
const Said = z.string().trim().min(3).max(1000)

export const MinutesChange = z.discriminatedUnion('intent', [
  z.looseObject({ intent: z.literal('notes') }).transform((form, context) => ({
    intent: form.intent,
    notes: notesIn(form, (field) =>
      context.addIssue({
        code: 'too_big',
        origin: 'string',
        maximum: LONGEST_NOTE,
        inclusive: true,
        input: form[field],
        path: [field],
      }),
    ),
  })),
  z.object({ intent: z.literal('decision'), id: z.uuid().optional(), decision: Said, decisionPoint: Point }),
  z.object({
    intent: z.literal('action'),
    id: z.uuid().optional(),
    action: Said,
    actionPoint: Point,
    organisationId: z.uuid(),
    person: z.string().trim().max(120).default(''),
    dueOn: z.iso.date(),
  }),
  z.object({ intent: z.literal('take-back'), what: z.enum(['decision', 'action']), id: z.uuid() }),
  z.object({ intent: z.literal('publish') }),
])

/** `was.<point>` says that the point was in the form, and in what state; then `said.<point>` is its text, an emptied one not being sent. */
function notesIn(form: Record<string, unknown>, tooLong: (field: string) => void): SentNote[] {
  return Object.entries(form).flatMap(([name, state]) => {
    const pointId = z.uuid().safeParse(name.replace(/^was\./, ''))
    const was = z.string().safeParse(state)
    if (!(pointId.success && was.success)) return []
    const field = `said.${pointId.data}`
    const said = Note.parse(form[field])
    if (said.length > LONGEST_NOTE) tooLong(field)
    return { pointId: pointId.data, said, was: was.data }
  })
}
