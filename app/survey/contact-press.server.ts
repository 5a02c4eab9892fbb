/** The presses of the contact pages, in the field and at the desk: one way for both. */
import type { ActorTx } from '#app/platform/database.server.ts'
import { instantInParis } from '#packages/french/paris-time.ts'
import type { ContactPress } from './contact-input.ts'
import { cancelAppointment, makeAppointment, notePcs, recordAttempt } from './contacts.server.ts'
import { panelOfPerson, replacePerson } from './replacements.server.ts'

export async function followContact(tx: ActorTx, press: ContactPress): Promise<void> {
  switch (press.intent) {
    case 'attempt':
      return recordAttempt(tx, { ...press, personId: press.person })
    case 'appointment':
      return makeAppointment(tx, {
        id: press.id,
        personId: press.person,
        startsAt: instantInParis(press.day, press.hour),
        place: press.place,
      })
    case 'cancel-appointment':
      return cancelAppointment(tx, press.appointment)
    case 'pcs':
      return notePcs(tx, { id: press.id, personId: press.person, pcs: press.pcs })
    case 'replace':
      return void (await replacePerson(tx, await panelOfPerson(tx, press.person), press.person))
  }
}
