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

type Named = Pick<Carried, 'first_name' | 'last_name' | 'is_protected' | 'pseudonym'>

export function nameOf({ first_name, last_name, is_protected, pseudonym }: Named): string {
  if (is_protected) return m.survey_protected()
  return [first_name, last_name].filter(Boolean).join(' ') || pseudonym
}

type Housed = Pick<Carried, 'is_protected' | 'address' | 'floor' | 'door'>

export function doorOf({ is_protected, address, floor, door }: Housed): string {
  if (is_protected) return ''
  return [address, floor === null ? null : floorWord(floor), door === null ? null : m.survey_door({ door })]
    .filter(Boolean)
    .join(', ')
}

function floorWord(floor: number): string {
  return floor === 0 ? m.survey_ground_floor() : m.survey_floor({ floor })
}

/** A telephone number as it is read aloud in France; others stay as they are kept. */
export function phoneWord(phone: string): string {
  return phone.replace(/^\+33(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '0$1\u00A0$2\u00A0$3\u00A0$4\u00A0$5')
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
