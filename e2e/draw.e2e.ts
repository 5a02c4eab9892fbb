/** The draw by someone who has no mouse, and its check by someone who has no account. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from './browser.ts'
import { drawnPanel } from './draw.ts'
import { find } from './house.ts'
import { pressByKey, tabTo, typeInto } from './keyboard.ts'
import { arrive, CONVENTION, enterAs } from './sign-in.ts'

let chromium: Browser
beforeAll(async () => {
  chromium = await startBrowser()
})
afterAll(() => chromium.close())

test('with the keyboard alone a lead makes a panel, seals it, computes, enters the number, and opens it', async () => {
  const lead = await enterAs(chromium, 'operator-lead', { viewport: { width: 1280, height: 800 } })
  const button = (name: string) => lead.getByRole('button', { name })
  await lead.goto(`${CONVENTION}/survey`)
  await pressByKey(lead, lead.getByRole('link', { name: 'Nouveau panel' }))
  await typeInto(lead, lead.getByLabel('Nom du panel'), 'Panel sans souris')
  await tabTo(lead, lead.getByLabel('Sexe'))
  await lead.keyboard.press('Space')
  await typeInto(lead, lead.getByLabel('Nombre de personnes'), '60')
  await pressByKey(lead, button('Créer le panel et proposer les quotas'))
  await pressByKey(lead, lead.getByRole('link', { name: 'Tirage', exact: true }))
  await pressByKey(lead, button('Sceller'), 'Space')
  await pressByKey(lead, button('Calculer les mille panels'))
  await lead.getByRole('progressbar', { name: 'Calcul des panels' }).waitFor()
  await typeInto(lead, lead.getByLabel('Nombre public'), '205')
  await tabTo(lead, lead.getByLabel('Un tirage de loterie nommé'))
  await lead.keyboard.press('ArrowDown')
  await lead.keyboard.press('ArrowDown')
  expect(await lead.getByLabel('Des dés ou des boules, en public').isChecked()).toBe(true)
  await typeInto(lead, lead.getByLabel('Précisions'), 'Dés lancés devant le comité')
  await lead.keyboard.press('Enter')
  await pressByKey(lead, button('Continuer sans seconde personne'))
  await pressByKey(lead, button('Ouvrir le panel'))
  await pressByKey(lead, lead.getByRole('link', { name: 'Résultat' }).last())
  await lead.getByRole('heading', { name: 'Égalité des chances' }).waitFor()
  await lead.context().close()
})

test('someone without an account draws again in their browser, on a phone, and sees that it holds', async () => {
  const guest = await atPublicPage()
  await guest.getByRole('button', { name: 'Refaire la vérification dans ce navigateur' }).click()
  await guest.getByText('Vérifié dans ce navigateur, à l’instant.').waitFor()
  await guest.getByText('Le tirage est exact.').waitFor()
  expect(await outcomes(guest)).not.toContain('Faux')
  await guest.context().close()
})

test('a record in which one person was exchanged does not hold, and the step that fails is named', async () => {
  const guest = await atPublicPage()
  await guest.route('**/record.json', async (route) => {
    const record = await (await route.fetch()).json()
    record.drawn[0] = record.drawn[1]
    await route.fulfill({ json: record })
  })
  await guest.getByRole('button', { name: 'Refaire la vérification dans ce navigateur' }).click()
  await guest.getByText('Le tirage n’est pas exact').waitFor()
  const wrong = guest.getByRole('listitem').filter({ hasText: 'Faux' })
  expect(await wrong.allTextContents()).toEqual([
    'Faux Les personnes tirées sont celles du panel qui porte ce numéro.',
    'Faux Rien n’a été changé dans le procès-verbal depuis.',
  ])
  await guest.context().close()
})

async function atPublicPage(): Promise<Page> {
  const panel = await drawnPanel(chromium)
  const { token } = await find<{ token: string }>('select public_token as token from survey_panel where id = $1', [
    panel.split('/').at(-1),
  ])
  const guest = await arrive(chromium, { viewport: { width: 390, height: 844 } })
  await guest.goto(`/verify/${token}`)
  return guest
}

function outcomes(guest: Page): Promise<string[]> {
  return guest.getByRole('main').getByRole('listitem').allTextContents()
}
