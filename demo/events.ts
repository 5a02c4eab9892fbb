/** The launch event as the demonstration shows it: open, with people of several residences. Everyone is invented. */
import { addEvent, eventOf, eventsOf, openEvent } from '#app/mobilisation/events/events.server.ts'
import { sealForm } from '#app/mobilisation/events/form-seal.server.ts'
import { RegistrationInput } from '#app/mobilisation/events/registration-input.ts'
import { publicResidences, register } from '#app/mobilisation/events/registrations.server.ts'
import { type Actor, inConvention } from '#app/platform/database.server.ts'
import type { Role } from '#app/platform/permissions.ts'
import { settings } from '#app/platform/settings.server.ts'
import { inParis, instantInParis } from '#packages/french/paris-time.ts'

const DAY_MS = 24 * 3_600_000
const ABOUT = `Nous venons vous écouter. Que se passe-t-il bien chez vous\u202f? Que faut-il changer\u202f?

Il y aura un goûter. Les enfants sont les bienvenus\u00a0: un coin est prévu pour eux.`

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

/** Does nothing when it is already there. */
export async function prepareEvent(memberWho: (role: Role) => Promise<Actor>): Promise<void> {
  const animator = await memberWho('operator-animator')
  if ((await inConvention(animator, (tx) => eventsOf(tx, 1))).events.length > 0) return
  const origin = settings.PALIER_URL ?? `http://localhost:${settings.PORT}`
  const { day } = inParis(new Date(Date.now() + 12 * DAY_MS))
  const code = await inConvention(animator, async (tx) => {
    const id = await addEvent(tx, {
      title: 'Parlons de notre résidence',
      about: ABOUT,
      startsAt: instantInParis(day, '18:00'),
      endsAt: instantInParis(day, '20:00'),
      place: 'Salle des Ormes, 12 avenue Henri-Barbusse (entrée de plain-pied)',
      phone: '01 99 00 12 34',
      capacity: 24,
      asks: ['step-free', 'seat', 'children', 'company', 'interpreter'],
    })
    await openEvent(tx, id, origin)
    return (await eventOf(tx, id)).code
  })
  const residences = await publicResidences(code)
  for (const [index, [firstName, adults, children, needs = [], language]] of COMING.entries()) {
    const residence = residences[(index * 7) % residences.length]?.id ?? 'elsewhere'
    const seal = sealForm(`event ${code}`, Date.now() - 60_000)
    const email = `${firstName.normalize('NFD').replaceAll(/\W/g, '').toLowerCase()}@inscrits.example`
    const typed = { seal, firstName, residence, adults, children, needs, email, ...(language ? { language } : {}) }
    await register({ code, address: `demonstration ${index}`, origin }, RegistrationInput.parse(typed))
  }
}
