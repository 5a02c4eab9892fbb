/** Someone who reads English: the switch keeps the page, and no French is left on it. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from './browser.ts'
import { drawnPanel } from './draw.ts'
import { frenchLeftOn } from './french-words.ts'
import { find, findAll } from './house.ts'
import { CONVENTION, enterAs } from './sign-in.ts'

let chromium: Browser
beforeAll(async () => {
  chromium = await startBrowser()
})
afterAll(() => chromium.close())

test.each([390, 1280])('at %i px the switch keeps the page and what was asked of it', async (width) => {
  const lead = await enterAs(chromium, 'operator-lead', { viewport: { width, height: 844 } })
  await lead.goto(`${CONVENTION}/stock?sort=dwellings&direction=descending`)
  const first = lead.getByRole('table').getByRole('rowheader').first()
  const before = await first.textContent()
  expect((await frenchLeftOn(lead)).length).toBeGreaterThan(10)
  await lead.getByRole('button', { name: 'English' }).click()
  await lead.getByRole('heading', { level: 1, name: 'Stock' }).waitFor()
  expect(new URL(lead.url()).search).toBe('?sort=dwellings&direction=descending')
  expect(await first.textContent()).toBe(before)
  expect(await lead.getAttribute('html', 'lang')).toBe('en')
  await lead.getByRole('button', { name: 'Français' }).click()
  await lead.getByRole('heading', { level: 1, name: 'Patrimoine' }).waitFor()
  await lead.context().close()
})

test('no French is left on the pages of the stock, the territory, the imports and the panel', async () => {
  const lead = await enterAs(chromium, 'operator-lead')
  const panel = await drawnPanel(chromium)
  const { residence, place } = await find<{ residence: string; place: string }>(
    `select r.id as residence, (select p.id from territory_place p
       where p.convention_id = r.convention_id and p.kind = 'pharmacy' order by p.id limit 1) as place
     from stock_residence r where r.code = 'ORM03'`,
  )
  // A published place may be called what the catalogue calls its kind.
  const places = await findAll<{ name: string }>('select distinct name from territory_place where name is not null')
  const names = places.map(({ name }) => name).join('\n')
  await lead.getByRole('button', { name: 'English' }).click()
  const pages = [
    '',
    '/help',
    '/stock',
    `/stock/residences/${residence}`,
    '/stock/profile',
    '/stock/vacancy',
    '/imports/new',
    '/territory',
    ...[
      '/indicators',
      '/indicators/poverty',
      '/services',
      '/wishes',
      '/files',
      '/diagnosis',
      '/access',
      '/transit',
    ].map((path) => `/territory${path}`),
    ...[`/access/${residence}`, `/access/${residence}/${place}`, `/transit/${residence}`].map(
      (path) => `/territory${path}`,
    ),
  ]
  const addresses = [
    ...pages.map((path) => `${CONVENTION}${path}`),
    ...['/survey', '/survey/panel/new', '/survey/field', '/members', '/jobs'].map((path) => `${CONVENTION}${path}`),
    ...['', '/draw', '/result', '/people', '/replacements', '/record'].map((tab) => `${panel}${tab}`),
    '/account',
  ]
  for (const address of addresses) {
    await lead.goto(address)
    expect(
      (await frenchLeftOn(lead)).filter((left) => !names.includes(left.replace('still in French: ', ''))),
      address,
    ).toEqual([])
  }
  await lead.context().close()
})
