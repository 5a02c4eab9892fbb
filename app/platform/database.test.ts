import { expect } from 'vitest'
import { test } from '../../test/house.ts'
import { memberOf, outside } from './database.server.ts'

test('members of one convention cannot see that another exists', async ({ house }) => {
  const seen = await house.as('operator-lead')((tx) => tx.selectFrom('convention').select('code').execute())
  expect(seen).toEqual([{ code: 'ormes-bondy' }])
  const members = await house.as('operator-lead')((tx) =>
    tx.selectFrom('member').select('convention_id').distinct().execute(),
  )
  expect(members).toHaveLength(1)
})

test('without a person the database shows no convention and no member', async () => {
  expect(await outside().selectFrom('convention').select('id').execute()).toEqual([])
  expect(await outside().selectFrom('member').select('id').execute()).toEqual([])
})

test('a member of another convention is nobody here', async ({ house }) => {
  expect(await memberOf(house.actorOf('operator-lead', 'elsewhere').personId, 'ormes-bondy')).toBeUndefined()
  expect((await memberOf(house.actorOf('operator-lead').personId, 'ormes-bondy'))?.roles).toEqual(['operator-lead'])
})

test('a role taken away is gone at the next request', async ({ house }) => {
  const animator = house.actorOf('operator-animator')
  await house.as('operator-lead')((tx) =>
    tx
      .updateTable('member')
      .set({ roles: ['resident'] })
      .where('id', '=', animator.memberId)
      .execute(),
  )
  expect((await memberOf(animator.personId, 'ormes-bondy'))?.roles).toEqual(['resident'])
})
