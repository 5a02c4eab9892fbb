import { sql } from 'kysely'
import { expect } from 'vitest'
import { test } from '../../test/house.ts'

test('an act of a member leaves a linked entry that names the row and none of its values', async ({ house }) => {
  await house.as('operator-lead')((tx) => tx.updateTable('convention').set({ name: 'Nouveau nom' }).execute())
  const { rows } = await house.owner.query(
    "select * from audit_entry where object_table = 'convention' and act = 'update' order by at desc limit 1",
  )
  expect(rows[0]).toMatchObject({ member_id: house.actorOf('operator-lead').memberId, object_count: 1, chain: 'acts' })
  expect(rows[0].hash).toMatch(/^[0-9a-f]{64}$/)
  expect(JSON.stringify(rows[0])).not.toContain('Nouveau nom')
})

test('nobody but the owner can write to the log, change it or empty it', async ({ house }) => {
  for (const statement of ["update audit_entry set act = 'x'", 'delete from audit_entry', 'truncate audit_entry']) {
    await expect(house.as('administrator')((tx) => sql.raw(statement).execute(tx))).rejects.toThrow(/permission denied/)
  }
})

test('the log of one convention is read by its administrator only', async ({ house }) => {
  const count = (act: ReturnType<typeof house.as>) =>
    act((tx) => tx.selectFrom('audit_entry').select(sql<number>`count(*)`.as('n')).executeTakeFirstOrThrow())
  expect((await count(house.as('administrator'))).n).toBeGreaterThan(0)
  expect((await count(house.as('operator-lead'))).n).toBe(0)
  expect((await count(house.as('landlord-pilot'))).n).toBe(0)
})
