/** A lead whose browser runs no script: a file in, a panel drawn, a visit noted. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from './browser.ts'
import { drawnPanel } from './draw.ts'
import { cardInField } from './field.ts'
import { find } from './house.ts'
import { checkLines, chooseFile, commit, NEW_RESIDENCE } from './imports.ts'
import { CONVENTION, enterAs } from './sign-in.ts'

let chromium: Browser
let lead: Page
beforeAll(async () => {
  chromium = await startBrowser()
  lead = await enterAs(chromium, 'operator-lead', { javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
})
afterAll(() => chromium.close())

test('a file is read, checked, committed and taken out again', async () => {
  await chooseFile(lead, CONVENTION, NEW_RESIDENCE)
  await checkLines(lead)
  await commit(lead)
  await lead.getByRole('link', { name: 'Annuler cet import' }).click()
  await lead.getByRole('button', { name: 'Annuler cet import' }).click()
  await lead.getByText('Cet import a été annulé').waitFor()
})

test('a panel is drawn, and its page says how fair it is', async () => {
  await lead.goto(`${await drawnPanel(chromium)}/result`)
  await lead.getByRole('heading', { name: 'Égalité des chances' }).waitFor()
  expect(await lead.getByRole('table', { name: 'Sexe' }).getByRole('cell').first().textContent()).toMatch(/^\d/)
})

test('a visit is noted in the field, and stands in the log of the person', async () => {
  const panel = await drawnPanel(chromium)
  const person = await find<{ id: string; residence: string }>(
    `select one.id, one.residence_id as residence from survey_panel_person one
       join stock_contact contact on contact.person_id = one.person_id and not contact.is_protected
     where one.panel_id = $1 and not exists (select from survey_contact_attempt attempt where attempt.panel_person_id = one.id)
     order by one.id desc limit 1`,
    [panel.split('/').at(-1)],
  )
  const card = await cardInField(lead, person)
  await card.getByRole('button', { name: /^D’accord/ }).click()
  await lead.goto(`${panel}/people/${person.id}`)
  const log = lead.getByRole('table', { name: 'Essais de contact' }).getByRole('row').nth(1)
  expect(await log.textContent()).toMatch(/Visite.*D’accord.*Claire Montreuil/)
})
