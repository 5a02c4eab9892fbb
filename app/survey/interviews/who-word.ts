import { m } from '#messages'
import { personCode } from '../person-code.ts'

/** Who was interviewed, as the operator's pages name them: a tenant by residence and the beginning of the pseudonym, a caretaker by name. */
export function whoWord(interview: {
  caretaker: string | null
  pseudonym: string | null
  residence: string | null
}): string {
  if (interview.caretaker !== null) return interview.caretaker
  return m.survey_who_tenant({
    code: interview.pseudonym === null ? '' : personCode(interview.pseudonym),
    residence: interview.residence ?? '',
  })
}
