/**
 * The convention of the demonstration as it stands some ten months after the order: signed, amended once, some deliverables done
 * with what shows it, some late.
 */
import { addAmendment, amendments } from '#app/convention/amendments.server.ts'
import { deliverablesOf, noteState } from '#app/convention/deliverables.server.ts'
import { attachDocument, attachRecord, recordsToAttach } from '#app/convention/evidence.server.ts'
import { settleFunding } from '#app/convention/funding.server.ts'
import { actionOf, missions, rewordAction } from '#app/convention/missions.server.ts'
import { addParty, changeParty, parties, recordSignature } from '#app/convention/parties.server.ts'
import type { Part } from '#app/convention/parts.ts'
import { writePerimeter } from '#app/convention/perimeter.server.ts'
import { isStarted, startConvention } from '#app/convention/start.server.ts'
import { changeTerms } from '#app/convention/terms.server.ts'
import { type Actor, type ActorTx, inConvention } from '#app/platform/database.server.ts'
import { pdfOf } from '#app/platform/documents/document.server.ts'
import { receiveBytes } from '#app/platform/files.server.ts'

const ORDERED_ON = '2026-01-12'

/** Numbers that pass their check and that Sirene does not give: none begins with so many zeros. */
const IDENTITIES: {
  part: Part
  legalForm: string
  siret: string
  address: string
  signer: string
  capacity: string
}[] = [
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
      'Trois objectifs sont retenus : rompre l’isolement des personnes âgées, faire vivre les pieds d’immeuble, alléger les charges.',
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
      notice: 'Document fictif : les personnes et les organismes sont inventés.',
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

async function amend(tx: ActorTx): Promise<void> {
  await addAmendment(tx, {
    title: 'Inventaire des jardins et des pieds d’immeuble',
    changes: 'L’inventaire des services comprend aussi les jardins partagés et les pieds d’immeuble. Budget inchangé.',
    effectiveOn: '2026-05-01',
  })
  const [amendment] = await amendments(tx)
  const diagnosis = (await missions(tx))[0]?.actions[1]
  if (!amendment || !diagnosis) throw new Error('The demonstration has no amendment, or no diagnosis to amend')
  const { current } = await actionOf(tx, diagnosis.id)
  await rewordAction(tx, diagnosis.id, {
    from: current.version,
    title: current.title,
    missionId: diagnosis.mission_id,
    objectives: current.objectives,
    tasks: [...current.tasks, { text: 'Inventaire des jardins partagés et des pieds d’immeuble', parts: [] }],
    amendmentId: amendment.id,
  })
  for (const party of await parties(tx)) {
    const known = IDENTITIES.find(({ part }) => part === party.part)
    if (known) await recordSignature(tx, party.id, { ...known, signedOn: '2026-04-20', amendmentId: amendment.id })
  }
}

/** A second amendment: somebody else pays a fifth of the operation, and the initial mission rests for two summer months. */
async function shareOperation(tx: ActorTx): Promise<void> {
  const funder = await addParty(tx, {
    part: 'funder',
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
      'La fondation Toits partagés paie un cinquième de l’assistance d’exploitation. L’assistance initiale est suspendue deux mois à l’été 2027.',
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
    amendmentId,
    shares: [
      { partyId: landlord.id, shareBp: 8000 },
      { partyId: funder, shareBp: 2000 },
    ],
  })
}

async function deliver(tx: ActorTx, minutes: Awaited<ReturnType<typeof receivedMinutes>>[]): Promise<void> {
  const all = await deliverablesOf(tx)
  const idOf = (title: string) => {
    const found = all.find((one) => one.title === title)
    if (!found) throw new Error(`The demonstration has no deliverable « ${title} »`)
    return found.id
  }
  for (const { deliverable, document } of minutes) {
    await attachDocument(tx, idOf(deliverable), document)
    await noteState(tx, idOf(deliverable), 'done')
  }
  const [dwellings] = (await recordsToAttach(tx)).filter(({ label }) => label === 'dwellings.csv')
  if (!dwellings) throw new Error('The demonstration shows no import of dwellings')
  await attachRecord(tx, idOf('Diagnostic du patrimoine'), dwellings.path)
  await noteState(tx, idOf('Diagnostic du patrimoine'), 'done')
  await noteState(tx, idOf('Diagnostic socio-territorial'), 'started')
  await noteState(tx, idOf('Synthèse des entretiens avec les gardiens'), 'started')
}
