/** The launch as the demonstration shows it: a letter that both sides approved, a poster still talked about, an offer to the few who agreed. */
import { todayOf } from '#app/convention/today.server.ts'
import { addComment, approve } from '#app/mobilisation/approvals.server.ts'
import { campaignOf, campaignsOf, createCampaign, writeText } from '#app/mobilisation/campaigns.server.ts'
import { noteConsent } from '#app/mobilisation/consents/consents.server.ts'
import { EVERYBODY } from '#app/mobilisation/criteria.ts'
import { eventsOf } from '#app/mobilisation/events/events.server.ts'
import { nameTown, recipientsOf } from '#app/mobilisation/recipients.server.ts'
import { type Kind, TEMPLATES } from '#app/mobilisation/templates.ts'
import { type Actor, type ActorTx, inConvention } from '#app/platform/database.server.ts'
import type { Role } from '#app/platform/permissions.ts'
import { ORIGIN } from './events.ts'

const AGREEING = 12
const TOWN = 'Europe/Paris'
const DAY_MS = 24 * 3_600_000

/** What the letters invite to. */
interface Meeting {
  startsAt: string
  address: string
}

/** Does nothing when it is already there: each step of loading may be done again. */
export async function prepareCampaigns(memberWho: (role: Role) => Promise<Actor>): Promise<void> {
  const [lead, animator, pilot] = [
    await memberWho('operator-lead'),
    await memberWho('operator-animator'),
    await memberWho('landlord-pilot'),
  ]
  const { campaigns } = await inConvention(lead, (tx) => campaignsOf(tx, 1))
  if (campaigns.length > 0) return
  const meeting = await inConvention(animator, comingMeeting)
  const letter = await inConvention(animator, (tx) => write(tx, 'Lettre de lancement', 'letter', meeting))
  await inConvention(lead, (tx) => nameTown(tx, '93140', 'Bondy'))
  for (const approver of [lead, pilot])
    await inConvention(approver, async (tx) => {
      const campaign = await campaignOf(tx, letter)
      await approve(tx, campaign, campaign.textId)
    })
  const poster = await inConvention(animator, (tx) => write(tx, 'Affiche de lancement', 'poster', meeting))
  await inConvention(animator, (tx) => write(tx, 'Rappel par texto', 'sms', meeting))
  await inConvention(animator, (tx) =>
    write(tx, 'Invitation des familles', 'email', meeting, { ...EVERYBODY, sizeFrom: 3 }),
  )
  await inConvention(animator, (tx) => offer(tx, meeting))
  await inConvention(pilot, async (tx) =>
    addComment(tx, await campaignOf(tx, poster), 'Ajoutez que le goûter est offert, et le plan de la salle.'),
  )
}

async function comingMeeting(tx: ActorTx): Promise<Meeting> {
  const { events } = await eventsOf(tx, 1)
  const next = events.find(({ startsAt }) => Date.parse(startsAt) > Date.now())
  if (!next) throw new Error('the demonstration has no meeting to invite to')
  return { startsAt: next.startsAt, address: `${ORIGIN}/event/${next.code}` }
}

/** What the template says, with what it leaves open filled in; the code on it leads to the meeting. */
async function write(tx: ActorTx, title: string, kind: Kind, meeting: Meeting, criteria = EVERYBODY): Promise<string> {
  const id = await createCampaign(tx, { title, kind, criteria })
  const { subject, body } = TEMPLATES[kind]
  const link = kind === 'letter' || kind === 'poster' ? meeting.address : null
  const words = { subject: completed(subject, meeting), body: completed(body, meeting), link }
  await writeText(tx, await campaignOf(tx, id), 1, words)
  return id
}

/** A group purchase: a seller gains, so that it goes to those alone who agreed at their door. */
async function offer(tx: ActorTx, meeting: Meeting): Promise<void> {
  const id = await createCampaign(tx, {
    title: 'Achat groupé de vélos',
    kind: 'email',
    legalKind: 'prospecting',
    criteria: EVERYBODY,
  })
  await writeText(tx, await campaignOf(tx, id), 1, {
    subject: 'Un vélo à prix réduit, à plusieurs',
    body: `Bonjour {civilité} {nom},

Des voisins veulent acheter un vélo. À plusieurs, le prix baisse.

L’atelier du quartier propose des vélos révisés. Vous pouvez les essayer ${dayWord(saturdayAfter(meeting.startsAt))}, de 10\u00a0h à 12\u00a0h, devant la salle des Ormes.

Vous êtes libre de venir ou non. Cela ne change rien à votre bail.`,
    link: null,
  })
  const reachable = (await recipientsOf(tx, await campaignOf(tx, id))).filter(({ lines }) => lines[0] !== '')
  for (const { personId } of reachable.slice(0, AGREEING))
    await noteConsent(tx, personId, { channel: 'email', given: true, way: 'door', on: await todayOf(tx) })
}

function completed(text: string, { startsAt }: Meeting): string {
  const day = dayWord(new Date(startsAt))
  const written: [open: string, written: string][] = [
    ['[jour et date] à [heure]\n[lieu]', `${capital(day)} à 18\u00a0h\nSalle des Ormes`],
    ['[jour et date] à [heure]', `${capital(day)} à 18\u00a0h`],
    ['[jour et date]', day],
    ['[heure]', '18\u00a0h'],
    ['[lieu]', 'la salle des Ormes'],
    ['[numéro]', '01 99 00 12 34'],
    ['[prénom et nom]', 'Claire Montreuil'],
    ['[nom court]', 'Les Ormes'],
  ]
  return written.reduce((words, [open, known]) => words.replaceAll(open, known), text)
}

function dayWord(day: Date): string {
  const [weekday, ...rest] = new Intl.DateTimeFormat('fr-FR', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: TOWN,
  })
    .format(day)
    .split(' ')
  return [weekday, rest.join('\u00a0')].join(' ')
}

function saturdayAfter(startsAt: string): Date {
  const from = new Date(startsAt)
  return new Date(from.getTime() + (6 - from.getUTCDay() || 7) * DAY_MS)
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
