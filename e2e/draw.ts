/** A panel, from its quotas to its names, as its lead makes it in a browser without scripts. */
import type { Browser, Page } from 'playwright-core'
import { findAll } from './house.ts'
import { CONVENTION, enterAs } from './sign-in.ts'

const COMPUTED_WITHIN_MS = 240_000

const DRAWN = 'Panel de l’enquête 2026'

/** Address of the panel that the demonstration's lead drew without scripts; drawn now if no story asked for it before. */
export async function drawnPanel(browser: Browser): Promise<string> {
  const [drawn] = await findAll<{ id: string }>(
    'select panel.id from survey_draw draw join survey_panel panel on panel.id = draw.panel_id where panel.name = $1 order by panel.id limit 1',
    [DRAWN],
  )
  if (drawn) return `${CONVENTION}/survey/panel/${drawn.id}`
  const lead = await enterAs(browser, 'operator-lead', { javaScriptEnabled: false })
  const panel = await newPanel(lead, DRAWN, 60)
  await untilNumbered(lead, panel, '047')
  await lead.getByRole('button', { name: 'Continuer sans seconde personne' }).click()
  await openPanel(lead)
  await lead.context().close()
  return panel
}

/** Fills in the form of a new panel and gives the address of what came of it. */
export async function newPanel(lead: Page, name: string, size: number, convention = CONVENTION): Promise<string> {
  await lead.goto(`${convention}/survey/panel/new`)
  await lead.getByLabel('Nom du panel').fill(name)
  await lead.getByLabel('Nombre de personnes').fill(String(size))
  await lead.getByRole('button', { name: 'Créer le panel et proposer les quotas' }).click()
  await lead.waitForURL(/\/survey\/panel\/[0-9a-f-]{36}$/)
  return new URL(lead.url()).pathname
}

/** Seals, computes, and enters the number: what is left is to confirm it. */
export async function untilNumbered(lead: Page, panel: string, number: string): Promise<void> {
  await lead.goto(`${panel}/draw`)
  await lead.getByRole('button', { name: 'Sceller' }).click()
  await lead.getByRole('button', { name: 'Calculer les mille panels' }).click()
  await untilComputed(lead)
  await lead.getByLabel('Nombre public').fill(number)
  await lead.getByLabel('Des dés ou des boules, en public').check()
  await lead.getByLabel('Précisions').fill('Trois boules, salle commune des Ormes')
  await lead.getByRole('button', { name: 'Enregistrer le nombre' }).click()
  await lead.getByText('a saisi ce nombre').waitFor()
}

/** Opens the panel that bears the confirmed number. */
export async function openPanel(lead: Page): Promise<void> {
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
