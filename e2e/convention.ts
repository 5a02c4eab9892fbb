/** A convention of one's own: opened by the administrator, entered by its lead. */
import type { Browser, Page } from 'playwright-core'
import { linkIn } from './letters.ts'
import { giveLock } from './passkey.ts'
import { arrive, enterAs } from './sign-in.ts'

interface NewConvention {
  name: string
  code: string
  leadName: string
  leadEmail: string
}

/** Fills in and sends the form that opens a convention. */
export async function openConvention(administrator: Page, { name, code, leadName, leadEmail }: NewConvention) {
  await administrator.goto('/administration')
  await administrator.getByRole('link', { name: 'Ouvrir une convention' }).click()
  await administrator.getByLabel('Nom', { exact: true }).fill(name)
  await administrator.getByLabel('Code', { exact: true }).fill(code)
  await administrator.getByLabel('Opérateur').fill('Atelier des Rives')
  await administrator.getByLabel('Bailleur').fill('Habitat des Rives')
  await administrator.getByLabel('Codes INSEE des communes').fill('93010')
  await administrator.getByLabel('Nom de la personne responsable de mission').fill(leadName)
  await administrator.getByLabel('Son adresse électronique').fill(leadEmail)
  await administrator.getByRole('button', { name: 'Ouvrir et inviter' }).click()
}

/** Opens a convention and lets its lead in by the letter; a passkey is added where the product asks for one. */
export async function conventionOfOnesOwn(browser: Browser, convention: NewConvention): Promise<Page> {
  const administrator = await enterAs(browser, 'administrator')
  await openConvention(administrator, convention)
  await administrator.getByText('La convention est ouverte').waitFor()
  await administrator.context().close()
  const lead = await arrive(browser)
  await giveLock(lead)
  await lead.goto(await linkIn(convention.leadEmail))
  await lead.getByRole('button', { name: 'Accepter et entrer' }).click()
  await lead.getByRole('heading', { level: 1 }).and(lead.locator(':not(:text("Votre invitation"))')).waitFor()
  const asksForKey = lead.getByRole('button', { name: 'Ajouter une clé d’accès' })
  if (await asksForKey.isVisible()) await asksForKey.click()
  await lead.getByText(`Bonjour ${convention.leadName}`).waitFor()
  return lead
}
