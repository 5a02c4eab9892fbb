/** Invoices: the lead makes and issues one, its PDF opens and its data hold, a payment comes; the pilot reads it on a phone. */
import { decodePDFRawStream, PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream } from 'pdf-lib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCii } from '../packages/factur-x/read-cii.ts'
import { brokenRules } from '../packages/factur-x/rules.ts'
import { startBrowser } from './browser.ts'
import { CONVENTION, enterAs } from './sign-in.ts'

const INVOICES = `${CONVENTION}/convention/invoices`

let chromium: Browser
let lead: Page
let invoice: string
beforeAll(async () => {
  chromium = await startBrowser()
  lead = await enterAs(chromium, 'operator-lead', { viewport: { width: 1280, height: 800 } })
})
afterAll(() => chromium.close())

test('a draft says what is missing; complete, it is issued under the next number', async () => {
  await lead.goto(`${INVOICES}/new`)
  await lead.getByRole('button', { name: 'Faire le brouillon' }).click()
  await lead.getByText('Ajoutez ce qui est facturé').waitFor()
  expect(await lead.getByRole('link', { name: 'Émettre' }).count()).toBe(0)
  invoice = new URL(lead.url()).pathname
  await lead.getByRole('link', { name: 'Ajouter une ligne' }).click()
  await lead.getByLabel('Ce qui est facturé').fill('Animation supplémentaire')
  await lead.getByLabel('Prix unitaire HT').fill('mille')
  await lead.getByRole('button', { name: 'Enregistrer' }).click()
  await lead.getByRole('alert').getByText('Écrivez un nombre positif').waitFor()
  await lead.getByLabel('Prix unitaire HT').fill('1 250,50')
  await lead.getByRole('button', { name: 'Enregistrer' }).click()
  await lead.getByText(/^La facture ne dit ni le jour ni la période/).waitFor()
  await lead.getByLabel('Jour de la prestation').fill('2026-11-02')
  await lead.getByRole('button', { name: 'Enregistrer' }).click()
  await lead.getByRole('link', { name: 'Émettre' }).click()
  await lead.getByRole('button', { name: 'Émettre définitivement' }).click()
  await lead.getByRole('heading', { level: 1, name: /^Facture FA-\d{4}-000\d$/ }).waitFor()
})

test('its PDF opens; the data inside keep every rule and come to what the page says', async () => {
  const pdf = await PDFDocument.load(await (await lead.request.get(`${invoice}/document.pdf`)).body())
  expect(pdf.getPageCount()).toBe(1)
  const names = pdf.catalog.lookup(PDFName.of('Names'), PDFDict).lookup(PDFName.of('EmbeddedFiles'), PDFDict)
  const spec = names.lookup(PDFName.of('Names'), PDFArray).lookup(1, PDFDict)
  const file = spec.lookup(PDFName.of('EF'), PDFDict).lookup(PDFName.of('F'))
  if (!(file instanceof PDFRawStream)) throw new Error('the PDF holds no file')
  const read = readCii(new TextDecoder().decode(decodePDFRawStream(file).decode()))
  expect(brokenRules(read.invoice, read.stated)).toEqual([])
  expect(read.stated.grossCents).toBe(1500_60)
  await lead
    .getByText(/1.500,60/)
    .first()
    .waitFor()
  expect(await lead.getByRole('heading', { level: 1 }).textContent()).toContain(read.invoice.number)
})

test('a payment settles it, and the pilot reads so on a phone, without scripts', async () => {
  await lead.getByText('Noter un règlement', { exact: true }).first().click()
  await lead.getByRole('button', { name: 'Noter un règlement' }).click()
  await lead.getByText('payée', { exact: true }).waitFor()
  await lead.getByText(/^Encaissée.\(212\) le/).waitFor()
  const pilot = await enterAs(chromium, 'landlord-pilot', {
    viewport: { width: 390, height: 844 },
    javaScriptEnabled: false,
  })
  await pilot.goto(INVOICES)
  expect(await pilot.getByText('brouillon').count()).toBe(0)
  await pilot.goto(invoice)
  await pilot.getByText('payée', { exact: true }).waitFor()
  expect(await pilot.getByRole('button', { name: /avoir|Retirer|Noter/ }).count()).toBe(0)
  expect((await pilot.request.get(`${invoice}/document.pdf`)).headers()['content-type']).toBe('application/pdf')
  await pilot.context().close()
})

test('a late invoice has its letter ready; a dispute stops reminders until it is settled', async () => {
  await lead.goto(`${INVOICES}?state=late`)
  await lead.getByRole('link', { name: /^FA-/ }).click()
  await lead.getByText('Noter une relance', { exact: true }).first().click()
  const today = await lead.getByRole('link', { name: 'Voir la lettre d’aujourd’hui' }).getAttribute('href')
  expect((await lead.request.get(today ?? '')).headers()['content-type']).toBe('application/pdf')
  await lead.getByText('Signaler un litige', { exact: true }).first().click()
  await lead.getByLabel('Ce qui est contesté').fill('Une journée en trop')
  await lead.getByRole('button', { name: 'Signaler un litige' }).click()
  await lead.getByRole('heading', { name: /^En litige depuis/ }).waitFor()
  expect(await lead.getByText('Noter une relance', { exact: true }).count()).toBe(0)
  await lead.getByText('Le litige est réglé', { exact: true }).first().click()
  await lead.getByLabel('Comment il a été réglé').fill('Reconnue due')
  await lead.getByRole('button', { name: 'Le litige est réglé' }).click()
  await lead.getByText(/^Litige réglé le .* Reconnue due/).waitFor()
})
