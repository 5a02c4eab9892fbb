/** The landlord's pilot: sees the stock and the panel in figures, confirms a number, and never learns who is in it. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from './browser.ts'
import { drawnPanel, newPanel, openPanel, untilNumbered } from './draw.ts'
import { find, findAll } from './house.ts'
import { CONVENTION, enterAs } from './sign-in.ts'

let chromium: Browser
let pilot: Page
let panel: string
beforeAll(async () => {
  chromium = await startBrowser()
  panel = await drawnPanel(chromium)
  pilot = await enterAs(chromium, 'landlord-pilot', { viewport: { width: 1280, height: 800 } })
})
afterAll(() => chromium.close())

test('the pilot, as second person, confirms the number that came out, and the lead opens the panel', async () => {
  const lead = await enterAs(chromium, 'operator-lead', { javaScriptEnabled: false })
  const other = await newPanel(lead, 'Panel confirmé à deux', 60)
  await untilNumbered(lead, other, '812')
  await pilot.goto(`${other}/draw`)
  await pilot.getByRole('button', { name: 'Je confirme : 812' }).click()
  await pilot.getByText('La personne chargée de mission va ouvrir le panel.').waitFor()
  await lead.goto(`${other}/draw`)
  await openPanel(lead)
  await lead.getByText(/812 · .* · confirmé par Hélène Garrigue/).waitFor()
  await lead.context().close()
})

test('the panel’s figures are there, without who was asked or interviewed, nor a count of fewer than eleven people', async () => {
  await pilot.goto(`${panel}/result`)
  await pilot.getByRole('heading', { name: 'Égalité des chances' }).waitFor()
  await pilot.goto(panel)
  await pilot.getByText(/de onze en onze/).waitFor()
  expect(await pilot.getByRole('columnheader', { name: /^(Sollicités|Entretiens faits)$/ }).count()).toBe(0)
  const counts = await pilot
    .getByRole('table', { name: 'Résidence' })
    .locator('[data-title="Dans le registre"]')
    .allTextContents()
  expect(counts.length).toBeGreaterThan(0)
  expect(counts.filter((count) => count !== 'secret' && Number(count) < 11 && Number(count) > 0)).toEqual([])
})

test('a small group of tenants is secret in a residence’s profile', async () => {
  const { id } = await find<{ id: string }>("select id from stock_residence where code = 'ORM01'")
  await pilot.goto(`${CONVENTION}/stock/profile?residence=${id}`)
  await pilot.getByText('Voir les chiffres').first().click()
  expect(await pilot.getByRole('cell').allTextContents()).toContain('secret')
})

test('no answer to the pilot, page or data, holds a name, a number or a reference of anyone in the panel', async () => {
  const words = await wordsOf(panel)
  expect(words.length).toBeGreaterThan(200)
  for (const address of await openToPilot()) {
    for (const form of [address, address.replace(/(\?|$)/, '.data$1')]) {
      const answer = await pilot.request.get(form)
      expect(answer.status(), form).toBe(200)
      const text = (await answer.text()).replaceAll(MADE_BY_CHANCE, '')
      expect(
        words.filter((word) => new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'u').test(text)),
        form,
      ).toEqual([])
    }
  }
})

test('pages and files about persons are refused to the pilot', async () => {
  const { person, residence } = await find<{ person: string; residence: string }>(
    'select id as person, residence_id as residence from survey_panel_person where panel_id = $1 limit 1',
    [panel.split('/').at(-1)],
  )
  const closed = [
    `${panel}/people`,
    `${panel}/people/${person}`,
    `${panel}/replacements`,
    `${panel}/complete-record.json`,
    `${CONVENTION}/survey/field`,
    `${CONVENTION}/survey/field/list.pdf`,
    `${CONVENTION}/stock/residences/${residence}/tenants`,
  ]
  for (const address of closed) expect((await pilot.request.get(address)).status(), address).toBe(403)
})

/** Letters that the machine draws anew: what may look like a short name there is nobody's. */
const MADE_BY_CHANCE = /nonce="[^"]*"|data-reference="[^"]*"|\/assets\/[\w./-]+|\/verify\/[\w-]+/g

/** What would give someone of the panel away: names as the register writes them, numbers, addresses, references. */
async function wordsOf(drawn: string): Promise<string[]> {
  const rows = await findAll<{ word: string | null }>(
    `select unnest(array[contact.last_name, contact.phone, contact.email, one.id::text, one.person_id::text, one.household_id::text])
       as word
     from survey_panel_person one join stock_contact contact on contact.person_id = one.person_id where one.panel_id = $1`,
    [drawn.split('/').at(-1)],
  )
  return rows.flatMap(({ word }) => (word === null ? [] : [word.replaceAll(/[+.]/g, '\\$&')]))
}

interface Place {
  name: string
  residence: string
  dwelling: string
  token: string
}

/** Every page of the stock and of the panel that a pilot opens, where someone of the panel lives. */
async function openToPilot(): Promise<string[]> {
  const { name, residence, dwelling, token } = await find<Place>(
    `select contact.last_name as name, one.residence_id as residence, household.dwelling_id as dwelling, panel.public_token as token
     from survey_panel_person one join survey_panel panel on panel.id = one.panel_id
       join stock_household household on household.id = one.household_id
       join stock_contact contact on contact.person_id = one.person_id where panel.id = $1 limit 1`,
    [panel.split('/').at(-1)],
  )
  const stock = [
    '',
    '/vacancy',
    '/coverage',
    '/profile',
    `/profile?residence=${residence}`,
    `/search?q=${name.slice(0, -1)}`,
  ]
  const inside = ['', '/dwellings'].map((view) => `/residences/${residence}${view}`)
  return [
    ...[...stock, ...inside, `/dwellings/${dwelling}`].map((path) => `${CONVENTION}/stock${path}`),
    `${CONVENTION}/survey`,
    ...['', '/draw', '/result', '/record'].map((tab) => `${panel}${tab}`),
    `/verify/${token}`,
  ]
}
