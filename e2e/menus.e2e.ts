/** What unfolds over a page or in it: no barrier inside, Escape closes it, and one is back where one was. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeOn } from './barriers.ts'
import { startBrowser, untilAlive } from './browser.ts'
import { find } from './house.ts'
import { CONVENTION, enterAs } from './sign-in.ts'

let chromium: Browser
beforeAll(async () => {
  chromium = await startBrowser()
})
afterAll(() => chromium.close())

test.each([390, 1280])('the account menu at %i px', async (width) => {
  const lead = await enterAs(chromium, 'operator-lead', { viewport: { width, height: 844 } })
  const menu = lead.getByRole('banner').getByText('Claire Montreuil').first().locator('xpath=ancestor::summary')
  await menu.click()
  const account = lead.getByRole('link', { name: 'Mon compte' })
  await account.waitFor()
  expect(await axeOn(lead, 'header')).toEqual([])
  await lead.keyboard.press('Tab')
  await lead.keyboard.press('Escape')
  await account.waitFor({ state: 'hidden' })
  await expect.poll(() => hasFocus(menu)).toBe(true)
  await menu.click()
  await lead.getByRole('main').click({ position: { x: 5, y: 500 } }) // a press elsewhere closes it too
  await account.waitFor({ state: 'hidden' })
  await lead.context().close()
})

test.each([390, 1280])('where a figure comes from, at %i px', async (width) => {
  const lead = await enterAs(chromium, 'operator-lead', { viewport: { width, height: 844 } })
  const { id } = await find<{ id: string }>("select id from stock_residence where code = 'ORM02'")
  await lead.goto(`${CONVENTION}/stock/residences/${id}`)
  const question = lead.getByText('D’où vient ce chiffre ?').first()
  await question.focus()
  await lead.keyboard.press('Enter')
  await lead.getByText('Sources').first().waitFor()
  expect(await axeOn(lead, '.figures')).toEqual([])
  expect(await lead.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  await lead.keyboard.press('Enter')
  await lead.getByText('Sources').first().waitFor({ state: 'hidden' })
  await lead.context().close()
})

test.each([390, 1280])('the question before an import is undone, at %i px', async (width) => {
  const lead = await enterAs(chromium, 'operator-lead', { viewport: { width, height: 844 } })
  const { id } = await find<{ id: string }>(
    "select import.id from import join convention on convention.id = import.convention_id where convention.code = 'ormes-bondy' and committed_at is not null and undone_at is null order by received_at limit 1",
  )
  await lead.goto(`${CONVENTION}/imports/${id}`)
  await untilAlive(lead)
  const opener = lead.getByRole('link', { name: 'Annuler cet import' })
  const dialog = lead.getByRole('dialog', { name: 'Annuler cet import ?' })
  for (const leave of [
    () => lead.keyboard.press('Escape'),
    () => dialog.getByRole('button', { name: 'Annuler', exact: true }).click(),
  ]) {
    await opener.focus()
    await lead.keyboard.press('Enter')
    await dialog.waitFor()
    expect(await axeOn(lead, '[role=dialog]')).toEqual([])
    expect(await holdsFocus(lead, dialog)).toBe(true)
    await leave()
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => hasFocus(opener)).toBe(true) // it is given back one frame after the question has gone
  }
  await lead.context().close()
})

/** Tab goes round inside and never behind the question. */
async function holdsFocus(page: Page, dialog: Locator): Promise<boolean> {
  for (let press = 0; press < 4; press++) {
    await page.keyboard.press('Tab')
    if (!(await dialog.evaluate((inside) => inside.contains(document.activeElement)))) return false
  }
  return true
}

/** The control itself, or what holds the words that were pressed. */
function hasFocus(control: Locator): Promise<boolean> {
  return control.evaluate(
    (element) => document.activeElement?.contains(element) === true && document.activeElement !== document.body,
  )
}
