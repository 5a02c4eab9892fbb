/** A person of a panel as the contact pages say them. */

import { formatDate, formatInstant } from '#app/ui/format.ts'
import { m } from '#messages'
import type { Asked } from './contacts.server.ts'
import { nextWord, outcomeWord } from './outcomes.ts'

/** What a contact page carries of a person: plain data, instants as text. */
export function carried({ appointment_at, ...person }: Asked) {
  return { ...person, appointment_at: appointment_at ? new Date(appointment_at).toISOString() : null }
}

export type Carried = ReturnType<typeof carried>

export function nameOf({ first_name, last_name, is_protected, pseudonym }: Carried): string {
  if (is_protected) return m.survey_protected()
  return [first_name, last_name].filter(Boolean).join(' ') || pseudonym
}

export function doorOf({ is_protected, address, floor, door }: Carried): string {
  if (is_protected) return ''
  return [address, floor === null ? null : m.survey_floor({ floor }), door === null ? null : m.survey_door({ door })]
    .filter(Boolean)
    .join(', ')
}

export function lastOf({ outcomes }: Carried): string {
  const last = outcomes.at(-1)
  return last === undefined ? m.survey_no_try() : m.survey_tries({ count: outcomes.length, last: outcomeWord(last) })
}

export function nextOf({ next, appointment_at }: Carried): string {
  if (appointment_at) return m.survey_appointment_on({ at: formatInstant(appointment_at) })
  if (!next?.step) return ''
  return next.on
    ? m.survey_next_on({ step: nextWord(next.step), on: formatDate(next.on, 'medium') })
    : nextWord(next.step)
}
