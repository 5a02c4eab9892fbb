/**
 * The convention of the demonstration as it stands some ten months after the order: signed, amended twice, a third amendment waiting
 * for the landlord's signature, some deliverables done with what shows it, some late.
 */
import { addAmendment } from '#app/convention/amendments.server.ts'
import { deliverablesOf, noteState } from '#app/convention/deliverables.server.ts'
import { attachDocument, attachRecord, evidenceOf, recordsToAttach } from '#app/convention/evidence.server.ts'
import { settleFunding } from '#app/convention/funding.server.ts'
import { actionOf, addAction, missions, rewordAction } from '#app/convention/missions.server.ts'
import { addParty, changeParty, parties } from '#app/convention/parties.server.ts'
import type { Part } from '#app/convention/parts.ts'
import { perimeter, writePerimeter } from '#app/convention/perimeter.server.ts'
import { recordSignature } from '#app/convention/signatures.server.ts'
import { isStarted, startConvention } from '#app/convention/start.server.ts'
import { changeTerms } from '#app/convention/terms.server.ts'
import { type Actor, type ActorTx, inConvention } from '#app/platform/database.server.ts'
import { pdfOf } from '#app/platform/documents/document.server.ts'
import { receiveBytes } from '#app/platform/files.server.ts'

const ORDERED_ON = '2026-01-12'

interface Signatory {
  part: Part
  signer: string
  capacity: string
}

/** Numbers that pass their check and that Sirene does not give: none begins with so many zeros. */
const IDENTITIES: (Signatory & { legalForm: string; siret: string; address: string })[] = [
  {
    part: 'operator',
    legalForm: 'SAS',
    siret: '00010010700010',
    address: '4 passage des Paliers, 93000 Bobigny',
    signer: 'Marc Vasseur',
    capacity: 'Président',
  },
  {
    part: 'landlord',
    legalForm: 'SA d’HLM',
    siret: '00020020400014',
    address: '18 allée des Ormes, 93000 Bobigny',
    signer: 'Odile Kermarec',
    capacity: 'Directrice générale',
  },
]

const MINUTES = [
  {
    deliverable: 'Composition du comité de pilotage',
    paragraphs: [
      'Le comité de pilotage réunit le bailleur, l’opérateur et la commune, qui reste à confirmer. Il se tient deux fois par an.',
      'Les associations de quartier y sont invitées selon l’ordre du jour.',
    ],
  },
  {
    deliverable: 'Objectifs affinés avec les partenaires',
    paragraphs: [
      'Trois objectifs sont retenus : rompre l’isolement des personnes âgées, faire vivre les pieds d’immeuble, alléger les charges.',
      'Chaque objectif sera relu en comité de pilotage au vu du diagnostic.',
    ],
  },
]

/** Does nothing where a convention stands already: all of it comes in one transaction. */
export async function bringContract(lead: Actor): Promise<void> {
  if (await inConvention(lead, isStarted)) return
  const documents = await Promise.all(MINUTES.map((minutes) => receivedMinutes(lead, minutes)))
  await inConvention(lead, async (tx) => {
    await startConvention(tx, {
      orderOn: ORDERED_ON,
      phaseRelation: 'sequential',
      operationOn: null,
      semesterRule: 'rolling',
      monthEnd: 'same-day',
      commune: 'la commune de Bondy',
    })
    await writePerimeter(tx, {
      statement: 'Le patrimoine d’Habitat des Ormes sur la commune de Bondy, environ 3\u202f000 logements.',
      statedDwellings: 3000,
      residenceIds: [],
      amendmentId: null,
    })
    await identifyAndSign(tx)
    await amend(tx)
    await shareOperation(tx)
    await prolong(tx)
    await widen(tx)
    await deliver(tx, documents)
  })
}

async function receivedMinutes(lead: Actor, { deliverable, paragraphs }: (typeof MINUTES)[number]) {
  const pdf = pdfOf(
    'demo/minutes.typ',
    {
      title: deliverable,
      sender: 'Atelier des Paliers',
      about: 'Document de démonstration',
      notice: 'Document fictif : les personnes et les organismes sont inventés.',
      paragraphs,
    },
    new Date(`${ORDERED_ON}T09:00:00Z`),
  )
  return {
    deliverable,
    document: {
      name: `${deliverable}.pdf`,
      received: await receiveBytes(lead.conventionId, inOnePiece(pdf), 5e6),
      firstBytes: pdf.subarray(0, 8).toString('hex'),
    },
  }
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function identifyAndSign(tx: ActorTx): Promise<void> {
  for (const party of await parties(tx)) {
    const known = IDENTITIES.find(({ part }) => part === party.part)
    if (!known) continue
    const { legalForm, siret, address, signer, capacity } = known
    await changeParty(tx, party.id, {
      part: party.part,
      name: party.name,
      legalForm,
      siren: null,
      siret,
      address,
      isConfirmed: true,
    })
    await recordSignature(tx, party.id, { signedOn: ORDERED_ON, signer, capacity, amendmentId: null })
  }
}

/** Signed by the two parties of the day, and in force since. */
async function amend(tx: ActorTx): Promise<void> {
  const amendmentId = await addAmendment(tx, {
    title: 'Inventaire des jardins et des pieds d’immeuble',
    changes: 'L’inventaire des services comprend aussi les jardins partagés et les pieds d’immeuble. Budget inchangé.',
    effectiveOn: '2026-05-01',
  })
  const diagnosis = (await missions(tx))[0]?.actions[1]
  if (!diagnosis) throw new Error('The demonstration has no diagnosis to amend')
  const { current } = await actionOf(tx, diagnosis.id)
  await rewordAction(tx, diagnosis.id, {
    from: current.version,
    title: current.title,
    missionId: diagnosis.mission_id,
    objectives: current.objectives,
    tasks: [...current.tasks, { text: 'Inventaire des jardins partagés et des pieds d’immeuble', parts: [] }],
    amendmentId,
  })
  await sign(tx, amendmentId, '2026-04-20', IDENTITIES)
}

async function sign(tx: ActorTx, amendmentId: string, signedOn: string, signatories: readonly Signatory[]) {
  for (const party of await parties(tx)) {
    const known = signatories.find(({ part }) => part === party.part)
    if (known) await recordSignature(tx, party.id, { ...known, signedOn, amendmentId })
  }
}

const FUNDER = { part: 'funder', signer: 'Samia Roux', capacity: 'Déléguée générale' } as const

/** A second one, signed by three: somebody else pays a third of the operation, and the initial mission rests for two summer months. */
async function shareOperation(tx: ActorTx): Promise<void> {
  const funder = await addParty(tx, {
    part: FUNDER.part,
    name: 'Fondation Toits partagés',
    legalForm: 'Fondation',
    siren: null,
    siret: null,
    address: '2 place des Essais, 93000 Bobigny',
    isConfirmed: true,
  })
  const amendmentId = await addAmendment(tx, {
    title: 'Cofinancement et suspension d’été',
    changes:
      'La fondation Toits partagés paie un tiers de l’assistance d’exploitation. L’assistance initiale est suspendue deux mois à l’été 2027.',
    effectiveOn: '2026-06-15',
  })
  const [initial, operation] = await missions(tx)
  const landlord = (await parties(tx)).find(({ part }) => part === 'landlord')
  if (!initial || !operation || !landlord) throw new Error('The demonstration lacks a mission, or who pays for it')
  await changeTerms(tx, initial.id, {
    budgetCents: initial.budget_cents,
    semesters: initial.semesters,
    suspensions: [{ from: '2027-07-01', months: 2 }],
    amendmentId,
  })
  await settleFunding(tx, {
    missionId: operation.id,
    instalmentId: null,
    unit: 'part',
    amendmentId,
    shares: [
      { partyId: landlord.id, weight: 2 },
      { partyId: funder, weight: 1 },
    ],
  })
  await sign(tx, amendmentId, '2026-06-10', [...IDENTITIES, FUNDER])
}

/** A third one that waits for the landlord: a year more of operation, with an action of its own. */
async function prolong(tx: ActorTx): Promise<void> {
  const amendmentId = await addAmendment(tx, {
    title: 'Une quatrième année d’exploitation',
    changes:
      'L’assistance d’exploitation dure un an de plus, pour un budget porté à 98 000 € HT. Elle comprend un jardin partagé par quartier.',
    effectiveOn: '2027-01-01',
  })
  const [, operation] = await missions(tx)
  if (!operation) throw new Error('The demonstration has no operation to prolong')
  await changeTerms(tx, operation.id, { budgetCents: 98_000_00, semesters: 8, suspensions: [], amendmentId })
  await addAction(tx, {
    title: 'Jardins partagés',
    missionId: operation.id,
    objectives: [{ text: 'Faire d’un pied d’immeuble un lieu où l’on se rencontre à tous les âges', parts: [] }],
    tasks: [
      {
        text: 'Un jardin partagé par quartier',
        parts: ['Choix du lieu avec les habitants', 'Premières plantations', 'Règles de vie du jardin'],
      },
    ],
    amendmentId,
  })
  await sign(tx, amendmentId, '2026-09-14', [...IDENTITIES.filter(({ part }) => part === 'operator'), FUNDER])
}

/** A fourth one that is still being written. */
async function widen(tx: ActorTx): Promise<void> {
  const amendmentId = await addAmendment(tx, {
    title: 'La résidence intergénérationnelle rejoint le périmètre',
    changes: 'La convention couvre aussi la résidence intergénérationnelle, dès sa livraison.',
    effectiveOn: '2027-09-01',
  })
  const { current } = await perimeter(tx)
  await writePerimeter(tx, {
    statement: `${current?.statement ?? ''} La résidence intergénérationnelle, dès sa livraison.`.trim(),
    statedDwellings: 3060,
    residenceIds: [],
    amendmentId,
  })
}

async function deliver(tx: ActorTx, minutes: Awaited<ReturnType<typeof receivedMinutes>>[]): Promise<void> {
  for (const { deliverable, document } of minutes) {
    const id = await deliverableNamed(tx, deliverable)
    await attachDocument(tx, id, document)
    await noteState(tx, id, 'done')
  }
  const [dwellings] = await recordsToAttach(tx, 'dwellings.csv')
  if (!dwellings) throw new Error('The demonstration shows no import of dwellings')
  await showDone(tx, 'Diagnostic du patrimoine', dwellings.path)
  await noteState(tx, await deliverableNamed(tx, 'Diagnostic socio-territorial'), 'started')
  await noteState(tx, await deliverableNamed(tx, 'Synthèse des entretiens avec les gardiens'), 'started')
}

const HELD_LATER = [
  { deliverable: 'Événement de lancement', kind: 'event' },
  { deliverable: 'Synthèse de l’enquête', kind: 'synthesis' },
]

/** What other rooms did since the contract was written shows that these are done. Does nothing where it is attached already. */
export async function showWhatWasHeld(lead: Actor): Promise<void> {
  await inConvention(lead, async (tx) => {
    const records = await recordsToAttach(tx)
    for (const { deliverable, kind } of HELD_LATER) {
      const record = records.find((one) => one.kind === kind)
      const attached = await evidenceOf(tx, await deliverableNamed(tx, deliverable))
      if (record && attached.length === 0) await showDone(tx, deliverable, record.path)
    }
  })
}

async function showDone(tx: ActorTx, deliverable: string, path: string): Promise<void> {
  const id = await deliverableNamed(tx, deliverable)
  await attachRecord(tx, id, path)
  await noteState(tx, id, 'done')
}

async function deliverableNamed(tx: ActorTx, title: string): Promise<string> {
  const found = (await deliverablesOf(tx)).find((one) => one.title === title)
  if (!found) throw new Error(`The demonstration has no deliverable « ${title} »`)
  return found.id
}
