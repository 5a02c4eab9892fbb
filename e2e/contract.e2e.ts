/** The contract: the lead rewrites an action, shows what was done, and the landlord's pilot reads both from a phone. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from './browser.ts'
import { find } from './house.ts'
import { CONVENTION, enterAs } from './sign-in.ts'

let chromium: Browser
let lead: Page
let late: string
beforeAll(async () => {
  chromium = await startBrowser()
  lead = await enterAs(chromium, 'operator-lead', { viewport: { width: 1280, height: 800 } })
  const { id } = await find<{ id: string }>(
    "select id from convention_deliverable where title = 'Synthèse des entretiens avec les gardiens'",
  )
  late = `${CONVENTION}/convention/deliverables/${id}`
}, 60_000)
afterAll(() => chromium.close())

test('the lead rewrites an action; the version before stays', async () => {
  await lead.goto(`${CONVENTION}/convention`)
  await lead.getByRole('link', { name: /Mobilisation des locataires/ }).click()
  await lead.getByRole('link', { name: 'Modifier l’action' }).click()
  const tasks = lead.getByLabel('Missions à réaliser')
  await tasks.fill(`${await tasks.inputValue()}\nAffichage dans les halls\n- Une affiche par hall`)
  await lead.getByRole('button', { name: 'Écrire cette version' }).click()
  await lead.getByText('Une affiche par hall').first().waitFor()
  await lead.getByText(/^Version 2/).waitFor()
  await lead.getByText(/^Version 1/).waitFor()
})

test('done is refused without evidence, and taken with a document', async () => {
  await lead.goto(late)
  await lead.getByRole('button', { name: 'Noter comme fait' }).click()
  await lead.getByRole('alert').getByText('Joignez d’abord une preuve').waitFor()
  await lead.getByRole('link', { name: 'Joindre une preuve' }).click()
  await lead
    .getByLabel('Fichier')
    .setInputFiles({ name: 'synthese.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\nSynthèse') })
  await lead.getByRole('button', { name: 'Joindre le document' }).click()
  await lead.getByRole('link', { name: 'synthese.pdf' }).waitFor()
  await lead.getByRole('button', { name: 'Noter comme fait' }).click()
  await lead.getByRole('button', { name: 'Rouvrir' }).waitFor()
})

test('the pilot reads it all from a phone, without scripts, and changes nothing', async () => {
  const pilot = await enterAs(chromium, 'landlord-pilot', {
    viewport: { width: 390, height: 844 },
    javaScriptEnabled: false,
  })
  await pilot.goto(late)
  await pilot.getByText('fait', { exact: true }).first().waitFor()
  expect(await pilot.getByRole('button', { name: /Rouvrir|Enregistrer|Retirer/ }).count()).toBe(0)
  const address = await pilot.getByRole('link', { name: 'synthese.pdf' }).getAttribute('href')
  const document = await pilot.request.get(address ?? '')
  expect(await document.text()).toBe('%PDF-1.7\nSynthèse')
  await pilot.goto(`${CONVENTION}/convention/schedule`)
  await pilot
    .getByText(/135.000,00/)
    .first()
    .waitFor()
  await pilot.goto(`${CONVENTION}/convention/amendments`)
  await pilot.getByRole('link', { name: /^Avant et après l’avenant n°.2/ }).click()
  await pilot.getByRole('cell', { name: 'à partir du 1er juillet 2027, 2 mois' }).waitFor()
  expect(await pilot.getByLabel('Fichier').count()).toBe(0)
  await pilot.context().close()
})
