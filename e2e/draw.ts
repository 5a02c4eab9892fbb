/** A panel, from its quotas to its names, as its lead makes it in a browser that may have no scripts. */
import type { Browser, Page } from 'playwright-core'
import { findAll } from './house.ts'
import { CONVENTION, enterAs } from './sign-in.ts'

const COMPUTED_WITHIN_MS = 90_000

/** Address of a drawn panel in the demonstration: the one there is, else a new one. */
export async function drawnPanel(browser: Browser): Promise<string> {
  const [drawn] = await findAll<{ panel_id: string }>('select panel_id from survey_draw order by drawn_at limit 1')
  if (drawn) return `${CONVENTION}/survey/panel/${drawn.panel_id}`
  const lead = await enterAs(browser, 'operator-lead', { javaScriptEnabled: false })
  const panel = await newPanel(lead, 'Panel de l’enquête 2026', 60)
  await drawInOneGo(lead, panel)
  await lead.context().close()
  return panel
}

/** Fills in the form of a new panel and gives the address of what came of it. */
export async function newPanel(lead: Page, name: string, size: number): Promise<string> {
  await lead.goto(`${CONVENTION}/survey/panel/new`)
  await lead.getByLabel('Nom du panel').fill(name)
  await lead.getByLabel('Nombre de personnes').fill(String(size))
  await lead.getByRole('button', { name: 'Créer le panel et proposer les quotas' }).click()
  await lead.waitForURL(/\/survey\/panel\/[0-9a-f-]{36}$/)
  return new URL(lead.url()).pathname
}

async function drawInOneGo(lead: Page, panel: string): Promise<void> {
  await lead.goto(`${panel}/draw`)
  await lead.getByRole('button', { name: 'Sceller' }).click()
  await lead.getByRole('button', { name: 'Calculer les mille panels' }).click()
  await untilComputed(lead)
  await lead.getByLabel('Nombre public').fill('047')
  await lead.getByLabel('Des dés ou des boules, en public').check()
  await lead.getByLabel('Précisions').fill('Trois boules, salle commune des Ormes')
  await lead.getByRole('button', { name: 'Enregistrer le nombre' }).click()
  await lead.getByRole('button', { name: 'Continuer sans seconde personne' }).click()
  await lead.getByRole('button', { name: 'Ouvrir le panel' }).click()
  await lead.getByRole('heading', { name: 'Le panel est tiré' }).waitFor()
}

/** Without scripts one looks again by hand. */
async function untilComputed(lead: Page): Promise<void> {
  const latest = Date.now() + COMPUTED_WITHIN_MS
  while ((await lead.getByLabel('Nombre public').count()) === 0) {
    if (Date.now() > latest) throw new Error('The panels were not computed in time')
    await lead.waitForTimeout(1000)
    await lead.goto(lead.url())
  }
}
