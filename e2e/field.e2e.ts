/** In the field with a phone: who to see, what came of it, when to come back; and the desk that draws whoever takes a place. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from './browser.ts'
import { drawnPanel } from './draw.ts'
import { cardInField } from './field.ts'
import { findAll } from './house.ts'
import { CONVENTION, enterAs } from './sign-in.ts'

interface Asked {
  id: string
  name: string
  residence: string
  residenceName: string
}

let chromium: Browser
let animator: Page
let panel: string
let people: Asked[]
beforeAll(async () => {
  chromium = await startBrowser()
  panel = await drawnPanel(chromium)
  people = await stillToSee()
  animator = await enterAs(chromium, 'operator-animator', { viewport: { width: 390, height: 844 } })
})
afterAll(() => chromium.close())

test('a visit without an answer is noted by one press, and pressed twice it is stored once', async () => {
  const [person] = people
  if (!person) throw new Error('Nobody to see')
  await animator.goto(`${CONVENTION}/survey/field`)
  await animator.getByRole('link', { name: new RegExp(`^${person.residenceName} \\(`) }).click()
  await animator.getByRole('heading', { level: 2, name: person.residenceName }).waitFor()
  const card = await cardInField(animator, person)
  await slowly(animator)
  await card.getByRole('button', { name: /^Absent/ }).dblclick()
  await card.getByText('Repasser en journée').waitFor()
  expect(await outcomesOf(person)).toEqual(['2.20'])
})

test('a form that is sent again, by going back, changes nothing', async () => {
  const [, person] = people
  await toPerson(person)
  await animator.getByLabel('Téléphone', { exact: true }).check()
  await animator.getByLabel('Résultat').selectOption({ label: 'À recontacter' })
  const sent = animator.waitForRequest((request) => request.method() === 'POST')
  await animator.getByRole('button', { name: 'Enregistrer l’essai' }).click()
  const body = (await sent).postData() ?? ''
  await animator.getByRole('rowheader').first().waitFor()
  const again = await animator.request.post(animator.url(), {
    data: body,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: new URL(animator.url()).origin },
  })
  expect(again.status()).toBe(200)
  expect(await outcomesOf(person)).toEqual(['later'])
})

test('an appointment is made, and the person’s answer about their occupation is noted', async () => {
  const [, person] = people
  await toPerson(person)
  await animator.getByLabel('Jour', { exact: true }).fill('2030-03-04')
  await animator.getByLabel('Heure').fill('17h30')
  await animator.getByRole('button', { name: 'Prendre rendez-vous' }).click()
  await animator.getByRole('alert').getByText('Écrivez l’heure ainsi').waitFor()
  await animator.getByLabel('Heure').fill('17:30')
  await animator.getByRole('button', { name: 'Prendre rendez-vous' }).click()
  await animator.getByText(/4\smars\s2030.*17:30.*Chez la personne/).waitFor()
  await animator.getByLabel(/^Employés/).check()
  await animator.getByRole('button', { name: 'Noter le métier' }).click()
  await animator.getByText('Employés (dit par la personne)').waitFor()
  await animator.goto(`${panel}/people`)
  await animator.getByRole('link', { name: new RegExp(`4\\smars\\s2030.*${person?.name}`) }).waitFor()
})

test('after a refusal the lead draws who takes the place, and the household is left alone', async () => {
  const [, , person] = people
  if (!person) throw new Error('Nobody to see')
  const card = await cardInField(animator, person)
  await card.getByRole('button', { name: /^Refus de la personne/ }).click()
  await card.waitFor({ state: 'detached' })

  const lead = await enterAs(chromium, 'operator-lead')
  await lead.goto(`${panel}/people/${person.id}`)
  await lead.getByRole('button', { name: 'Tirer le remplacement' }).click()
  await lead.waitForURL(/\/replacements$/)
  const done = lead
    .getByRole('table', { name: 'Remplacements faits' })
    .getByRole('row')
    .filter({ hasText: 'refus de la personne' })
  await done.getByRole('link').last().click()
  await lead.getByRole('heading', { name: 'Noter un essai' }).waitFor()
  await lead.context().close()
  await toPerson(person)
  expect(await animator.getByRole('heading', { name: 'Noter un essai' }).count()).toBe(0)
})

test('the list to print and the numbers to call are there for who goes out', async () => {
  await animator.goto(`${CONVENTION}/survey/field?residence=${people[0]?.residence}`)
  const list = await animator.request.get(
    (await animator.getByRole('link', { name: 'Liste à imprimer' }).getAttribute('href')) ?? '',
  )
  expect(list.headers()['content-type']).toBe('application/pdf')
  expect((await list.body()).subarray(0, 5).toString()).toBe('%PDF-')
  expect(
    await animator
      .getByRole('link', { name: /^Appeler le/ })
      .first()
      .getAttribute('href'),
  ).toMatch(/^tel:\+33/)
})

/** A poor network: what is pressed twice leaves twice, before the first answer is back. */
async function slowly(page: Page): Promise<void> {
  await page.route(/\/survey\/field/, async (route) => {
    if (route.request().method() === 'POST') await page.waitForTimeout(1000)
    await route.continue()
  })
}

async function toPerson(person: Asked | undefined): Promise<void> {
  await animator.goto(`${panel}/people/${person?.id}`)
}

/** People of the panel to whom nothing happened yet, each in a residence of their own. */
async function stillToSee(): Promise<Asked[]> {
  return findAll<Asked>(
    `select distinct on (residence.name) one.id, contact.first_name || ' ' || contact.last_name as name,
       residence.id as residence, residence.name as "residenceName"
     from survey_panel_person one join stock_contact contact on contact.person_id = one.person_id and not contact.is_protected
       join stock_residence residence on residence.id = one.residence_id
     where one.panel_id = $1 and contact.phone is not null
       and not exists (select from survey_contact_attempt attempt where attempt.panel_person_id = one.id)
     order by residence.name, one.id limit 3`,
    [panel.split('/').at(-1)],
  )
}

async function outcomesOf(person: Asked | undefined): Promise<string[]> {
  const rows = await findAll<{ outcome: string }>(
    'select outcome from survey_contact_attempt where panel_person_id = $1 order by made_at',
    [person?.id],
  )
  return rows.map(({ outcome }) => outcome)
}
