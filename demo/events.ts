/** Events as the demonstration shows them: one that took place, one open to registrations. Everyone is invented. */
import { randomUUID } from 'node:crypto'
import { doorListOf, notePresent, residencesAtTheDoor } from '#app/mobilisation/events/attendance.server.ts'
import { NEEDS } from '#app/mobilisation/events/choices.ts'
import type { EventFacts } from '#app/mobilisation/events/event-input.ts'
import { addEvent, changeEvent, eventOf, eventsOf, openEvent } from '#app/mobilisation/events/events.server.ts'
import { giveFeedback } from '#app/mobilisation/events/feedback.server.ts'
import { RegistrationInput } from '#app/mobilisation/events/registration-input.ts'
import { publicResidences, register, sealFor } from '#app/mobilisation/events/registrations.server.ts'
import { type Actor, inConvention } from '#app/platform/database.server.ts'
import type { Role } from '#app/platform/permissions.ts'
import { settings } from '#app/platform/settings.server.ts'
import { inParis, instantInParis } from '#packages/french/paris-time.ts'

const DAY_MS = 24 * 3_600_000
/** Where the demonstration is, as letters and codes say it. */
export const ORIGIN = settings.PALIER_URL ?? `http://localhost:${settings.PORT}`
const ABOUT = `Nous venons vous écouter. Que se passe-t-il bien chez vous\u202f? Que faut-il changer\u202f?

Il y aura un goûter. Les enfants sont les bienvenus\u00a0: un coin est prévu pour eux.`

const OPINIONS: [face: number, said?: string][] = [
  [3, 'On a pu parler du local à vélos.'],
  [3],
  [3, 'Merci pour les enfants.'],
  [2, 'Plus de chaises la prochaine fois.'],
  ...Array.from({ length: 9 }, (): [number] => [3]),
  ...Array.from({ length: 5 }, (): [number] => [2]),
]

const COMING: [firstName: string, adults: number, children: number, needs?: string[], language?: string][] = [
  ['Nadia', 1, 2, ['children']],
  ['Karim', 2, 0],
  ['Marguerite', 1, 0, ['seat', 'step-free']],
  ['Aminata', 1, 3, ['children', 'interpreter'], 'bm'],
  ['José', 2, 0, ['interpreter'], 'pt'],
  ['Hélène', 1, 0],
  ['Mehdi', 1, 1],
  ['Thérèse', 2, 0, ['seat', 'company']],
  ['Inès', 1, 0],
  ['Omar', 2, 2, ['children', 'interpreter'], 'ar'],
  ['Lucie', 1, 1],
  ['Samuel', 1, 0],
]

interface Prepared {
  title: string
  day: string
  capacity: number
}

/** Does nothing when it is already there. */
export async function prepareEvents(memberWho: (role: Role) => Promise<Actor>): Promise<void> {
  const animator = await memberWho('operator-animator')
  if ((await inConvention(animator, (tx) => eventsOf(tx, 1))).events.length > 0) return
  await rememberFirst(animator)
  await openOne(animator, { title: 'Parlons de notre résidence', day: dayIn(12), capacity: 60 })
}

/** The first meeting, five days ago: who had registered, who came, what they thought. */
async function rememberFirst(animator: Actor): Promise<void> {
  const { id, code, facts } = await openOne(animator, { title: 'Goûter de lancement', day: dayIn(1), capacity: 24 })
  await inConvention(animator, async (tx) => {
    for (const [index, { id: subject, people }] of (await doorListOf(tx, id)).entries())
      if (index % 4 !== 3) await notePresent(tx, id, { subject, kind: 'registered', people, residenceId: null })
    for (const [index, { id: residenceId }] of (await residencesAtTheDoor(tx)).entries())
      if (index % 6 === 0)
        await notePresent(tx, id, { subject: randomUUID(), kind: 'walk-in', people: 1 + (index % 3), residenceId })
    const day = dayIn(-5)
    const then = { startsAt: instantInParis(day, '17:00'), endsAt: instantInParis(day, '19:00') }
    await changeEvent(tx, id, { ...facts, ...then }, ORIGIN)
  })
  for (const [index, [face, said]] of OPINIONS.entries())
    await giveFeedback(
      { code, address: `demonstration ${index}` },
      { website: '', seal: sealOf(code), face, said: said ?? null },
    )
}

async function openOne(animator: Actor, { title, day, capacity }: Prepared) {
  const facts: EventFacts = {
    title,
    about: ABOUT,
    startsAt: instantInParis(day, '18:00'),
    endsAt: instantInParis(day, '20:00'),
    place: 'Salle des Ormes, 12 avenue Henri-Barbusse (entrée de plain-pied)',
    phone: '01 99 00 12 34',
    capacity,
    asks: [...NEEDS],
  }
  const { id, code } = await inConvention(animator, async (tx) => {
    const added = await addEvent(tx, facts)
    await openEvent(tx, added, ORIGIN)
    return eventOf(tx, added)
  })
  const residences = await publicResidences(code)
  for (const [index, [firstName, adults, children, needs = [], language]] of COMING.entries()) {
    const residence = residences[(index * 7) % residences.length]?.id ?? 'elsewhere'
    const email = `${firstName.normalize('NFD').replaceAll(/\W/g, '').toLowerCase()}@inscrits.example`
    const typed = {
      seal: sealOf(code),
      firstName,
      residence,
      adults,
      children,
      needs,
      email,
      ...(language ? { language } : {}),
    }
    await register({ code, address: `demonstration ${index}`, origin: ORIGIN }, RegistrationInput.parse(typed))
  }
  return { id, code, facts }
}

function dayIn(days: number): string {
  return inParis(new Date(Date.now() + days * DAY_MS)).day
}

/** A form that somebody had in their hands for a minute. */
function sealOf(code: string): string {
  return sealFor(code, Date.now() - 60_000)
}
