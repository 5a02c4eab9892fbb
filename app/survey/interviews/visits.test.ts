import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect } from 'vitest'
import { closeQueue, installQueue, openQueue } from '#app/platform/jobs.server.ts'
import { type House, test } from '../../../test/house.ts'
import { settlePanel } from '../../../test/panel.ts'
import { panelOf } from '../panels.server.ts'
import { byInterviewer, byResidence, paceOf } from './board.server.ts'
import { prolongVisit, startVisit, watchVisit } from './visits.job.ts'
import { endVisit, visitsOf } from './visits.server.ts'

const HOUR_MS = 3_600_000

let ready: Promise<string[]> | undefined
beforeAll(() => {
  ready = undefined
})
afterAll(() => closeQueue())

function scene(house: House): Promise<string[]> {
  ready ??= (async () => {
    const people = await settlePanel(house)
    await installQueue(house.ownerUrl)
    await openQueue()
    return people
  })()
  return ready
}

async function started(house: House, minutes = 60): Promise<string> {
  await scene(house)
  const id = randomUUID()
  const { rows } = await house.owner.query<{ id: string }>('select id from stock_residence order by code limit 1')
  await house.as('operator-animator')((tx) => startVisit(tx, { id, residenceId: rows[0]?.id ?? '', minutes }))
  return id
}

const letters = async (house: House) =>
  (
    await house.owner.query<{ recipient: string; subject: string; body: string }>(
      'select recipient, subject, body from mail',
    )
  ).rows

test('a visit that nobody ended is told to the leads, once, and without saying whose home it is', async ({ house }) => {
  const animator = house.as('operator-animator')
  const id = await started(house)
  const watch = () => animator((tx) => watchVisit(tx, id, new Date(Date.now() + 2 * HOUR_MS)))
  expect(await watch()).toEqual({ told: 0 }) // the hour has not come for the database, whatever this process believes
  await house.owner.query(
    `update survey_visit set started_at = now() - interval '2 hours', due_at = now() - interval '1 hour' where id = $1`,
    [id],
  )
  expect(await watch()).toEqual({ told: 1 })
  expect(await watch()).toEqual({ told: 0 })
  const [letter, ...more] = await letters(house)
  expect(more).toEqual([])
  expect(letter).toMatchObject({ recipient: 'operator-lead@ormes-bondy.test' })
  expect(letter?.body).toContain('Résidence des Érables 1')
  expect((await house.as('operator-lead')(visitsOf))[0]).toMatchObject({ id, is_overdue: true, isMine: false })
  await house.as('operator-lead')((tx) => endVisit(tx, id))
  expect(await animator(visitsOf)).toEqual([])
})

test('a visit that was ended or prolonged in time alarms nobody; one is under way at a time', async ({ house }) => {
  const animator = house.as('operator-animator')
  const id = await started(house)
  await expect(started(house)).rejects.toMatchObject({ code: 'survey.visit-running' })
  await animator((tx) => prolongVisit(tx, id, new Date(Date.now() + 3 * HOUR_MS)))
  const before = (await letters(house)).length
  expect(await animator((tx) => watchVisit(tx, id))).toEqual({ told: 0 })
  await animator((tx) => endVisit(tx, id))
  expect(await animator((tx) => watchVisit(tx, id, new Date(Date.now() + 9 * HOUR_MS)))).toEqual({ told: 0 })
  expect(await letters(house)).toHaveLength(before)
  await expect(house.as('landlord-pilot')(visitsOf)).rejects.toMatchObject({ status: 403 })
})

test('prolonged after the alert, a visit is watched anew', async ({ house }) => {
  const animator = house.as('operator-animator')
  const id = await started(house)
  const late = () =>
    house.owner.query(
      `update survey_visit set started_at = now() - interval '2 hours', due_at = now() - interval '1 hour' where id = $1`,
      [id],
    )
  await late()
  expect(await animator((tx) => watchVisit(tx, id))).toEqual({ told: 1 })
  await animator((tx) => prolongVisit(tx, id))
  expect((await animator(visitsOf))[0]).toMatchObject({ id, is_overdue: false })
  const { rows } = await house.owner.query(
    `select count(*)::int as watches from job where kind = 'survey.visit' and input ->> 'visitId' = $1`,
    [id],
  )
  expect(rows[0].watches).toBeGreaterThanOrEqual(2)
  await late()
  expect(await animator((tx) => watchVisit(tx, id))).toEqual({ told: 1 })
  await animator((tx) => endVisit(tx, id))
  await expect(animator((tx) => prolongVisit(tx, id))).rejects.toMatchObject({ code: 'survey.visit-over' })
})

test('a colleague who is not a lead cannot stop the watch, and is told so', async ({ house }) => {
  const id = await started(house)
  const lead = house.as('operator-lead')
  await house.owner.query('update survey_visit set member_id = $2 where id = $1', [
    id,
    house.actorOf('operator-lead').memberId,
  ])
  await expect(house.as('operator-animator')((tx) => endVisit(tx, id))).rejects.toMatchObject({
    code: 'survey.visit-of-another',
  })
  expect((await lead(visitsOf)).map((visit) => visit.id)).toEqual([id])
  await lead((tx) => endVisit(tx, id))
  await lead((tx) => endVisit(tx, id)) // a second press changes nothing
  expect(await lead(visitsOf)).toEqual([])
})

test('the board counts, by residence, who was interviewed, refused, was not met and is still to see', async ({
  house,
}) => {
  const [first, second, third] = await scene(house)
  const { conventionId, memberId } = house.actorOf('operator-lead')
  for (const [person, outcome] of [
    [first, '1.0'],
    [second, '2.10'],
    [third, '2.20'],
  ])
    await house.owner.query(
      `insert into survey_contact_attempt (convention_id, id, panel_person_id, made_by, channel, outcome) values ($1, $2, $3, $4, 'visit', $5)`,
      [conventionId, randomUUID(), person, memberId, outcome],
    )
  const { rows } = await house.owner.query<{ panel_id: string }>('select panel_id from survey_panel_person limit 1')
  const lead = house.as('operator-lead')
  const panel = await lead((tx) => panelOf(tx, rows[0]?.panel_id ?? ''))
  const all = await lead((tx) => byResidence(tx, panel))
  expect(all.reduce((sum, row) => sum + row.asked, 0)).toBe(6)
  expect(all[0]).toMatchObject({ interviewed: 1, refused: 1, unmet: 1 })
  expect(await lead((tx) => byInterviewer(tx, panel))).toEqual([])
  expect(await lead((tx) => paceOf(tx, panel))).toEqual({ held: 0, wanted: 6, forecast: null })
})
