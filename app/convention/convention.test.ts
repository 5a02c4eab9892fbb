import { beforeAll, describe, expect } from 'vitest'
import { receiveBytes } from '#app/platform/files.server.ts'
import { type House, test } from '../../test/house.ts'
import { announced, changesOf, touchedBy } from './amendment-changes.server.ts'
import {
  addAmendment,
  amendmentOf,
  attachSigned,
  changeAmendment,
  dropAmendment,
  dropChange,
  signedDocumentOf,
} from './amendments.server.ts'
import { addDeliverable, deliverableOf, deliverablesOf, listedDeliverables, noteState } from './deliverables.server.ts'
import {
  attachDocument,
  attachRecord,
  documentOf,
  evidenceOf,
  MOST_RECORDS,
  recordsToAttach,
  withdrawEvidence,
} from './evidence.server.ts'
import { actionOf, addAction, missions, rewordAction, withdrawAction } from './missions.server.ts'
import { addParty, changeParty, parties } from './parties.server.ts'
import { perimeter, writePerimeter } from './perimeter.server.ts'
import { linesOf, pointsOf } from './points.ts'
import { instalments, isOutOfDate, reckonAgain, recordEnd, settingsOf, settleSchedule } from './schedule.server.ts'
import { changeSignatory, recordSignature, removeSignature } from './signatures.server.ts'
import { startConvention } from './start.server.ts'
import { MISSIONS } from './template.ts'

const SETTINGS = {
  orderOn: '2026-09-01',
  phaseRelation: 'sequential' as const,
  operationOn: null,
  semesterRule: 'rolling' as const,
  monthEnd: 'same-day' as const,
}

let ready: Promise<void> | undefined
function started(house: House) {
  ready ??= house.as('operator-lead')((tx) => startConvention(tx, { ...SETTINGS, commune: 'la commune de Bondy' }))
  return ready
}

beforeAll(() => {
  ready = undefined
})

async function aDeliverable(house: House): Promise<string> {
  await started(house)
  return house.as('operator-lead')(async (tx) => {
    const [mission] = await missions(tx)
    const [operator] = await parties(tx)
    const actionId = mission?.actions[0]?.id ?? ''
    return addDeliverable(tx, actionId, { title: 'Compte rendu', partyId: operator?.id ?? '', dueOn: '2020-01-01' })
  })
}

/** The lead records every signature that is awaited, in the order of the names. */
async function signByAll(house: House, amendmentId: string) {
  const lead = house.as('operator-lead')
  const { awaited } = await lead((tx) => amendmentOf(tx, amendmentId))
  for (const { id } of awaited)
    await lead((tx) => recordSignature(tx, id, { signedOn: '2026-02-01', signer: 'X', capacity: null, amendmentId }))
}

async function* bytesOf(text: string) {
  yield Buffer.from(text)
}

async function attach(house: House, id: string, name = 'compte-rendu.pdf', text = '%PDF-1.7 compte rendu') {
  const received = await receiveBytes(house.actorOf('operator-lead').conventionId, bytesOf(text), 1e6)
  const firstBytes = Buffer.from(text).subarray(0, 8).toString('hex')
  await house.as('operator-lead')((tx) => attachDocument(tx, id, { name, received, firstBytes }))
}

test('the perimeter keeps its versions and names known residences only', async ({ house }) => {
  const lead = house.as('operator-lead')
  const write = (statement: string, residenceIds: string[] = []) =>
    lead((tx) => writePerimeter(tx, { statement, statedDwellings: 3000, residenceIds, amendmentId: null }))
  await write('Environ 3 000 logements')
  await write('Le patrimoine de la commune')
  const found = await lead(perimeter)
  expect(found.current?.statement).toBe('Le patrimoine de la commune')
  expect(found.before).toHaveLength(1)
  await expect(write('Le patrimoine de la commune', ['00000000-0000-4000-8000-000000000000'])).rejects.toMatchObject({
    code: 'form.not-a-choice',
  })
})

describe('the template', () => {
  test('is the convention’s: six actions, then three, each with its objectives and tasks', () => {
    expect(MISSIONS.map(({ actions }) => actions.length)).toEqual([6, 3])
    const actions = MISSIONS.flatMap((mission) => mission.actions)
    expect(actions.every(({ objectives, tasks }) => objectives.length > 0 && tasks.length > 0)).toBe(true)
    expect(MISSIONS.reduce((sum, { budgetCents }) => sum + budgetCents, 0)).toBe(135_000_00)
  })

  test('points written as lines come back as they were', () => {
    for (const { objectives, tasks } of MISSIONS.flatMap((mission) => mission.actions))
      for (const points of [objectives, tasks]) expect(pointsOf(linesOf(points))).toEqual(points)
    expect(pointsOf('– Sans rien au-dessus\r\n\r\nUn\n• deux')).toEqual([
      { text: 'Sans rien au-dessus', parts: [] },
      { text: 'Un', parts: ['deux'] },
    ])
  })
})

test('a convention starts once, whole, with the names of its parties', async ({ house }) => {
  await started(house)
  const lead = house.as('operator-lead')
  const found = await lead(missions)
  expect(found.map(({ actions, start_on }) => [actions.length, start_on])).toEqual([
    [6, '2026-09-01'],
    [3, '2029-09-01'],
  ])
  expect(found[0]?.actions[2]?.title).toBe('Diagnostic du patrimoine Habitat des Ormes')
  expect((await lead(parties)).map(({ part, is_confirmed }) => [part, is_confirmed])).toEqual([
    ['operator', true],
    ['landlord', true],
    ['commune', false],
  ])
  await expect(lead((tx) => startConvention(tx, { ...SETTINGS, commune: null }))).rejects.toMatchObject({
    code: 'convention.already-started',
  })
})

test('twelve instalments of the order make 135 000 €; other settings move days, never amounts nor rows', async ({
  house,
}) => {
  await started(house)
  const lead = house.as('operator-lead')
  const before = await lead(instalments)
  expect(before.map(({ net_cents }) => net_cents)).toEqual([...Array(6).fill(10_000_00), ...Array(6).fill(12_500_00)])
  expect(before[5]).toMatchObject({ due_on: '2029-08-31', label: '1/6 solde fin de mission' })
  await lead((tx) =>
    settleSchedule(tx, { ...SETTINGS, semesterRule: 'civil', phaseRelation: 'overlapping', amendmentId: null }),
  )
  const after = await lead(instalments)
  const kept = (rows: typeof before) => rows.map(({ id, net_cents }) => [id, net_cents])
  expect(kept(after)).toEqual(kept(before))
  expect(after[1]?.due_on).toBe('2027-01-01')
  expect(after[6]?.due_on).toBe('2026-09-01')
  expect((await lead(settingsOf)).before).toHaveLength(1)
  await lead((tx) => settleSchedule(tx, { ...SETTINGS, amendmentId: null }))
})

test('the balance falls due on the day that the end is recorded, not before', async ({ house }) => {
  await started(house)
  const lead = house.as('operator-lead')
  const [mission] = await lead(missions)
  const balance = async () => (await lead(instalments))[5]
  await lead((tx) => recordEnd(tx, mission?.id ?? '', '2026-10-15'))
  expect(await balance()).toMatchObject({ due_on: '2026-10-15' })
  await lead((tx) => recordEnd(tx, mission?.id ?? '', null))
  expect(await balance()).toMatchObject({ due_on: '2029-08-31', is_due: false })
  await expect(lead((tx) => recordEnd(tx, mission?.id ?? '', '2026-08-31'))).rejects.toMatchObject({
    code: 'convention.ended-before-start',
  })
})

test('a schedule that no longer follows from what holds is told, and reckoned again', async ({ house }) => {
  await started(house)
  const lead = house.as('operator-lead')
  expect(await lead(isOutOfDate)).toBe(false)
  const [first] = await lead(instalments)
  await house.owner.query("update convention_instalment set due_on = '2026-12-24' where id = $1", [first?.id])
  expect(await lead(isOutOfDate)).toBe(true)
  await expect(house.as('landlord-pilot')(reckonAgain)).rejects.toMatchObject({ status: 403 })
  await lead(reckonAgain)
  expect(await lead(instalments)).toMatchObject([first, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}])
})

test('a day agreed upon for the operation must be given, and not before the order', async ({ house }) => {
  await started(house)
  const settle = (operationOn: string | null) =>
    house.as('operator-lead')((tx) =>
      settleSchedule(tx, { ...SETTINGS, phaseRelation: 'custom', operationOn, amendmentId: null }),
    )
  await expect(settle(null)).rejects.toMatchObject({ code: 'convention.operation-day-missing' })
  await expect(settle('2026-08-31')).rejects.toMatchObject({ code: 'convention.operation-before-order' })
})

test('done needs evidence, in the rules and in the database', async ({ house }) => {
  const id = await aDeliverable(house)
  const lead = house.as('operator-lead')
  await expect(lead((tx) => noteState(tx, id, 'done'))).rejects.toMatchObject({ code: 'convention.evidence-missing' })
  await expect(
    lead((tx) =>
      tx
        .insertInto('convention_deliverable_step')
        .values({
          convention_id: tx.actor.conventionId,
          deliverable_id: id,
          state: 'done',
          noted_by: tx.actor.memberId,
        })
        .execute(),
    ),
  ).rejects.toThrow(/with evidence only/)
  expect(await lead((tx) => deliverableOf(tx, id))).toMatchObject({ state: 'planned', is_late: true })
  await attach(house, id)
  await lead((tx) => noteState(tx, id, 'done'))
  expect(await lead((tx) => deliverableOf(tx, id))).toMatchObject({ state: 'done', is_late: false })
})

test('an event that was held and each published synthesis are evidence; the oldest of many is found by its name', async ({
  house,
}) => {
  const { conventionId, memberId } = house.actorOf('operator-lead')
  const lead = house.as('operator-lead')
  const event = (title: string, code: string, days: number, cancelled: string | null = null) =>
    house.owner.query(
      `insert into mobilisation_event (convention_id, code, title, about, starts_at, ends_at, place, capacity, made_by, opened_by, opened_at,
         origin, cancelled_at, cancel_reason)
       select $1, $2, $3, 'Venez', at, at + interval '2 hours', 'Salle', 30, $4, $4, now(), 'http://palier.test',
         case when $6::text is not null then now() end, $6 from (select now() + make_interval(days => $5)) given (at)`,
      [conventionId, code, title, memberId, days, cancelled],
    )
  await event('Goûter de lancement', 'aaaaaaaa', -400)
  await event('Fête à venir', 'bbbbbbbb', 3)
  await event('Goûter annulé', 'cccccccc', -3, 'Pluie')
  for (const version of [1, 2])
    await house.owner.query(
      `insert into survey_synthesis (convention_id, version, title, content, published_by) values ($1, $2, $3, '{}', $4)`,
      [conventionId, version, `Ce que disent les habitants ${version}`, memberId],
    )
  const records = await lead((tx) => recordsToAttach(tx))
  expect(records.map(({ kind, label }) => [kind, label])).toEqual([
    ['synthesis', 'Ce que disent les habitants 1'],
    ['synthesis', 'Ce que disent les habitants 2'],
    ['event', 'Goûter de lancement'],
  ])
  for (let count = 0; count < MOST_RECORDS; count += 1)
    await event(`Permanence ${count}`, `dddddd${'abcdefghjk'[Math.floor(count / 10)]}${'abcdefghjk'[count % 10]}`, -2)
  const launch = records.at(-1)?.path ?? ''
  expect((await lead((tx) => recordsToAttach(tx))).map(({ path }) => path)).not.toContain(launch)
  expect((await lead((tx) => recordsToAttach(tx, 'gouter'))).map(({ path }) => path)).toEqual([launch])
  const [deliverable] = await lead(deliverablesOf)
  const id = deliverable?.id ?? ''
  await lead((tx) => attachRecord(tx, id, launch))
  await lead((tx) => attachRecord(tx, id, 'survey/synthesis?version=1'))
  expect((await lead((tx) => evidenceOf(tx, id))).map(({ label }) => label)).toEqual(
    expect.arrayContaining(['Goûter de lancement', 'Ce que disent les habitants 1']),
  )
  await expect(lead((tx) => attachRecord(tx, id, 'survey/synthesis?version=9'))).rejects.toMatchObject({
    field: 'record',
  })
})

test('the last evidence of what is done stays; reopened, it goes with its document', async ({ house }) => {
  const id = await aDeliverable(house)
  const lead = house.as('operator-lead')
  await attach(house, id)
  await lead((tx) => noteState(tx, id, 'done'))
  const { evidence } = await lead((tx) => deliverableOf(tx, id))
  const piece = evidence[0]?.id ?? ''
  await expect(lead((tx) => withdrawEvidence(tx, id, piece))).rejects.toMatchObject({
    code: 'convention.last-evidence',
  })
  await expect(
    house.owner.query('update convention_evidence set withdrawn_at = now() where id = $1', [piece]),
  ).rejects.toThrow(/stays/)
  const document = await house.as('partner')((tx) => documentOf(tx, piece))
  expect(await document.text()).toBe('%PDF-1.7 compte rendu')
  expect(document.headers.get('Content-Disposition')).toContain('attachment')
  await lead((tx) => noteState(tx, id, 'reopened'))
  await lead((tx) => withdrawEvidence(tx, id, piece))
  expect((await lead((tx) => deliverableOf(tx, id))).evidence).toEqual([])
  await expect(lead((tx) => documentOf(tx, piece))).rejects.toMatchObject({ status: 404 })
})

test('a document is what its bytes are, not what it is called', async ({ house }) => {
  const id = await aDeliverable(house)
  await expect(attach(house, id, 'page.pdf', '<html>')).rejects.toMatchObject({ code: 'convention.document-kind' })
  await expect(attach(house, id, 'page.html', '%PDF-1.7')).rejects.toMatchObject({ code: 'convention.document-kind' })
  await expect(house.as('operator-lead')((tx) => attachRecord(tx, id, 'members'))).rejects.toMatchObject({
    code: 'form.not-a-choice',
  })
})

test('an action is rewritten in versions, and two people never write over each other', async ({ house }) => {
  await started(house)
  const lead = house.as('operator-lead')
  const [mission] = await lead(missions)
  const id = mission?.actions[1]?.id ?? ''
  const amendmentId = await lead((tx) =>
    addAmendment(tx, { title: 'Report', changes: 'Un inventaire de plus', effectiveOn: '2026-01-01' }),
  )
  const rewording = {
    from: 1,
    title: 'Diagnostic du territoire',
    missionId: mission?.id ?? '',
    objectives: [{ text: 'Comprendre', parts: [] }],
    tasks: [{ text: 'Inventaire', parts: ['Services'] }],
    amendmentId,
  }
  await lead((tx) => rewordAction(tx, id, rewording))
  const prepared = await lead((tx) => actionOf(tx, id))
  expect(prepared.current).toMatchObject({ version: 1, title: 'Diagnostic socio-territorial' })
  expect(prepared.versions[0]).toMatchObject({ version: 2, is_prepared: true })
  expect(await lead((tx) => announced(tx, ['actions']))).toMatchObject([{ id: amendmentId }])
  await expect(lead((tx) => rewordAction(tx, id, rewording))).rejects.toMatchObject({
    code: 'convention.action-changed',
  })
  const sides = { before: { version: 1 }, after: { version: 2, title: 'Diagnostic du territoire' } }
  expect((await lead((tx) => changesOf(tx, amendmentId))).actions).toMatchObject([sides])

  await signByAll(house, amendmentId)
  const { current } = await lead((tx) => actionOf(tx, id))
  expect(current).toMatchObject({ version: 2, title: 'Diagnostic du territoire', amendment_id: amendmentId })
  expect((await lead(missions))[0]?.actions[1]?.title).toBe('Diagnostic du territoire')
  expect((await lead((tx) => changesOf(tx, amendmentId))).actions).toMatchObject([sides])
  expect(await lead((tx) => announced(tx, ['actions']))).toEqual([])
})

test('a signed amendment that takes effect later changes no action before that day', async ({ house }) => {
  await started(house)
  const lead = house.as('operator-lead')
  const id = (await lead(missions))[0]?.actions[0]?.id ?? ''
  const amendmentId = await lead((tx) =>
    addAmendment(tx, { title: 'Plus tard', changes: 'Sans elle', effectiveOn: '2999-01-01' }),
  )
  await lead((tx) => withdrawAction(tx, id, amendmentId))
  await signByAll(house, amendmentId)
  expect((await lead(missions))[0]?.actions[0]?.id).toBe(id)
  expect((await lead((tx) => actionOf(tx, id))).versions[0]).toMatchObject({ is_withdrawn: true, is_coming: true })
})

test('what is prepared is edited, taken out and dropped; from the first signature on it stands', async ({ house }) => {
  await started(house)
  const lead = house.as('operator-lead')
  const facts = { title: 'Essai', changes: 'Rien', effectiveOn: '2026-01-01' }
  const id = await lead((tx) => addAmendment(tx, facts))
  const missionId = (await lead(missions))[1]?.id ?? ''
  const words = { title: 'Jardin', missionId, objectives: [], tasks: [], amendmentId: id }
  const added = await lead((tx) => addAction(tx, words))
  await lead((tx) => settleSchedule(tx, { ...SETTINGS, orderOn: '2026-10-01', amendmentId: id }))
  await lead((tx) => settleSchedule(tx, { ...SETTINGS, orderOn: '2026-11-01', amendmentId: id }))
  const { settings, actions } = await lead((tx) => changesOf(tx, id))
  expect(settings).toMatchObject({ before: { orderOn: '2026-09-01' }, after: { orderOn: '2026-11-01' } })
  expect(actions).toHaveLength(1)
  expect((await lead(instalments))[0]?.due_on).toBe('2026-09-01')
  await expect(
    lead((tx) => addDeliverable(tx, added, { title: 'Plan', partyId: missionId, dueOn: '2027-01-01' })),
  ).rejects.toMatchObject({ code: 'convention.action-prepared' })
  await lead((tx) => dropChange(tx, id, { what: 'actions', of: added }))
  await expect(lead((tx) => actionOf(tx, added))).rejects.toMatchObject({ status: 404 })
  await lead((tx) => changeAmendment(tx, id, { ...facts, title: 'Autre essai' }))

  const [operator] = await lead(parties)
  const signature = { signedOn: '2026-02-01', signer: 'X', capacity: null, amendmentId: id }
  await lead((tx) => recordSignature(tx, operator?.id ?? '', signature))
  expect(await lead((tx) => amendmentOf(tx, id))).toMatchObject({ state: 'signing', signatures: [{ signer: 'X' }] })
  const late = { code: 'convention.amendment-signed' }
  await expect(lead((tx) => changeAmendment(tx, id, facts))).rejects.toMatchObject(late)
  await expect(lead((tx) => dropAmendment(tx, id))).rejects.toMatchObject(late)
  await expect(lead((tx) => dropChange(tx, id, { what: 'schedule', of: null }))).rejects.toMatchObject(late)
  await expect(lead((tx) => settleSchedule(tx, { ...SETTINGS, amendmentId: id }))).rejects.toMatchObject(late)
  for (const change of [
    "update convention_amendment set title = 'x' where id = $1",
    'delete from convention_amendment where id = $1',
    "update convention_schedule set order_on = '2030-01-01' where amendment_id = $1",
    'delete from convention_schedule where amendment_id = $1',
  ])
    await expect(house.owner.query(change, [id]), change).rejects.toThrow(/a party signed/)

  const { signatures } = await lead((tx) => amendmentOf(tx, id))
  await lead((tx) => removeSignature(tx, operator?.id ?? '', signatures[0]?.id ?? ''))
  await lead((tx) => dropAmendment(tx, id))
  await expect(lead((tx) => amendmentOf(tx, id))).rejects.toMatchObject({ status: 404 })
  expect((await lead(settingsOf)).current?.orderOn).toBe('2026-09-01')
  await expect(
    house.owner.query('delete from convention_schedule where convention_id = $1', [
      house.actorOf('operator-lead').conventionId,
    ]),
  ).rejects.toThrow(/agreed stays/)
})

test('the last signature may be the pilot’s: the schedule follows, and then nothing of the amendment changes', async ({
  house,
}) => {
  await started(house)
  const [lead, pilot] = [house.as('operator-lead'), house.as('landlord-pilot')]
  const amendmentId = await lead((tx) =>
    addAmendment(tx, { title: 'Commande', changes: 'Un mois plus tard', effectiveOn: '2026-01-01' }),
  )
  await lead((tx) => settleSchedule(tx, { ...SETTINGS, orderOn: '2026-10-01', amendmentId }))
  const { awaited } = await lead((tx) => amendmentOf(tx, amendmentId))
  const signature = { signedOn: '2026-02-01', signer: 'X', capacity: null, amendmentId }
  for (const { id, part } of awaited) if (part !== 'landlord') await lead((tx) => recordSignature(tx, id, signature))
  expect((await lead(instalments))[0]?.due_on).toBe('2026-09-01')
  const landlord = awaited.find(({ part }) => part === 'landlord')?.id ?? ''
  await pilot((tx) => recordSignature(tx, landlord, { ...signature, signedOn: '2026-03-01' }))
  expect((await lead(instalments))[0]?.due_on).toBe('2026-10-01')
  expect(await lead((tx) => amendmentOf(tx, amendmentId))).toMatchObject({ state: 'signed', signed_on: '2026-03-01' })

  // The pilot writes what follows with the signature, and nothing after it.
  const moved = await pilot((tx) =>
    tx.updateTable('convention_instalment').set({ due_on: '2030-01-01' }).executeTakeFirstOrThrow(),
  )
  expect(moved.numUpdatedRows).toBe(0n)
  const own = (await lead(parties)).find(({ part }) => part === 'operator')
  const mine = (await lead((tx) => amendmentOf(tx, amendmentId))).signatures.find(
    ({ party_id }) => party_id === own?.id,
  )
  await expect(lead((tx) => removeSignature(tx, own?.id ?? '', mine?.id ?? ''))).rejects.toMatchObject({
    code: 'convention.amendment-acts',
  })
  await expect(pilot((tx) => recordSignature(tx, landlord, signature))).rejects.toMatchObject({
    code: 'convention.amendment-acts',
  })
  for (const change of [
    'delete from convention_signature where amendment_id = $1',
    "update convention_amendment set effective_on = '2030-01-01' where id = $1",
    'delete from convention_amendment where id = $1',
  ])
    await expect(house.owner.query(change, [amendmentId]), change).rejects.toThrow(/never changes/)
  await lead((tx) => settleSchedule(tx, { ...SETTINGS, amendmentId: null }))
})

test('a party that is no longer confirmed is not waited for', async ({ house }) => {
  await started(house)
  const lead = house.as('operator-lead')
  const facts = { part: 'other' as const, name: 'Régie', legalForm: null, siren: null, siret: null, address: null }
  const id = await lead((tx) => addParty(tx, { ...facts, isConfirmed: true }))
  const amendmentId = await lead((tx) =>
    addAmendment(tx, { title: 'À trois', changes: 'Rien', effectiveOn: '2026-01-01' }),
  )
  const { awaited } = await lead((tx) => amendmentOf(tx, amendmentId))
  for (const party of awaited.filter((one) => one.id !== id))
    await lead((tx) =>
      recordSignature(tx, party.id, { signedOn: '2026-02-01', signer: 'X', capacity: null, amendmentId }),
    )
  expect((await lead((tx) => amendmentOf(tx, amendmentId))).state).toBe('signing')
  await lead((tx) => changeSignatory(tx, id, { ...facts, isConfirmed: false }))
  expect((await lead((tx) => amendmentOf(tx, amendmentId))).state).toBe('signed')
})

test('an amendment brings in an action, moves another and withdraws a third; each side of it stays readable', async ({
  house,
}) => {
  await started(house)
  const lead = house.as('operator-lead')
  const amendmentId = await lead((tx) =>
    addAmendment(tx, { title: 'Actions', changes: 'Une de plus, une de moins', effectiveOn: '2026-01-01' }),
  )
  const [initial, operation] = await lead(missions)
  const [moved, gone] = [initial?.actions[0], initial?.actions[3]]
  const words = {
    title: 'Jardin',
    objectives: [{ text: 'Cultiver', parts: [] }],
    tasks: [{ text: 'Bêcher', parts: [] }],
  }
  const added = await lead((tx) => addAction(tx, { ...words, missionId: operation?.id ?? '', amendmentId }))
  const delivered = await lead((tx) => deliverablesOf(tx, gone?.id))
  await lead((tx) => withdrawAction(tx, gone?.id ?? '', amendmentId))
  const { current, newest } = await lead((tx) => actionOf(tx, moved?.id ?? ''))
  await lead((tx) =>
    rewordAction(tx, moved?.id ?? '', {
      ...current,
      from: newest,
      missionId: operation?.id ?? '',
      amendmentId,
    }),
  )
  expect((await lead(missions))[0]?.actions.map(({ id }) => id)).toContain(gone?.id)
  expect((await lead((tx) => deliverablesOf(tx))).some(({ action_id }) => action_id === gone?.id)).toBe(true)
  await signByAll(house, amendmentId)
  const after = await lead(missions)
  expect(after[0]?.actions.map(({ id }) => id)).not.toContain(gone?.id)
  expect(after[1]?.actions.slice(-2).map(({ id }) => id)).toEqual([added, moved?.id])
  const all = await lead((tx) => deliverablesOf(tx))
  expect(delivered.length).toBeGreaterThan(0)
  expect(all.some(({ action_id }) => action_id === gone?.id)).toBe(false)
  const { actions } = await lead((tx) => changesOf(tx, amendmentId))
  const about = (id: string | undefined) => actions.find(({ after: one }) => one.action_id === id)
  expect(about(added)?.before).toBeNull()
  expect(about(gone?.id)?.after.is_withdrawn).toBe(true)
  expect(about(moved?.id)).toMatchObject({ before: { mission: initial?.title }, after: { mission: operation?.title } })
  expect((await lead(touchedBy)).get(amendmentId)).toEqual(['actions'])

  const received = await receiveBytes(house.actorOf('operator-lead').conventionId, bytesOf('%PDF-1.7 avenant'), 1e6)
  const document = { name: 'avenant.pdf', received, firstBytes: Buffer.from('%PDF-1.7').toString('hex') }
  await lead((tx) => attachSigned(tx, amendmentId, document))
  expect(await (await house.as('partner')((tx) => signedDocumentOf(tx, amendmentId))).text()).toBe('%PDF-1.7 avenant')
  await expect(lead((tx) => attachSigned(tx, amendmentId, document))).rejects.toMatchObject({
    code: 'convention.amendment-document-stays',
  })
  await expect(house.elsewhere('partner')((tx) => signedDocumentOf(tx, amendmentId))).rejects.toMatchObject({
    status: 404,
  })
})

test('numbers of businesses are checked, and a SIRET brings its SIREN', async ({ house }) => {
  const lead = house.as('operator-lead')
  const facts = {
    part: 'funder' as const,
    name: 'Caisse',
    legalForm: null,
    siren: null,
    siret: '732 829 320 00074',
    address: null,
    isConfirmed: true,
  }
  const id = await lead((tx) => addParty(tx, facts))
  expect((await lead(parties)).find((party) => party.id === id)).toMatchObject({ siren: '732829320' })
  const change = (numbers: { siren?: string; siret?: string }) =>
    lead((tx) => changeParty(tx, id, { ...facts, ...numbers }))
  await expect(change({ siret: '73282932000075' })).rejects.toMatchObject({ code: 'convention.siret-wrong' })
  await expect(change({ siren: '732829321' })).rejects.toMatchObject({ code: 'convention.siren-wrong' })
  await expect(change({ siren: '552081317' })).rejects.toMatchObject({ code: 'convention.siret-of-another' })
})

test('the pilot signs for the landlord and for nobody else, once', async ({ house }) => {
  await started(house)
  const pilot = house.as('landlord-pilot')
  const all = await pilot(parties)
  const idOf = (part: string) => all.find((party) => party.part === part)?.id ?? ''
  const signature = { signedOn: '2026-08-20', signer: 'Awa Diop', capacity: 'Directrice', amendmentId: null }
  await pilot((tx) => recordSignature(tx, idOf('landlord'), signature))
  await expect(pilot((tx) => recordSignature(tx, idOf('landlord'), signature))).rejects.toMatchObject({
    code: 'convention.already-signed',
  })
  await expect(pilot((tx) => recordSignature(tx, idOf('operator'), signature))).rejects.toMatchObject({ status: 403 })
  await expect(
    pilot((tx) =>
      tx
        .insertInto('convention_signature')
        .values({
          convention_id: tx.actor.conventionId,
          party_id: idOf('operator'),
          signed_on: '2026-08-20',
          signer: 'Awa Diop',
          recorded_by: tx.actor.memberId,
        })
        .execute(),
    ),
  ).rejects.toThrow(/row-level security/)
  await expect(
    house.as('operator-lead')((tx) => recordSignature(tx, idOf('operator'), { ...signature, signedOn: '2999-01-01' })),
  ).rejects.toMatchObject({ code: 'convention.signed-tomorrow' })
})

test('once it is signed, an amendment alone changes the words of the perimeter; its residences may still be named', async ({
  house,
}) => {
  const lead = house.as('operator-lead')
  const operator = (await lead(parties)).find(({ part }) => part === 'operator')
  const signature = { signedOn: '2026-08-20', signer: 'Awa Diop', capacity: null, amendmentId: null }
  await lead((tx) => recordSignature(tx, operator?.id ?? '', signature))
  const facts = { statement: 'Le patrimoine de la commune', statedDwellings: 3000, residenceIds: [], amendmentId: null }
  const before = await lead(perimeter)
  await lead((tx) => writePerimeter(tx, facts)) // the same words once more
  expect((await lead(perimeter)).before).toHaveLength(before.before.length + 1)
  for (const otherwise of [{ statement: 'Le département' }, { statedDwellings: 3060 }])
    await expect(lead((tx) => writePerimeter(tx, { ...facts, ...otherwise }))).rejects.toMatchObject({
      code: 'convention.amendment-needed',
      field: 'amendmentId',
    })
})

test('late ones are found, by page', async ({ house }) => {
  await aDeliverable(house)
  const query = { q: 'compte', sort: 'due', direction: 'ascending' as const, page: 1, pageRows: 1, columns: [] }
  const { rows, total } = await house.as('landlord-pilot')((tx) =>
    listedDeliverables(tx, { ...query, filters: { state: 'late', mission: 'initial' } }),
  )
  expect(rows).toHaveLength(1)
  expect(total).toBeGreaterThan(0)
  const all = await house.as('partner')((tx) =>
    listedDeliverables(tx, { ...query, filters: { state: 'late', mission: 'initial' } }, { all: true }),
  )
  expect(all.rows).toHaveLength(total)
})

test('residents and caretakers see nothing of it, nor does another convention; animators and partners change nothing', async ({
  house,
}) => {
  const id = await aDeliverable(house)
  for (const role of ['resident', 'caretaker', 'administrator'] as const) {
    await expect(house.as(role)(missions), role).rejects.toMatchObject({ status: 403 })
    const rows = await house.as(role)((tx) => tx.selectFrom('convention_instalment').select('id').execute())
    expect(rows, role).toEqual([])
  }
  expect(await house.elsewhere('operator-lead')((tx) => deliverablesOf(tx))).toEqual([])
  for (const role of ['operator-animator', 'landlord-pilot', 'partner'] as const) {
    await expect(
      house.as(role)((tx) => noteState(tx, id, 'started')),
      role,
    ).rejects.toMatchObject({ status: 403 })
    const changed = await house.as(role)((tx) =>
      tx.updateTable('convention_instalment').set({ net_cents: 0 }).executeTakeFirstOrThrow(),
    )
    expect(changed.numUpdatedRows, role).toBe(0n)
  }
})
