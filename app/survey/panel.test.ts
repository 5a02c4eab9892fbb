import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, expect } from 'vitest'
import type { JobStep } from '#app/platform/jobs.server.ts'
import { verifyRecord } from '#packages/draw-record/verify.ts'
import { type House, test } from '../../test/house.ts'
import { settleStock } from '../../test/stock.ts'
import { fieldPeople, notePcs, peopleOf, recordAttempt } from './contacts.server.ts'
import { answerNumber, enterNumber, makeLottery, openDraw } from './draw.server.ts'
import { fieldListPdf } from './field-list.server.ts'
import { achievedOf, interviewedAtLeast } from './figures.server.ts'
import { changePanel, createPanel, draftQuotas, panelOf, panelsOf, quotasOf } from './panels.server.ts'
import { candidatesOf } from './population.server.ts'
import { completeRecordOf, publicPanel, recordOf } from './record.server.ts'
import { recordData, recordPdf } from './record-pdf.server.ts'
import { replacePerson } from './replacements.server.ts'
import { sealPanel } from './seal.server.ts'
import { violationsOf } from './substitute.ts'

const SETTINGS = {
  name: 'Panel d’essai',
  residenceIds: [],
  holdersOnly: false,
  onePerHousehold: true,
  size: 20,
  objective: 'leximin' as const,
  tolerance: 0.2,
  features: ['residence', 'age', 'sex'] as ('residence' | 'age' | 'sex' | 'pcs')[],
}
const AT_REST: JobStep = { signal: new AbortController().signal, progress: async () => undefined }

let stockReady: Promise<unknown> | undefined
function stock(house: House) {
  stockReady ??= settleStock(house.owner, house.actorOf('operator-lead').conventionId, 3, 60)
  return stockReady
}

beforeAll(() => {
  stockReady = undefined
})

async function drafted(house: House, change: Partial<typeof SETTINGS> = {}): Promise<string> {
  await stock(house)
  return house.as('operator-lead')((tx) => createPanel(tx, { ...SETTINGS, ...change }))
}

async function sealed(house: House): Promise<string> {
  const id = await drafted(house)
  await house.as('operator-lead')((tx) => sealPanel(tx, id))
  return id
}

async function computed(house: House): Promise<string> {
  const id = await sealed(house)
  await house.as('operator-lead')((tx) => makeLottery(tx, id, AT_REST))
  return id
}

async function drawn(house: House, value = 417): Promise<string> {
  const id = await computed(house)
  const lead = house.as('operator-lead')
  await lead((tx) => enterNumber(tx, id, { value, source: 'dice', reference: 'dés lancés en comité de pilotage' }))
  await house.as('landlord-pilot')(async (tx) => answerNumber(tx, id, await numberOf(house, id), 'confirmed'))
  await lead((tx) => openDraw(tx, id))
  return id
}

async function numberOf(house: House, panelId: string): Promise<string> {
  const { rows } = await house.owner.query<{ id: string }>(
    'select id from survey_number where panel_id = $1 order by id desc limit 1',
    [panelId],
  )
  return rows[0]?.id ?? ''
}

test('the quotas proposed for a draft are in proportion to the register', async ({ house }) => {
  const id = await drafted(house)
  const quotas = await house.as('operator-lead')(async (tx) => draftQuotas(tx, await panelOf(tx, id)))
  const residences = quotas.filter(({ feature }) => feature === 'residence')
  expect(residences.map(({ target }) => Math.round(target))).toEqual([7, 7, 7])
  const [women, men] = quotas.filter(({ feature }) => feature === 'sex')
  expect((women?.pool ?? 0) + (men?.pool ?? 0)).toBe(
    (await house.as('operator-lead')((tx) => candidatesOf(tx, SETTINGS, ['sex']))).length,
  )
})

test('a person with a protected address, and a child, are never drawn', async ({ house }) => {
  await stock(house)
  const lead = house.as('operator-lead')
  const before = await lead((tx) => candidatesOf(tx, SETTINGS, []))
  const [hidden] = before
  await house.owner.query('update stock_contact set is_protected = true where person_id = $1', [hidden?.personId])
  const after = await lead((tx) => candidatesOf(tx, SETTINGS, []))
  await house.owner.query('update stock_contact set is_protected = false where person_id = $1', [hidden?.personId])
  expect(after).toHaveLength(before.length - 1)
  const { rows } = await house.owner.query('select id from stock_person where birth_year = 2015 limit 1')
  expect(before.map(({ personId }) => personId)).not.toContain(rows[0].id)
})

test('what is sealed does not change: settings, quotas, pool, seal, for the lead nor for the owner of the tables', async ({
  house,
}) => {
  const id = await sealed(house)
  const lead = house.as('operator-lead')
  const quotas = await lead((tx) => quotasOf(tx, id))
  await expect(lead((tx) => changePanel(tx, id, SETTINGS, []))).rejects.toMatchObject({ code: 'survey.panel-sealed' })
  for (const statement of [
    `update survey_panel set size = 30 where id = '${id}'`,
    `update survey_quota set maximum = 99 where panel_id = '${id}'`,
    `delete from survey_pool_person where panel_id = '${id}'`,
    `update survey_seal set sealed_at = now() where panel_id = '${id}'`,
    `insert into survey_quota (convention_id, panel_id, version, feature, value, label, target, minimum, maximum, made_by)
     select convention_id, panel_id, 9, 'sex', 'X', 'X', 1, 1, 1, sealed_by from survey_seal where panel_id = '${id}'`,
    `insert into survey_pool_person select convention_id, panel_id, 99999, 'x', 'x', person_id, household_id, residence_id, 'x', features
     from survey_pool_person where panel_id = '${id}' limit 1`,
  ]) {
    await expect(house.owner.query(statement), statement).rejects.toThrow(/sealed/)
  }
  expect(await lead((tx) => quotasOf(tx, id))).toEqual(quotas)
})

test('two presses on « Sceller » seal once', async ({ house }) => {
  const id = await drafted(house)
  const lead = house.as('operator-lead')
  const both = await Promise.allSettled([lead((tx) => sealPanel(tx, id)), lead((tx) => sealPanel(tx, id))])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('the numbered panels are the same when computed again from the same seal', async ({ house }) => {
  const id = await sealed(house)
  const hash = async () => {
    const { rows } = await house.owner.query('select sha256 from survey_lottery where panel_id = $1', [id])
    return rows[0]?.sha256
  }
  const seen: unknown[] = []
  for (let time = 0; time < 2; time++) {
    await house
      .as('operator-lead')(async (tx) => {
        await makeLottery(tx, id, AT_REST)
        const row = await tx
          .selectFrom('survey_lottery')
          .select('sha256')
          .where('panel_id', '=', id)
          .executeTakeFirstOrThrow()
        seen.push(row.sha256)
        throw new Error('undone')
      })
      .catch(() => undefined)
  }
  expect(seen[0]).toMatch(/^[0-9a-f]{64}$/)
  expect(seen[1]).toBe(seen[0])
  expect(await hash()).toBeUndefined()
})

test('a computing that is cancelled leaves the panel sealed and undrawn', async ({ house }) => {
  const id = await sealed(house)
  const cancel = new AbortController()
  const step: JobStep = {
    signal: cancel.signal,
    progress: async () => {
      cancel.abort(new Error('cancelled'))
      cancel.signal.throwIfAborted()
    },
  }
  await expect(house.as('operator-lead')((tx) => makeLottery(tx, id, step))).rejects.toThrow()
  expect((await house.as('operator-lead')((tx) => panelOf(tx, id))).stage).toBe('sealed')
})

test('a drawn panel keeps its quotas, and its record holds', async ({ house }) => {
  const id = await drawn(house)
  const lead = house.as('operator-lead')
  const rows = await lead(async (tx) => achievedOf(tx, await panelOf(tx, id)))
  for (const { asked, minimum, maximum } of rows) {
    expect(asked).toBeGreaterThanOrEqual(minimum)
    expect(asked).toBeLessThanOrEqual(maximum)
  }
  expect(verifyRecord(await lead((tx) => recordOf(tx, id)))).toMatchObject({
    holds: true,
    facts: { number: 417, size: 20 },
  })
  const complete = verifyRecord(await lead((tx) => completeRecordOf(tx, id)))
  expect(complete.steps.filter(({ outcome }) => outcome !== 'holds')).toEqual([])
})

test('the record does not hold any more when one byte of it changes', async ({ house }) => {
  const id = await drawn(house)
  const record = await house.as('operator-lead')((tx) => recordOf(tx, id))
  const [first = ''] = record.drawn
  const other = `${first.startsWith('0') ? '1' : '0'}${first.slice(1)}`
  expect(verifyRecord({ ...record, drawn: [other, ...record.drawn.slice(1)] }).holds).toBe(false)
  expect(
    verifyRecord({ ...record, seal: { ...record.seal, text: record.seal.text.replace('"size":20', '"size":21') } })
      .holds,
  ).toBe(false)
  expect(verifyRecord({ ...record, number: { ...record.number, value: 418 } }).holds).toBe(false)
})

test('anyone with the link gets the record without a name; a wrong link gets nothing', async ({ house }) => {
  const id = await drawn(house)
  const { publicToken } = await house.as('operator-lead')((tx) => panelOf(tx, id))
  const { record } = await publicPanel(publicToken)
  expect(verifyRecord(JSON.parse(record ?? '')).holds).toBe(true)
  const { seal, ...rest } = JSON.parse(record ?? '')
  const known = [JSON.stringify(JSON.parse(seal.text).pool), JSON.stringify(rest)].join()
  for (const secret of ['Dupont', 'Hélène', '"F"', '"R1"', '60-74']) expect(known.includes(secret), secret).toBe(false)
  await expect(publicPanel('x'.repeat(32))).rejects.toMatchObject({ status: 404 })
  await expect(publicPanel('')).rejects.toMatchObject({ status: 404 })
})

test('the landlord’s pilot sees figures of eleven or more, and no row of anyone', async ({ house }) => {
  const id = await drawn(house)
  const pilot = house.as('landlord-pilot')
  for (const table of [
    'survey_pool_person',
    'survey_panel_person',
    'survey_reserve',
    'survey_replacement',
    'survey_contact_attempt',
    'survey_appointment',
    'survey_said_pcs',
  ]) {
    const { rows } = await pilot((tx) => sql.raw<{ n: number }>(`select count(*)::int as n from ${table}`).execute(tx))
    expect(rows[0]?.n, table).toBe(0)
  }
  await expect(pilot((tx) => peopleOf(tx, id, 'test'))).rejects.toMatchObject({ status: 403 })
  await expect(pilot((tx) => completeRecordOf(tx, id))).rejects.toMatchObject({ status: 403 })
  const rows = await pilot(async (tx) => achievedOf(tx, await panelOf(tx, id)))
  const counts = rows.map(({ pool }) => pool).filter((count) => count !== null)
  expect(counts.length).toBeGreaterThan(0)
  expect(counts.every((count) => count === 0 || count >= 11)).toBe(true)
})

test('outside the operator nothing tells that one more person was interviewed, but each step of eleven', async ({
  house,
}) => {
  const id = await drawn(house)
  const { conventionId, memberId } = house.actorOf('operator-lead')
  const people = await house.as('operator-lead')((tx) => peopleOf(tx, id, 'test'))
  const interview = (personId: string) =>
    house.owner.query(
      `insert into survey_contact_attempt (convention_id, id, panel_person_id, made_by, channel, outcome) values ($1, $2, $3, $4, 'visit', '1.0')`,
      [conventionId, randomUUID(), personId, memberId],
    )
  const seen = () =>
    house.as('landlord-pilot')(async (tx) => {
      const panel = await panelOf(tx, id)
      const { rows } = await sql`select * from survey_panel_counts(${id}::uuid)`.execute(tx)
      return { rows, achieved: await achievedOf(tx, panel), least: await interviewedAtLeast(tx, panel) }
    })
  const before = await seen()
  expect(before.least).toBe(0)
  expect(before.achieved.every(({ asked, interviewed }) => asked === null && interviewed === null)).toBe(true)
  for (const person of people.slice(0, 10)) await interview(person.id)
  expect(await seen()).toEqual(before)
  await interview(people[10]?.id ?? '')
  expect(await seen()).toEqual({ ...before, least: 11 })
  await expect(
    house.as('caretaker')(async (tx) => sql`select * from survey_panel_counts(${id}::uuid)`.execute(tx)),
  ).resolves.toMatchObject({ rows: [] })
})

test('a caretaker, and another convention’s lead, see nothing of the panel', async ({ house }) => {
  const id = await drawn(house)
  await expect(house.as('caretaker')((tx) => panelsOf(tx))).rejects.toMatchObject({ status: 403 })
  expect(await house.elsewhere('operator-lead')((tx) => panelsOf(tx))).toEqual([])
  await expect(house.elsewhere('operator-lead')((tx) => panelOf(tx, id))).rejects.toMatchObject({ status: 404 })
  for (const role of ['caretaker', 'resident', 'partner'] as const) {
    const { rows } = await house.as(role)((tx) =>
      sql<{ n: number }>`select count(*)::int as n from survey_panel`.execute(tx),
    )
    expect(rows[0]?.n).toBe(0)
  }
})

test('nobody confirms the number they typed; going on alone is written in the record', async ({ house }) => {
  const id = await computed(house)
  const lead = house.as('operator-lead')
  await lead((tx) => enterNumber(tx, id, { value: 5, source: 'lottery', reference: 'loto du 4 mars 2026' }))
  const number = await numberOf(house, id)
  await expect(lead((tx) => answerNumber(tx, id, number, 'confirmed'))).rejects.toMatchObject({
    code: 'survey.number-own',
  })
  await expect(lead((tx) => openDraw(tx, id))).rejects.toMatchObject({ code: 'survey.not-at-this-step' })
  await lead((tx) => answerNumber(tx, id, number, 'alone'))
  await lead((tx) => openDraw(tx, id))
  expect((await lead((tx) => recordOf(tx, id))).number.confirmedBy).toBe('alone')
})

test('a number reported as wrong is typed again, and both stay in sight', async ({ house }) => {
  const id = await computed(house)
  const lead = house.as('operator-lead')
  const typed = (value: number) => lead((tx) => enterNumber(tx, id, { value, source: 'dice', reference: 'dés' }))
  await typed(12)
  await house.as('operator-animator')(async (tx) => answerNumber(tx, id, await numberOf(house, id), 'wrong'))
  await typed(21)
  expect((await lead((tx) => panelOf(tx, id))).stage).toBe('numbered')
  const { rows } = await house.owner.query('select value from survey_number where panel_id = $1 order by id', [id])
  expect(rows).toEqual([{ value: 12 }, { value: 21 }])
})

test('an attempt sent twice by a phone that lost the network is stored once', async ({ house }) => {
  const id = await drawn(house)
  const animator = house.as('operator-animator')
  const [person] = await animator((tx) => fieldPeople(tx))
  const attempt = { id: randomUUID(), personId: person?.id ?? '', channel: 'visit', outcome: '2.20' } as const
  await animator((tx) => recordAttempt(tx, attempt))
  await animator((tx) => recordAttempt(tx, attempt))
  const again = (await animator((tx) => peopleOf(tx, id, 'test'))).find((row) => row.id === person?.id)
  expect(person?.panel_id === id ? again?.outcomes : ['2.20']).toEqual(['2.20'])
})

test('a replacement comes from another household, keeps the quotas best, and is refused before its time', async ({
  house,
}) => {
  const id = await drawn(house)
  const lead = house.as('operator-lead')
  const [leaving] = await lead((tx) => peopleOf(tx, id, 'test'))
  const personId = leaving?.id ?? ''
  const miss = () => lead((tx) => recordAttempt(tx, { id: randomUUID(), personId, channel: 'visit', outcome: '2.20' }))
  for (let time = 0; time < 3; time++) await miss()
  await expect(lead((tx) => replacePerson(tx, id, personId))).rejects.toMatchObject({
    code: 'survey.replacement-too-early',
  })
  await miss()
  const comingId = await lead((tx) => replacePerson(tx, id, personId))
  await expect(lead((tx) => replacePerson(tx, id, personId))).rejects.toMatchObject({ code: 'survey.person-replaced' })
  await expect(miss()).rejects.toMatchObject({ code: 'survey.person-replaced' })

  const people = await lead((tx) => peopleOf(tx, id, 'test'))
  expect(people.find((person) => person.id === personId)?.replaced).toBe('not-reached')
  const asked = people.filter(({ replaced }) => replaced === null)
  expect(asked.map((person) => person.id)).toContain(comingId)
  const { rows } = await house.owner.query(
    `select count(*)::int as people, count(distinct household_id)::int as households from survey_panel_person where panel_id = $1`,
    [id],
  )
  expect(rows[0].households).toBe(rows[0].people)
  const quotas = await lead((tx) => quotasOf(tx, id))
  const values = asked.map((person) => ({ values: person.values, household: person.id }))
  expect(violationsOf(quotas, SETTINGS.features, values)).toBe(0)
})

test('what people say of their occupation moves them in the table', async ({ house }) => {
  const id = await drafted(house, { features: ['sex', 'pcs'], tolerance: 0.5 })
  const lead = house.as('operator-lead')
  await lead((tx) => sealPanel(tx, id))
  await lead((tx) => makeLottery(tx, id, AT_REST))
  await lead((tx) => enterNumber(tx, id, { value: 0, source: 'dice', reference: 'dés' }))
  await house.as('operator-animator')(async (tx) => answerNumber(tx, id, await numberOf(house, id), 'confirmed'))
  await lead((tx) => openDraw(tx, id))
  const seats = async () => {
    const rows = await lead(async (tx) => achievedOf(tx, await panelOf(tx, id)))
    return rows.find(({ feature, value }) => feature === 'pcs' && value === '1')?.asked
  }
  expect(await seats()).toBe(0)
  const [person] = await lead((tx) => peopleOf(tx, id, 'test'))
  await lead((tx) => notePcs(tx, { id: randomUUID(), personId: person?.id ?? '', pcs: 1 }))
  expect(await seats()).toBe(1)
})

test('the record’s PDF is tagged and holds no name; the list to print is tagged too', async ({ house }) => {
  const id = await drawn(house)
  const lead = house.as('operator-lead')
  const printed = JSON.stringify(await lead((tx) => recordData(tx, id, 'https://palier.test')))
  const { rows } = await house.owner.query<{ name: string }>(
    'select distinct unnest(array[first_name, last_name]) as name from stock_contact',
  )
  expect(rows.length).toBeGreaterThan(10)
  for (const { name } of rows) expect(printed.includes(name), name).toBe(false)
  const record = await lead((tx) => recordPdf(tx, id, 'https://palier.test'))
  for (const pdf of [record, await lead((tx) => fieldListPdf(tx, undefined))]) {
    const text = pdf.toString('latin1')
    expect(text).toContain('/StructTreeRoot')
    expect(text).toMatch(/\/Marked true/)
    expect(text).toContain('pdfuaid:part')
  }
})

test('every look at the people of a panel is recorded', async ({ house }) => {
  const id = await drawn(house)
  await house.as('operator-animator')((tx) => peopleOf(tx, id, 'survey.people'))
  const { rows } = await house.owner.query(
    "select act, reason, object_count from audit_entry where object_table = 'survey_panel_person' and act = 'look' order by at desc limit 1",
  )
  expect(rows[0]).toMatchObject({ act: 'look', reason: 'survey.people', object_count: 20 })
})
