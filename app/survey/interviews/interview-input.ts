/** What the forms of an interview send. */
import { z } from 'zod'
import { PLACES } from '../outcomes.ts'
import { LONGEST_OF_ALL_NOTES } from './answer-limits.ts'
import { CONSENTS } from './interview-choices.ts'

const Ticked = z
  .literal('yes')
  .optional()
  .transform((value) => value === 'yes')

const Agreements = {
  agreesQuotation: Ticked,
  agreesRecall: Ticked,
  agreesAudio: Ticked,
  agreesPhoto: Ticked,
}

const Id = z.uuid().optional()

export const InterviewForm = z
  .object({
    id: z.uuid(),
    from: z.enum(['visit', 'paper']),
    person: Id,
    caretaker: Id,
    guide: z.uuid(),
    heldOn: z.iso.date(),
    place: z.enum(PLACES),
    interviewer: z.uuid(),
    second: Id,
    consent: z.enum(CONSENTS),
    ...Agreements,
  })
  .superRefine(({ person, caretaker }, check) => {
    if (!person && !caretaker)
      check.addIssue({ code: 'custom', path: ['caretaker'], params: { code: 'form.required' } })
  })

/** A browser without scripts ends its lines otherwise: the same words are the same. */
const Notes = z
  .string()
  .max(LONGEST_OF_ALL_NOTES)
  .transform((text) => text.replaceAll('\r\n', '\n').trim())
  .default('')

export const NotesForm = z.object({ notes: Notes })

export const EndingForm = z.object({
  minutes: z.coerce.number().int().min(1).max(300),
  place: z.enum(PLACES),
  ended: z.enum(['whole', 'partial']),
  notes: Notes,
  ...Agreements,
})
