/** An event from its opening to its count: a tenant registers on a phone, somebody at the door goes on without a network. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from './browser.ts'
import { untilKept } from './device.ts'
import { find } from './house.ts'
import { linkIn } from './letters.ts'
import { arrive, CONVENTION, enterAs } from './sign-in.ts'

const TITLE = 'Un jardin dans la cour'
const PHONE = { viewport: { width: 390, height: 844 } }

let chromium: Browser
let event: string
let address: string
beforeAll(async () => {
  chromium = await startBrowser()
})
afterAll(() => chromium.close())

test('the animator prepares an event and opens it', async () => {
  const animator = await enterAs(chromium, 'operator-animator', { javaScriptEnabled: false })
  const { day } = await find<{ day: string }>(`select ((now() at time zone 'Europe/Paris')::date + 1)::text as day`)
  await animator.goto(`${CONVENTION}/mobilisation/events/new`)
  await animator.getByLabel('Titre').fill(TITLE)
  await animator.getByLabel('Jour').fill(day)
  await animator.getByLabel('Lieu').fill('Salle des Ormes')
  await animator.getByLabel('Places').fill('40')
  await animator.getByLabel('Ce qui se passera').fill('Nous dessinons le jardin ensemble.')
  await animator.getByRole('button', { name: 'Créer le rendez-vous' }).click()
  await animator.getByRole('button', { name: 'Ouvrir les inscriptions' }).click()
  await animator.getByText('Les inscriptions sont ouvertes.').waitFor()
  event = new URL(animator.url()).pathname
  const link = (await animator.getByRole('link', { name: /\/event\// }).getAttribute('href')) ?? ''
  address = new URL(link).pathname
  await animator.context().close()
})

test('a tenant registers on a phone, without an account and without scripts, and comes back by the letter', async () => {
  const phone = await arrive(chromium, { ...PHONE, javaScriptEnabled: false })
  await phone.goto(address)
  const file = await phone.request.get(`${address}/event.ics`)
  expect(await file.text()).toContain(`SUMMARY:${TITLE}`)
  await phone.getByLabel('Prénom').fill('Yasmine')
  await phone.getByLabel('Votre résidence').selectOption({ index: 1 })
  await phone.getByLabel('Nombre d’enfants').fill('2')
  await phone.getByLabel('Une place assise').check()
  await phone.getByLabel(/^Adresse électronique/).fill('yasmine@jardin.example')
  await press(phone, 'M’inscrire', 'Votre place est réservée.')
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await phone.goto(await linkIn('yasmine@jardin.example'))
  await phone.getByRole('button', { name: 'Annuler mon inscription' }).waitFor()
  await phone.context().close()
})

/** Who types faster than a person is asked to press again, and nothing typed is lost. */
async function press(page: Page, name: string, answer: string) {
  const tooQuick = page.getByText('Appuyez encore une fois').first()
  const answered = page.getByText(answer).first()
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    await page.getByRole('button', { name }).click()
    await answered.or(tooQuick).first().waitFor()
    if (await answered.isVisible()) return
  }
  throw new Error(`« ${name} » was never answered by « ${answer} »`)
}

test('at the door the network goes away: arrivals are noted on the phone, and arrive when it is back', async () => {
  const door = await enterAs(chromium, 'operator-animator', PHONE)
  await door.goto(`${event}/attendance`)
  await door.getByText('Tout est envoyé.').waitFor()
  await untilKept(door, `${event}/door`)
  await door.context().setOffline(true)
  await door.getByRole('button', { name: 'Arrivé Yasmine' }).click()
  await door.getByLabel('Résidence').selectOption({ index: 2 })
  await door.getByRole('button', { name: 'Ajouter' }).click()
  await door.getByText('2 présences enregistrées sur ce téléphone').waitFor()
  await door.getByText('4 personnes présentes.').waitFor()
  // Closed and opened again, the list of names is not there; the count goes on.
  await door.goto(`${event}/attendance`)
  await door.waitForURL('**/door')
  await door.getByText('2 présences enregistrées sur ce téléphone').waitFor()
  await door.getByLabel('Résidence').selectOption({ index: 2 })
  await door.getByRole('button', { name: 'Ajouter' }).click()
  await door.getByText('5 personnes présentes.').waitFor()
  expect(await door.content()).not.toContain('Yasmine')
  expect(await door.evaluate(keptWords)).not.toContain('Yasmine')
  const kept = await door.evaluate(() => JSON.stringify({ ...localStorage }))
  expect(kept).not.toContain('Yasmine')
  expect(await presences()).toBe(0)
  await door.context().setOffline(false)
  await door.getByRole('link', { name: 'Revenir à la liste des prénoms' }).click()
  await door.getByText('Tout est envoyé.').waitFor()
  await expect.poll(presences).toBe(3)
  await door.goto(event)
  await door.getByText(/présents\s: 5\./).waitFor()
  await door.context().close()
})

test('when it has begun, whoever was there says on a phone what they think of it; their words are for the team', async () => {
  await find(
    `update mobilisation_event set starts_at = now() - interval '1 hour', ends_at = now() where id = $1 returning id`,
    [event.split('/').at(-1)],
  )
  const phone = await arrive(chromium, { ...PHONE, javaScriptEnabled: false })
  await phone.goto(address)
  await phone.getByLabel('M’a plu').check()
  await phone.getByLabel('Un mot pour la prochaine fois').fill('Plus de chaises à l’ombre.')
  await press(phone, 'Donner mon avis', 'Merci de votre avis.')
  await phone.context().close()
  await othersSaid(4)
  const team = await enterAs(chromium, 'operator-animator', PHONE)
  await team.goto(event)
  await team.getByRole('heading', { name: 'Ce que les participants en disent' }).waitFor()
  await team.getByText('Plus de chaises à l’ombre.').waitFor()
  await team.context().close()
  const pilot = await enterAs(chromium, 'landlord-pilot', { javaScriptEnabled: false })
  await pilot.goto(event)
  await pilot.getByRole('heading', { name: 'Ce que les participants en disent' }).waitFor()
  expect(await pilot.getByText('Plus de chaises à l’ombre.').count()).toBe(0)
  await pilot.context().close()
})

/** One alone would be known by the hour: the team reads from five on. */
function othersSaid(people: number) {
  return find(
    `insert into mobilisation_feedback (convention_id, event_id, face, press_hash)
       select convention_id, id, 3, 'other ' || number from mobilisation_event, generate_series(1, $2::integer) number where id = $1 returning id`,
    [event.split('/').at(-1), people],
  )
}

/** All that the browser holds of pages. */
async function keptWords(): Promise<string> {
  const words: string[] = []
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const request of await cache.keys())
      if (!request.url.includes('/assets/')) words.push((await (await cache.match(request))?.text()) ?? '')
  }
  return words.join()
}

async function presences(): Promise<number> {
  const { count } = await find<{ count: string }>('select count(*) from mobilisation_presence where event_id = $1', [
    event.split('/').at(-1),
  ])
  return Number(count)
}
