/** Partners of the demonstration: a committee that met, one that is convened, objectives under discussion. Everyone is invented. */

import { giveSeat, setRhythm } from '#app/partners/committee.server.ts'
import { addGuest, convene, recordAttendance } from '#app/partners/convening.server.ts'
import { addMeeting, inviteesOf, type MeetingFacts } from '#app/partners/meetings.server.ts'
import { addAction, addDecision, draftOf, publishMinutes, writeNotes } from '#app/partners/minutes.server.ts'
import { proposeObjective, rewordObjective, versionsOf } from '#app/partners/objectives.server.ts'
import {
  addOrganisation,
  contactNames,
  keepContact,
  noteStep,
  seatParties,
} from '#app/partners/organisations.server.ts'
import { speak } from '#app/partners/party.server.ts'
import { type Actor, type ActorTx, inConvention } from '#app/platform/database.server.ts'
import type { Role } from '#app/platform/permissions.ts'
import { settings } from '#app/platform/settings.server.ts'
import { inParis, instantInParis } from '#packages/french/paris-time.ts'

const DAY_MS = 24 * 3_600_000
const PLACE = 'Mairie annexe, salle du rez-de-chaussée (entrée de plain-pied)'

const HOLDERS = ['Claire Montreuil', 'Hélène Garrigue', 'Victor Lemaire', 'Odile Marchetti']
const FIRST = {
  title: 'Premier comité de pilotage',
  points: ['Tour de table et rôle de chacun', 'Méthode du diagnostic'],
}
const SECOND = {
  title: 'Deuxième comité de pilotage',
  points: ['Premiers résultats du diagnostic', 'Objectifs de la mission', 'Calendrier des entretiens'],
}

const ORGANISATIONS = [
  {
    name: 'Ville de Bondy (démonstration)',
    kind: 'commune',
    isParty: true,
    engagement: 'engaged',
    interest: 'La place des jardins partagés et l’accueil des nouveaux habitants.',
    note: 'Rencontre avec l’adjoint à l’habitat : la ville siège au comité.',
    people: [['Victor Lemaire', 'chargé de mission habitat', 'victor.lemaire@commune.example']],
  },
  {
    name: 'Maison des Tilleuls',
    kind: 'association',
    isParty: false,
    engagement: 'active',
    interest: 'Ateliers de français et garde d’enfants pendant les réunions.',
    note: 'Prête sa salle le mardi soir.',
    people: [['Odile Marchetti', 'coordinatrice', 'odile.marchetti@tilleuls.example']],
  },
  {
    name: 'Caisse locale de solidarité',
    kind: 'social-service',
    isParty: false,
    engagement: 'met',
    interest: 'L’orientation des personnes âgées isolées.',
    note: 'Attend le diagnostic avant de s’engager.',
    people: [['Samba Kieffer', 'responsable de secteur', 'samba.kieffer@solidarite.example']],
  },
  {
    name: 'Fonds pour le logement partagé',
    kind: 'funder',
    isParty: false,
    engagement: 'to-meet',
    interest: '',
    note: 'Dossier à préparer avec le bailleur.',
    people: [],
  },
] as const

/** Does nothing when it was done before. */
export async function bringPartners(actorOf: (role: Role) => Promise<Actor>, now = new Date()): Promise<void> {
  const partner = await actorOf('partner')
  const objective = await inConvention(await actorOf('operator-lead'), async (tx) => {
    const begun = await tx.selectFrom('partners_organisation').select('id').limit(1).executeTakeFirst()
    if (begun) return undefined
    await seatParties(tx)
    for (const { people, engagement, interest, note, ...organisation } of ORGANISATIONS) {
      const id = await addOrganisation(tx, organisation)
      for (const [name, duty, email] of people) {
        const memberId = name === partner.displayName ? partner.memberId : null
        await keepContact(tx, id, { name, duty, email, phone: null, memberId })
      }
      await noteStep(tx, id, { engagement, interest, note, happenedOn: dayFrom(now, -60) })
    }
    const holders = (await contactNames(tx)).filter(({ name }) => HOLDERS.includes(name))
    for (const { id: holderId } of holders)
      await giveSeat(tx, { holderId, substituteId: null, fromOn: dayFrom(now, -60) })
    await setRhythm(tx, { months: [3, 6, 10], week: 2, weekday: 2, at: '14:00', minutes: 120, place: PLACE })
    await meet(tx, holders, now)
    await convene(tx, await addMeeting(tx, meeting(SECOND, dayFrom(now, 21))), {
      contactIds: holders.map(({ id }) => id),
      origin: settings.PALIER_URL ?? `http://localhost:${settings.PORT}`,
      message: '',
    })
    return proposeObjectives(tx)
  })
  if (objective) await discuss(actorOf, objective)
}

/** A meeting that took place: no letter leaves for what is past, and everyone came as guests. */
async function meet(tx: ActorTx, holders: readonly { name: string; organisation: string }[], now: Date): Promise<void> {
  const meetingId = await addMeeting(tx, meeting(FIRST, dayFrom(now, -35)))
  const { points: agenda } = await draftOf(tx, meetingId)
  for (const { name, organisation } of [...holders, { name: 'Bakary Lindon', organisation: 'Conseil citoyen' }])
    await addGuest(tx, meetingId, { name, organisation })
  const people = await inviteesOf(tx, meetingId)
  const excused = people.find(({ name }) => name === 'Odile Marchetti')?.id
  if (excused) await recordAttendance(tx, meetingId, new Map([[excused, 'excused']]))
  const [start, diagnosis] = agenda
  const said = [
    'Tour de table. La ville rappelle que deux autres démarches sont en cours dans le quartier et demande un calendrier commun.',
    'L’opérateur présente la méthode : fichiers publics, fichiers du bailleur, puis panel tiré au sort.\n\nLe bailleur demande que les gardiens soient entendus avant les locataires.',
  ]
  await writeNotes(
    tx,
    meetingId,
    agenda.map(({ id, state }, index) => ({ pointId: id, said: said[index] ?? '', was: state })),
  )
  await addDecision(tx, meetingId, { said: 'Les gardiens sont entendus en premier.', pointId: diagnosis?.id ?? null })
  await addDecision(tx, meetingId, { said: 'Le comité se réunit trois fois par an.', pointId: start?.id ?? null })
  const organisations = await tx.selectFrom('partners_organisation').select(['id', 'kind']).execute()
  const byKind = (kind: string) => organisations.find((each) => each.kind === kind)?.id ?? ''
  const action = { pointId: diagnosis?.id ?? null, person: '' }
  await addAction(tx, meetingId, {
    ...action,
    said: 'Transmettre le fichier des locataires à jour',
    organisationId: byKind('landlord'),
    person: 'Hélène Garrigue',
    dueOn: dayFrom(now, -3),
  })
  await addAction(tx, meetingId, {
    ...action,
    said: 'Envoyer le calendrier des autres démarches du quartier',
    organisationId: byKind('commune'),
    dueOn: dayFrom(now, 20),
  })
  await publishMinutes(tx, meetingId)
}

async function proposeObjectives(tx: ActorTx): Promise<string> {
  const id = await proposeObjective(tx, {
    title: 'Accueillir chaque nouveau locataire',
    said: 'Que chaque personne qui emménage soit accueillie par un gardien et, si elle le veut, par un voisin.',
    measure: 'Part des emménagements de l’année suivis d’un accueil dans le mois.',
  })
  await rewordObjective(tx, id, 1, {
    title: 'Accueillir chaque nouveau locataire',
    said: 'Que chaque personne qui emménage soit accueillie dans le mois par un gardien et, si elle le veut, par un voisin de sa résidence.',
    measure: 'Part des emménagements de l’année suivis d’un accueil dans le mois.',
  })
  await proposeObjective(tx, {
    title: 'Repérer plus tôt l’isolement des aînés',
    said: 'Que les équipes de proximité sachent à qui parler, et quand, lorsqu’une personne âgée ne se montre plus.',
    measure: '',
  })
  return id
}

async function discuss(actorOf: (role: Role) => Promise<Actor>, objectiveId: string): Promise<void> {
  const words = [
    ['operator-lead', 'approval', ''],
    ['landlord-pilot', 'approval', 'D’accord si les gardiens sont formés avant l’été.'],
    ['partner', 'comment', 'La ville peut remettre son livret d’accueil à cette occasion.'],
  ] as const
  for (const [role, kind, said] of words)
    await inConvention(await actorOf(role), async (tx) => {
      const [{ id: versionId }] = await versionsOf(tx, objectiveId)
      await speak(tx, { versionId }, { kind, said })
    })
}

function meeting({ title, points }: typeof FIRST, day: string): MeetingFacts {
  return {
    kind: 'copil',
    title,
    startsAt: instantInParis(day, '14:00'),
    endsAt: instantInParis(day, '16:00'),
    place: PLACE,
    remoteLink: null,
    points: points.map((point) => ({ id: null, title: point, minutes: 40 })),
  }
}

function dayFrom(now: Date, days: number): string {
  return inParis(new Date(now.getTime() + days * DAY_MS)).day
}
