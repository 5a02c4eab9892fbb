import { expect } from 'vitest'
import { test } from '../../test/house.ts'
import { settleStock } from '../../test/stock.ts'
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
