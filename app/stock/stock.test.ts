import { expect } from 'vitest'
import { test as base } from '../../test/house.ts'
import { settleStock } from '../../test/stock.ts'
import type { TableQuery } from '../ui/table-query.ts'
import { dwellingOf, dwellingsOf, householdsOf, tenantsOf } from './dwellings.server.ts'
import { countsByResidence, residencesOf } from './residences.server.ts'
import { searchStock } from './search.server.ts'

const query: TableQuery = { q: '', sort: null, direction: 'ascending', page: 1, pageRows: 25, columns: [], filters: {} }

const test = base.extend<{ residence: (code: string) => string }>({
  residence: [
    async ({ house }, use) => {
      const { residences } = await settleStock(house.owner, house.actorOf('operator-lead').conventionId)
      await settleStock(house.owner, house.actorOf('operator-lead', 'elsewhere').conventionId, 1)
      await house.owner.query(
        'insert into stock_coverage (convention_id, member_id, residence_id) values ($1, $2, $3)',
        [house.actorOf('caretaker').conventionId, house.actorOf('caretaker').memberId, residences[0]?.id],
      )
      await use((code) => residences.find((residence) => residence.code === code)?.id ?? '')
    },
    { scope: 'file', auto: true },
  ],
})

test('a caretaker sees the residence they cover and no other', async ({ house }) => {
  const seen = await house.as('caretaker')((tx) => residencesOf(tx, query))
  expect(seen.rows.map((row) => row.code)).toEqual(['R1'])
  expect(await house.as('caretaker')(countsByResidence)).toHaveLength(1)
})

test('a coverage that ended yesterday shows nothing any more', async ({ house }) => {
  await house.owner.query('update stock_coverage set from_on = current_date - 9, to_on = current_date - 1')
  expect((await house.as('caretaker')((tx) => residencesOf(tx, query))).total).toBe(0)
  await house.owner.query('update stock_coverage set to_on = null')
})

test('the lead sees the whole stock and nothing of another convention', async ({ house }) => {
  const { rows, total } = await house.as('operator-lead')((tx) => residencesOf(tx, query))
  expect(total).toBe(3)
  expect(rows[0]).toMatchObject({ code: 'R1', dwellings: 20, vacant_offered: 2 })
})

test('residents and partners have no stock to read', async ({ house }) => {
  for (const role of ['resident', 'partner', 'administrator'] as const) {
    await expect(house.as(role)((tx) => residencesOf(tx, query))).rejects.toThrow('platform.not-allowed')
  }
})

test('the landlord’s pilot reads dwellings and never a row of a person', async ({ house, residence }) => {
  const { rows } = await house.as('landlord-pilot')((tx) => dwellingsOf(tx, residence('R1'), query))
  expect(rows).toHaveLength(20)
  const first = rows[0]?.id ?? ''
  expect(await house.as('landlord-pilot')((tx) => householdsOf(tx, first))).toEqual([])
  for (const table of ['stock_person', 'stock_household', 'stock_contact'] as const) {
    expect(await house.as('landlord-pilot')((tx) => tx.selectFrom(table).selectAll().execute())).toEqual([])
  }
  await expect(house.as('landlord-pilot')((tx) => tenantsOf(tx, residence('R1'), query))).rejects.toThrow(
    'platform.not-allowed',
  )
})

test('whoever opens a household leaves a trace of the look', async ({ house, residence }) => {
  const { rows } = await house.as('operator-lead')((tx) =>
    dwellingsOf(tx, residence('R2'), { ...query, filters: { status: 'occupied' } }),
  )
  const persons = await house.as('operator-lead')((tx) => householdsOf(tx, rows[0]?.id ?? ''))
  expect(persons.length).toBeGreaterThan(1)
  const { rows: looks } = await house.owner.query(
    "select * from audit_entry where act = 'look' and object_table = 'stock_contact' order by at desc limit 1",
  )
  expect(looks[0].object_ids.sort()).toEqual(persons.map((person) => person.id).sort())
  expect(looks[0].member_id).toBe(house.actorOf('operator-lead').memberId)
})

test('the caretaker reads who lives there, and neither age nor occupation', async ({ house, residence }) => {
  const { rows } = await house.as('caretaker')((tx) => tenantsOf(tx, residence('R1'), query))
  expect(rows.length).toBeGreaterThan(1)
  for (const row of rows) expect(row).not.toHaveProperty('birth_year')
  const [person] = await house.as('caretaker')((tx) => householdsOf(tx, rows[0]?.dwelling_id ?? ''))
  expect(person).toHaveProperty('last_name')
  expect(person).not.toHaveProperty('pcs')
})

test('a protected address is hidden from the caretaker, and not from the operator', async ({ house }) => {
  await house.owner.query("update stock_contact set is_protected = true where last_name = 'Dupont'")
  expect(await house.as('caretaker')((tx) => searchStock(tx, 'dupont'))).toEqual([])
  expect((await house.as('operator-lead')((tx) => searchStock(tx, 'dupont')))[0]?.label).toMatch(/Dupont/)
  await house.owner.query('update stock_contact set is_protected = false')
})

test('search forgives accents, hyphens and a typing error', async ({ house }) => {
  const find = (words: string) => house.as('operator-lead')((tx) => searchStock(tx, words))
  expect((await find('lefevre'))[0]?.label).toMatch(/Lefèvre/)
  expect((await find('LEFEVRE helene'))[0]?.kind).toBe('person')
  expect((await find('edouard vailant')).map((row) => row.kind)).toContain('residence')
  expect((await find('résidance erables')).map((row) => row.kind)).toContain('residence')
  expect(await find('a')).toEqual([])
})

test('search shows a caretaker and a pilot only what they may open', async ({ house, residence }) => {
  const caretaker = await house.as('caretaker')((tx) => searchStock(tx, 'edouard vaillant', 100))
  expect(new Set(caretaker.map((row) => row.residence_id))).toEqual(new Set([residence('R1')]))
  const pilot = await house.as('landlord-pilot')((tx) => searchStock(tx, 'lefevre'))
  expect(pilot.filter((row) => row.kind === 'person')).toEqual([])
})

test('a dwelling of another convention does not exist here', async ({ house }) => {
  const { rows } = await house.owner.query('select id from stock_dwelling where convention_id = $1 limit 1', [
    house.actorOf('operator-lead', 'elsewhere').conventionId,
  ])
  await expect(house.as('operator-lead')((tx) => dwellingOf(tx, rows[0].id))).rejects.toThrow('platform.not-found')
})

test('only the lead can change the stock, whatever the page says', async ({ house }) => {
  for (const role of ['operator-animator', 'landlord-pilot', 'caretaker', 'partner'] as const) {
    const changed = await house.as(role)((tx) =>
      tx.updateTable('stock_residence').set({ name: 'Autre' }).executeTakeFirst(),
    )
    expect(Number(changed.numUpdatedRows)).toBe(0)
  }
})
