/** A caretaker with a phone: the residences entrusted to them, those who live there, and nothing of anyone else. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from './browser.ts'
import { find } from './house.ts'
import { CONVENTION, enterAs } from './sign-in.ts'

interface Tenant {
  last_name: string
  first_name: string
  /** Of the residence. */
  name: string
  residence: string
  dwelling: string
}

let chromium: Browser
let caretaker: Page
let own: Tenant
let elsewhere: Tenant
beforeAll(async () => {
  chromium = await startBrowser()
  caretaker = await enterAs(chromium, 'caretaker', { viewport: { width: 390, height: 844 } })
  own = await tenantOf('ORM01')
  elsewhere = await tenantOf('ORM20')
})
afterAll(() => chromium.close())

test('only one’s own residences are listed', async () => {
  await caretaker.goto(`${CONVENTION}/stock`)
  expect(await caretaker.getByRole('table', { name: 'Résidences' }).getByRole('rowheader').count()).toBe(5)
})

test('the search finds a tenant of one’s own, and no one of another residence', async () => {
  expect(await found(own)).toContain(`${own.first_name} ${own.last_name}`)
  expect(await found(elsewhere)).not.toContain(`${elsewhere.first_name} ${elsewhere.last_name}`)
})

test('the tenants of one’s own residence are shown, and the administrator reads that they were looked at', async () => {
  await caretaker.goto(`${CONVENTION}/stock/residences/${own.residence}/tenants?q=${own.last_name}`)
  await caretaker.getByText('Chaque consultation de ces personnes est enregistrée').waitFor()
  await caretaker
    .getByRole('rowheader', { name: `${own.last_name} ${own.first_name}` })
    .first()
    .waitFor()

  const administrator = await enterAs(chromium, 'administrator')
  await administrator.goto(`${CONVENTION}/audit`)
  await administrator.getByLabel('Qui').fill('Teixeira')
  await administrator.getByLabel('Acte').selectOption({ label: 'Consultation' })
  await administrator.getByRole('button', { name: 'Appliquer' }).click()
  const looks = administrator.getByRole('table', { name: 'Actes' }).getByRole('row', { name: /Manuel Teixeira/ })
  await looks.filter({ hasText: 'Consultation' }).filter({ hasText: 'stock_contact' }).first().waitFor()
  await administrator.context().close()
})

test('a residence entrusted to the caretaker opens at once; its protected tenant stays without a name', async () => {
  const hidden = await tenantOf('ORM16', { isProtected: true })
  const lead = await enterAs(chromium, 'operator-lead')
  await lead.goto(`${CONVENTION}/stock/coverage`)
  await lead.getByLabel('Résidence', { exact: true }).selectOption(hidden.residence)
  await lead.getByLabel('Gardien·ne').selectOption({ label: 'Manuel Teixeira' })
  await lead.getByRole('button', { name: 'Confier', exact: true }).click()
  await lead.getByText('l’accès change dès maintenant').waitFor()

  const answer = await caretaker.goto(`${CONVENTION}/stock/dwellings/${hidden.dwelling}`)
  await caretaker.getByText('Nom non communiqué').first().waitFor()
  expect(await answer?.text()).not.toContain(hidden.last_name)

  await lead.getByRole('button', { name: `Retirer Manuel Teixeira, ${hidden.name}` }).click()
  await lead.getByRole('button', { name: `Retirer Manuel Teixeira, ${hidden.name}` }).waitFor({ state: 'detached' })
  expect((await caretaker.goto(`${CONVENTION}/stock/dwellings/${hidden.dwelling}`))?.status()).toBe(404)
  await lead.context().close()
})

test('another’s residence answers like one that does not exist', async () => {
  const paths = ['residences/ID', 'residences/ID/dwellings', 'residences/ID/tenants', 'dwellings/ID']
  for (const path of paths) {
    const id = path.startsWith('dwellings') ? elsewhere.dwelling : elsewhere.residence
    const there = await answerTo(path.replace('ID', id))
    const nowhere = await answerTo(path.replace('ID', '01a00000-0000-7000-8000-000000000000'))
    expect(there).toEqual({ status: 404, said: nowhere.said })
    expect(nowhere.status).toBe(404)
  }
})

async function found({ last_name, first_name }: Tenant): Promise<string> {
  await caretaker.goto(`${CONVENTION}/stock`)
  await caretaker.getByLabel('Chercher une adresse, un logement ou un nom').fill(`${first_name} ${last_name}`)
  await caretaker.keyboard.press('Enter')
  await caretaker.getByRole('heading', { level: 1, name: 'Recherche' }).waitFor()
  return (await caretaker.getByRole('list').allTextContents()).join(' ')
}

async function answerTo(path: string): Promise<{ status: number | undefined; said: string | null }> {
  const answer = await caretaker.goto(`${CONVENTION}/stock/${path}`)
  return { status: answer?.status(), said: await caretaker.getByRole('main').textContent() }
}

function tenantOf(code: string, { isProtected = false } = {}): Promise<Tenant> {
  return find<Tenant>(
    `select contact.last_name, contact.first_name, residence.name, residence.id as residence, household.dwelling_id as dwelling
     from stock_contact contact join stock_person person on person.id = contact.person_id
       join stock_household household on household.id = person.household_id and household.left_on is null
       join stock_residence residence on residence.id = person.residence_id
     where residence.code = $1 and contact.is_protected = $2 and person.is_holder limit 1`,
    [code, isProtected],
  )
}
