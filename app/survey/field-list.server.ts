/** The list for the hall: who to see, by residence, with room to tick what came of it. Telephones stay out: paper gets lost. */

import type { ActorTx } from '#app/platform/database.server.ts'
import { pdfOf } from '#app/platform/documents/document.server.ts'
import { letterPaper } from '#app/platform/documents/letter-paper.server.ts'
import { formatInstant } from '#app/ui/format.ts'
import { m } from '#messages'
import { fieldPeople } from './contacts.server.ts'
import { personCode } from './person-code.ts'
import { carried, doorOf, lastOf, nameOf, nextOf } from './person-words.ts'

export async function fieldListPdf(tx: ActorTx, residenceId: string | undefined, now = new Date()): Promise<Buffer> {
  const people = (await fieldPeople(tx, residenceId)).map(carried).filter(({ is_protected }) => !is_protected)
  const residences = [...new Set(people.map(({ residence }) => residence ?? ''))]
  return pdfOf(
    'app/survey/field-list.typ',
    {
      ...(await letterPaper(tx)),
      title: m.survey_list_title(),
      about: m.survey_list_about({ at: formatInstant(now.toISOString()) }),
      intro: m.survey_list_intro(),
      empty: m.survey_field_empty(),
      head: [m.survey_person(), m.survey_where(), m.survey_contact_state(), m.survey_list_tick()],
      tick: m.survey_list_boxes(),
      residences: residences.map((name) => ({
        name,
        rows: people
          .filter(({ residence }) => (residence ?? '') === name)
          .map((person) => [
            [nameOf(person), personCode(person.pseudonym)].join(' · '),
            doorOf(person),
            [lastOf(person), nextOf(person)].filter(Boolean).join(' · '),
          ]),
      })),
    },
    now,
  )
}
