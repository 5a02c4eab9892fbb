import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { afterAll, expect } from 'vitest'
import { test as base, type House } from '../../test/house.ts'
import { verifyChains } from './audit-chain.server.ts'
import type { DB } from './database-types.ts'

let asOwner: Kysely<DB> | undefined
const test = base.extend<{ verify: () => ReturnType<typeof verifyChains> }>({
  verify: async ({ house }, use) => {
    pg.types.setTypeParser(pg.types.builtins.INT8, Number)
    asOwner ??= new Kysely<DB>({
      dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: house.ownerUrl, max: 1 }) }),
    })
    const owner = asOwner
    await use(() => verifyChains(owner))
  },
})
afterAll(() => asOwner?.destroy())

async function act(house: House, times: number) {
  for (let time = 0; time < times; time++)
    await house.as('operator-lead')((tx) => sql`select audit_act('export', 'member', array['a'])`.execute(tx))
}

async function look(house: House) {
  await house.as('operator-lead')((tx) => sql`select audit_access('stock_contact', array['a'])`.execute(tx))
}

/** Tampers as only the owner can, looks, and takes it back. */
async function tampering(house: House, statement: string, look: () => Promise<void>) {
  await house.owner.query('create table kept_entry as table audit_entry; create table kept_head as table audit_head')
  await house.owner.query(statement)
  try {
    await look()
  } finally {
    await house.owner.query(`set session_replication_role = replica; truncate audit_entry, audit_head;
      insert into audit_entry select * from kept_entry; insert into audit_head select * from kept_head;
      drop table kept_entry, kept_head; set session_replication_role = origin`)
  }
}

const HERE = "(select id from convention where code = 'ormes-bondy')"

test('a log that nobody touched holds', async ({ house, verify }) => {
  await act(house, 5)
  expect((await verify()).faults).toEqual([])
})

test('a changed entry is named, and so is the first of several', async ({ house, verify }) => {
  const { rows } = await house.owner.query(`select id from audit_entry where convention_id = ${HERE} and position = 2`)
  const change = `update audit_entry set reason = 'other' where convention_id = ${HERE} and position in (2, 4)`
  await tampering(house, change, async () => {
    expect((await verify()).faults).toEqual([
      expect.objectContaining({
        convention: 'ormes-bondy',
        chain: 'acts',
        position: 2,
        id: rows[0].id,
        what: 'changed',
      }),
    ])
  })
  expect((await verify()).faults).toEqual([])
})

test('an entry rewritten with a fitting hash of its own breaks the one after it', async ({ house, verify }) => {
  const change = `update audit_entry e set act = 'look', hash = audit_hash(
      (select hash from audit_entry where convention_id = ${HERE} and chain = 'acts' and position = 1),
      (select x from audit_entry x where convention_id = ${HERE} and chain = 'acts' and position = 2))
    where convention_id = ${HERE} and chain = 'acts' and position = 2`
  await tampering(house, change, async () => {
    expect((await verify()).faults).toHaveLength(1)
  })
})

test('a deleted entry is missed, in the middle and at the end', async ({ house, verify }) => {
  await tampering(house, `delete from audit_entry where convention_id = ${HERE} and position = 3`, async () => {
    expect((await verify()).faults).toMatchObject([{ position: 3, id: null, what: 'missing' }])
  })
  const last = `delete from audit_entry where convention_id = ${HERE} and position = (select max(position) from audit_entry where convention_id = ${HERE})`
  await tampering(house, last, async () => {
    expect((await verify()).faults).toMatchObject([{ id: null, what: 'missing' }])
  })
})

test('a month of looks dropped at its term leaves the log whole; dropped before, it does not', async ({
  house,
  verify,
}) => {
  await look(house)
  await house.owner.query("select audit_expire((current_date + interval '14 months')::date)")
  const early = await verify()
  expect(early.faults).toMatchObject([{ what: 'dropped-early' }])
  await house.owner.query(
    "update audit_head set dropped_at = now() + interval '14 months' where dropped_at is not null",
  )
  expect((await verify()).faults).toEqual([])
})

test('twenty thousand entries are checked within seconds', async ({ house, verify }) => {
  await house.owner.query(`
    set session_replication_role = replica;
    do $$
    declare
      home uuid := (select id from convention where code = 'tilleuls-drancy');
      entry audit_entry;
      before text := coalesce((select hash from audit_head where convention_id = home and chain = 'acts'), '');
      start bigint := coalesce((select position from audit_head where convention_id = home and chain = 'acts'), 0);
    begin
      entry.convention_id := home; entry.chain := 'acts'; entry.act := 'update'; entry.object_table := 'member';
      entry.object_ids := '{a}'; entry.object_count := 1; entry.object_digest := 'x'; entry.at := now();
      for i in 1..20000 loop
        entry.id := uuidv7();
        entry.position := start + i;
        entry.hash := audit_hash(before, entry);
        before := entry.hash;
        insert into audit_entry select entry.*;
      end loop;
      insert into audit_head values (home, 'acts', start + 20000, before, null)
        on conflict (convention_id, chain) do update set position = excluded.position, hash = excluded.hash;
    end $$;
    set session_replication_role = origin`)
  const started = performance.now()
  const { faults, entries } = await verify()
  expect(faults).toEqual([])
  expect(entries).toBeGreaterThan(20_000)
  expect(performance.now() - started).toBeLessThan(5_000)
})
