import { expect } from 'vitest'
import { test } from '../../test/house.ts'
import { settleStock } from '../../test/stock.ts'
import { addAmendment } from '../convention/amendments.server.ts'
import { parties } from '../convention/parties.server.ts'
import { recordSignature } from '../convention/signatures.server.ts'
import { startConvention } from '../convention/start.server.ts'
import { addMeeting } from '../partners/meetings.server.ts'
import { proposeObjective } from '../partners/objectives.server.ts'
import { addOrganisation, keepContact } from '../partners/organisations.server.ts'
import type { ActorTx } from '../platform/database.server.ts'
import { leadsOf, nextSteps, ownResidences, progressOf } from './next-steps.server.ts'

const stepsOf = async (tx: ActorTx) => (await nextSteps(tx, await progressOf(tx))).map(({ href }) => href)

test('where nothing is known yet, the lead is sent to load the landlord’s dwellings, and nobody else is', async ({
  house,
}) => {
  expect(await house.as('operator-lead')(stepsOf)).toEqual([expect.stringMatching(/\/imports\/new$/)])
  for (const role of ['operator-animator', 'landlord-pilot', 'caretaker', 'resident', 'partner'] as const) {
    expect(await house.as(role)(stepsOf)).toEqual([])
  }
})

test('once the tenants are there, residences without a caretaker and the panel await the lead', async ({ house }) => {
  const { conventionId, memberId } = house.actorOf('caretaker')
  const { residences } = await settleStock(house.owner, conventionId)
  await house.owner.query('insert into stock_coverage (convention_id, member_id, residence_id) values ($1, $2, $3)', [
    conventionId,
    memberId,
    residences[0]?.id,
  ])
  expect(await house.as('operator-lead')(stepsOf)).toEqual([
    expect.stringMatching(/\/stock\/coverage$/),
    expect.stringMatching(/\/survey\/panel\/new$/),
  ])
  expect(await house.as('landlord-pilot')(progressOf)).toMatchObject({ residences: 3, uncovered: 2, hasTenants: true })
})

test('a caretaker finds their residences; a tenant or a partner learns no figure, but whom to ask', async ({
  house,
}) => {
  expect(await house.as('caretaker')(ownResidences)).toHaveLength(1)
  for (const role of ['resident', 'partner'] as const) {
    expect(await house.as(role)(progressOf)).toBeNull()
    expect(await house.as(role)(ownResidences)).toBeNull()
    expect(await house.as(role)(leadsOf)).toHaveLength(1)
  }
})

test('instalments due, late deliverables, meetings without minutes and words awaited each lead where they are done', async ({
  house,
}) => {
  const lead = house.as('operator-lead')
  await lead((tx) =>
    startConvention(tx, {
      orderOn: '2020-01-15',
      phaseRelation: 'sequential',
      operationOn: null,
      semesterRule: 'rolling',
      monthEnd: 'same-day',
      commune: null,
    }),
  )
  const amendmentId = await lead((tx) =>
    addAmendment(tx, { title: 'Report', changes: 'Un an', effectiveOn: '2021-01-01' }),
  )
  // As long as nobody signed it, it is being written: the pilot need not look.
  expect((await lead(stepsOf)).some((href) => href.endsWith('amendments'))).toBe(true)
  expect((await house.as('landlord-pilot')(stepsOf)).some((href) => href.endsWith('amendments'))).toBe(false)
  await lead(async (tx) => {
    const operator = (await parties(tx)).find(({ part }) => part === 'operator')
    await recordSignature(tx, operator?.id ?? '', { signedOn: '2021-01-01', signer: 'X', capacity: null, amendmentId })
    const party = await addOrganisation(tx, { name: 'Habitat', kind: 'landlord', isParty: true })
    const memberId = house.actorOf('landlord-pilot').memberId
    await keepContact(tx, party, { name: 'Hélène', duty: 'pilote', email: null, phone: null, memberId })
    await addMeeting(tx, {
      kind: 'copil',
      title: 'Comité',
      startsAt: new Date('2020-03-01T09:00:00Z'),
      endsAt: new Date('2020-03-01T11:00:00Z'),
      place: 'Mairie',
      remoteLink: null,
      points: [],
    })
    await proposeObjective(tx, { title: 'Rompre l’isolement', said: 'Des rencontres', measure: '' })
  })
  const leads = await lead(stepsOf)
  for (const path of [
    'convention/invoices',
    'convention/deliverables?state=late',
    'partners/meetings?state=held',
    'amendments',
  ])
    expect(
      leads.some((href) => href.endsWith(path)),
      path,
    ).toBe(true)
  const pilots = await house.as('landlord-pilot')(stepsOf)
  expect(pilots.some((href) => href.endsWith('partners/objectives'))).toBe(true)
  expect(pilots.some((href) => href.endsWith('convention/amendments'))).toBe(true)
  expect(pilots.some((href) => /invoices|state=held/.test(href))).toBe(false)
  expect(await house.as('resident')(stepsOf)).toEqual([])
})
