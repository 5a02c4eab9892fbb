/**
 * The faults of field work in a real browser, by the numbers of `packages/sync-log`. Those that need a recording that is killed, a full
 * store, a private window or a second tab (4, 15 to 18, 22) are played in interviews.e2e.ts.
 */
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startBrowser } from './browser.ts'
import { chooseGuide, hearTone, lengthHeard, storeOf, untilKept } from './device.ts'
import { find, findAll } from './house.ts'
import { invite, linkIn } from './letters.ts'
import { addPasskey } from './passkey.ts'
import { arrive, CONVENTION, enterAs } from './sign-in.ts'

const DEVICE = `${CONVENTION}/survey/device`
const ACTS = '**/survey/device/acts'
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 } }
const GUIDE = 'Gardiens, guide de terrain'
const FIRST = 'Racontez votre métier, une journée.'

let chromium: Browser
let lead: Page
let guide: string
/** One interviewer's phone, which most faults happen to. */
let phone: Page

beforeAll(async () => {
  chromium = await startBrowser()
  lead = await enterAs(chromium, 'operator-lead')
  await lead.goto(`${CONVENTION}/survey/guides`)
  await lead.getByLabel('Nom du guide').fill(GUIDE)
  await lead.getByLabel(/^Gardiens et gardiennes/).check()
  await lead.getByRole('button', { name: 'Créer le guide' }).click()
  await lead.waitForURL(/\/survey\/guides\/[0-9a-f-]{36}$/)
  guide = lead.url()
  phone = await newcomer('Inès Terrain')
  await open(phone)
})
afterAll(() => chromium.close())
// Each fault has an interview of its own under way.
afterEach(async () => {
  await findAll('update survey_interview set completed_at = now() where id = any ($1)', [await underWay()])
})

test('1: the answer to what was sent is lost: it is sent again and is there once', async () => {
  const context = phone.context()
  let lost = 0
  await context.route(ACTS, async (route) => {
    if (lost > 0) return route.continue()
    lost += 1
    await route.fetch()
    await route.abort()
  })
  await begin(phone)
  await note(phone, 0, 'Dit une fois.')
  await arrived(phone)
  await context.unrouteAll({ behavior: 'wait' })
  const [id] = await underWay()
  expect(lost).toBe(1)
  expect(await wordingsOf(id)).toEqual(['Dit une fois.'])
})

test('2: « Terminer » pressed five times on a slow phone ends the interview once', async () => {
  await begin(phone)
  await arrived(phone)
  const [id] = await underWay()
  for (const _theme of ['Team', 'Needs']) await phone.getByRole('button', { name: 'Thème suivant' }).click()
  await phone.getByRole('button', { name: 'Terminer l’entretien' }).click()
  await phone.getByLabel('Durée en minutes').fill('42')
  const chrome = await phone.context().newCDPSession(phone)
  await chrome.send('Emulation.setCPUThrottlingRate', { rate: 20 })
  await written(phone, () =>
    phone.getByRole('button', { name: 'Terminer', exact: true }).evaluate((button: HTMLButtonElement) => {
      for (let press = 0; press < 5; press++) button.click()
    }),
  )
  await chrome.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  await arrived(phone)
  const ended = await findAll(`select outcome from survey_device_act where subject = $1 and kind = 'end'`, [id])
  expect(ended).toEqual([{ outcome: 'stored' }])
  expect(
    await findAll('select minutes from survey_interview where id = $1 and completed_at is not null', [id]),
  ).toEqual([{ minutes: 42 }])
})

test('3: words changed while the first ones are on their way follow them', async () => {
  const context = phone.context()
  await begin(phone)
  await arrived(phone)
  const [id] = await underWay()
  const isOnItsWay = Promise.withResolvers<void>()
  const mayGoOn = Promise.withResolvers<void>()
  await context.route(ACTS, async (route) => {
    if (route.request().postData()?.includes('Premiers mots')) isOnItsWay.resolve()
    await mayGoOn.promise
    await route.continue()
  })
  await note(phone, 0, 'Premiers mots.')
  await isOnItsWay.promise
  await note(phone, 0, 'Premiers mots, puis d’autres.')
  mayGoOn.resolve()
  await arrived(phone)
  await context.unrouteAll({ behavior: 'wait' })
  await expect.poll(() => wordingsOf(id)).toEqual(['Premiers mots, puis d’autres.'])
})

test.for([
  ['the second phone first', true],
  ['the first phone first', false],
] as const)(
  '5, 6: two phones on one interview, %s: what differs is kept twice until somebody chooses',
  async ([, secondFirst]) => {
    await begin(phone)
    await arrived(phone)
    const [id] = await underWay()
    const second = await sameMember(phone)
    await open(second)
    await goOn(second)
    for (const each of [phone, second]) await each.context().setOffline(true)
    await note(phone, 0, 'Du premier téléphone.')
    await note(phone, 1, 'Seulement ici.')
    await note(second, 0, 'Du second téléphone.')
    await note(second, 2, 'Seulement là.')
    for (const each of secondFirst ? [second, phone] : [phone, second]) {
      await each.context().setOffline(false)
      await arrived(each)
    }
    await lead.goto(`${CONVENTION}/survey/interviews/${id}`)
    await lead.getByText('Seulement ici.').waitFor()
    await lead.getByText('Seulement là.').waitFor()
    const both = lead.getByRole('heading', { name: `Deux réponses à « ${FIRST} »` })
    await both.waitFor()
    expect(await lead.getByText(/, par Inès Terrain$/).count()).toBe(2)
    await lead
      .locator('form', { hasText: 'Du second téléphone.' })
      .getByRole('button', { name: 'Garder celle-ci' })
      .click()
    await both.waitFor({ state: 'detached' })
    expect((await wordingsOf(id)).sort()).toEqual(['Du second téléphone.', 'Seulement ici.', 'Seulement là.'])
    const kept = await findAll('select id from survey_answer_version where interview_id = $1', [id])
    expect(kept).toHaveLength(5) // four that were written, and the choice
    await second.context().close()
  },
)

test('7: two interviewers with the same person: both are kept, one counts, and the lead is told', async () => {
  const other = await newcomer('Joël Terrain')
  await open(other)
  for (const each of [phone, other]) await each.context().setOffline(true)
  for (const each of [phone, other]) await begin(each, 2)
  for (const each of [phone, other]) {
    await each.context().setOffline(false)
    await arrived(each)
  }
  const ids = [...(await underWay()), ...(await underWay('Joël Terrain'))]
  const counting = await findAll('select counts from survey_interview where id = any ($1) order by counts', [ids])
  expect(counting).toEqual([{ counts: false }, { counts: true }])
  await lead.goto(`${CONVENTION}/survey/interviews/${ids[1]}`)
  await lead.getByText('Un autre entretien de cette personne compte dans les chiffres').waitFor()
  await other.context().close()
})

test('8: a phone two years ahead whose clock is set anew meanwhile writes nothing in the future, and says that it is wrong', async () => {
  const wrong = await sameMember(phone)
  await wrong.addInitScript(() => {
    const real = Date.now.bind(Date)
    let ahead = 2 * 365 * 86_400_000
    Date.now = () => real() + ahead
    addEventListener('clock is set anew', () => {
      ahead = -86_400_000
    })
  })
  await open(wrong)
  await wrong.getByText('L’heure de cet appareil est fausse').waitFor()
  await wrong.context().setOffline(true)
  await begin(wrong)
  await note(wrong, 0, 'Avant le réglage.')
  await wrong.evaluate(() => dispatchEvent(new Event('clock is set anew')))
  await note(wrong, 0, 'Après le réglage.')
  await wrong.context().setOffline(false)
  await arrived(wrong)
  const [id] = await underWay()
  const [placed] = await findAll(
    `select started_at between now() - interval '3 minutes' and now() as now from survey_interview where id = $1`,
    [id],
  )
  expect(placed).toEqual({ now: true })
  expect(await wordingsOf(id)).toEqual(['Après le réglage.'])
  await wrong.context().close()
})

test('9: a phone at the other side of the earth, past its own midnight, dates by Paris, also over the night of the time change', async () => {
  const { day, hour } = await find<{ day: string; hour: number }>(
    `select to_char(now() at time zone 'Europe/Paris', 'YYYY-MM-DD') as day, extract(hour from now() at time zone 'Europe/Paris')::int as hour`,
  )
  const far = await sameMember(phone, { timezoneId: hour < 12 ? 'Pacific/Pago_Pago' : 'Pacific/Kiritimati' })
  // Its clock stands in the night in which 2 a.m. comes twice; the stopwatch runs on.
  await far.addInitScript(() => {
    const [real, run] = [Date.now.bind(Date), performance.now.bind(performance)]
    const began = real()
    let later = 0
    Date.now = () => Date.parse('2026-10-25T00:40:00Z') + (real() - began) + later
    performance.now = () => run() + later
    addEventListener('fifty minutes later', () => {
      later = 50 * 60_000
    })
  })
  await open(far)
  await begin(far)
  await arrived(far)
  const [id] = await underWay()
  await far.evaluate(() => dispatchEvent(new Event('fifty minutes later')))
  for (const _theme of ['Team', 'Needs']) await far.getByRole('button', { name: 'Thème suivant' }).click()
  await far.getByRole('button', { name: 'Terminer l’entretien' }).click()
  await written(far, () => far.getByRole('button', { name: 'Terminer', exact: true }).click())
  await arrived(far)
  const kept = await find<{ held: string; minutes: number }>(
    `select to_char(held_on, 'YYYY-MM-DD') as held, minutes from survey_interview where id = $1`,
    [id],
  )
  expect(kept.held).toBe(day)
  expect(kept.minutes).toBeGreaterThanOrEqual(50)
  expect(kept.minutes).toBeLessThan(55)
  await far.context().close()
})

test('10: a new version of the application comes while things wait: the interview goes on, all is sent, the next opening has it', async () => {
  const updated = await sameMember(phone)
  const context = updated.context()
  await open(updated)
  await context.setOffline(true)
  await begin(updated)
  await note(updated, 0, 'Sous l’ancienne version.')
  await context.route(`**${DEVICE}`, async (route) => {
    const answer = await route.fetch()
    const page = (await answer.text()).replace('<head>', '<head><meta name="next-version" content="yes">')
    await route.fulfill({ response: answer, body: page })
  })
  await context.route(ACTS, (route) => route.abort())
  await context.setOffline(false)
  await updated.evaluate(async () => {
    const changed = new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve))
    await navigator.serviceWorker.register('/field-worker.js?next')
    await changed
  })
  await note(updated, 1, 'Et encore, pendant la mise à jour.')
  expect(await updated.locator('meta[name="next-version"]').count()).toBe(0)
  await updated.reload()
  expect(await updated.locator('meta[name="next-version"]').count()).toBe(1)
  await goOn(updated)
  expect(await noteField(updated, 0).inputValue()).toBe('Sous l’ancienne version.')
  await context.unrouteAll({ behavior: 'wait' })
  await arrived(updated)
  const [id] = await underWay()
  expect((await wordingsOf(id)).sort()).toEqual(['Et encore, pendant la mise à jour.', 'Sous l’ancienne version.'])
  // The worker of the first version comes back with the next page: no other test goes on here.
  await context.close()
})

test('11, 12: the guide loses a question while the phone is away: answers stay with what was asked, and say that it is gone', async () => {
  await open(phone)
  await phone.context().setOffline(true)
  await begin(phone)
  await note(phone, 0, 'À une question qui s’en va.')
  await note(phone, 1, 'À une question qui change.')
  await lead.goto(guide)
  await lead.getByRole('link', { name: 'Qu’est-ce que vous aimez, qu’est-ce qui use' }).click()
  await lead.getByLabel('Question, telle qu’elle est dite').fill('Qu’est-ce que vous aimez ?')
  await lead.getByRole('button', { name: 'Enregistrer' }).click()
  await lead.getByRole('link', { name: FIRST }).click()
  await lead.getByRole('button', { name: 'Retirer la question' }).click()
  await lead.waitForURL(guide)
  await lead.getByRole('link', { name: FIRST }).waitFor({ state: 'detached' })
  await phone.context().setOffline(false)
  await arrived(phone)
  const [id] = await underWay()
  await backToDesk(phone)
  await goOn(phone)
  expect(await noteField(phone, 0).inputValue()).toBe('À une question qui s’en va.')
  await lead.goto(`${CONVENTION}/survey/interviews/${id}`)
  const gone = lead.locator('div', { has: lead.getByRole('heading', { name: FIRST }) }).last()
  await gone.getByText('Question retirée du guide depuis.').waitFor()
  await gone.getByText('À une question qui s’en va.').waitFor()
  await lead.getByRole('heading', { name: 'qu’est-ce qui use' }).waitFor()
})

test('13: a store that fails half way to its new layout is whole, can be opened again, and be taken out', async () => {
  const context = phone.context()
  await open(phone)
  await context.setOffline(true)
  await begin(phone)
  await note(phone, 0, 'Écrit avant la nouvelle forme.')
  const later = await context.newPage()
  await later.addInitScript(() => {
    const asItIs = IDBFactory.prototype.open
    IDBFactory.prototype.open = function (name, version) {
      // The next layout: what is made anew is there already, so that it breaks in the middle.
      const isNext = name === 'palier-field' && version !== undefined && !sessionStorage.getItem('mended')
      return asItIs.call(this, name, isNext ? version + 1 : version)
    }
  })
  await phone.close()
  await later.goto(DEVICE)
  await later.getByText('n’a pas pu être ouvert. Rien n’est perdu.').waitFor()
  await later.getByText('Rien ne part plus').click()
  const coming = later.waitForEvent('download')
  await later.getByRole('button', { name: 'Mettre mes entretiens dans un fichier' }).click()
  expect((await coming).suggestedFilename()).toMatch(/\.palier$/)
  await later.evaluate(() => sessionStorage.setItem('mended', 'yes'))
  await later.getByRole('button', { name: 'Réessayer' }).click()
  await later.getByRole('button', { name: 'Continuer l’entretien' }).first().click()
  expect(await noteField(later, 0).inputValue()).toBe('Écrit avant la nouvelle forme.')
  await context.setOffline(false)
  await arrived(later)
  await later.close()
  phone = await context.newPage()
  await open(phone)
})

test('14: the browser threw its store away: whoever opens it is told since when things are missing, and numbers go on', async () => {
  const forgetful = await sameMember(phone)
  await open(forgetful)
  await begin(forgetful)
  await arrived(forgetful)
  await forgetful.context().setOffline(true)
  await note(forgetful, 0, 'Sera perdu.')
  await forgetful.goto('about:blank')
  await forgetful.context().setOffline(false)
  await forgetful.goto('/accessibility')
  await forgetful.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const erasing = indexedDB.deleteDatabase('palier-field')
        erasing.onsuccess = resolve
        erasing.onblocked = reject
      }),
  )
  await forgetful.goto(DEVICE)
  await forgetful.getByText('Le navigateur de cet appareil a effacé ce qu’il gardait').waitFor()
  await forgetful.reload()
  await forgetful.getByRole('button', { name: 'J’ai lu' }).click()
  await forgetful.getByRole('button', { name: 'J’ai lu' }).waitFor({ state: 'detached' })
  await begin(forgetful, 2)
  await arrived(forgetful)
  const acts = await findAll<{ device: string; seq: number }>(
    'select device_id as device, seq from survey_device_act where subject = any ($1) order by seq',
    [await underWay()],
  )
  expect(acts.map(({ seq }) => seq)).toEqual([1, 2])
  expect(new Set(acts.map(({ device }) => device)).size).toBe(1)
  await forgetful.context().close()
})

/** What may happen to a member, or to their device, while things wait on it. */
const ENDS = {
  'left the convention': (name: string) =>
    findAll('update member set ended_at = now() where display_name = $1', [name]),
  'has another role': (name: string) =>
    findAll(`update member set roles = '{partner}' where display_name = $1`, [name]),
  'lost the device': async (name: string) => {
    await lead.goto(`${CONVENTION}/survey/devices`)
    const row = lead.getByRole('row', { name })
    await row.getByRole('button', { name: 'Retirer (perdu, volé)' }).click()
    await row.getByText('retiré', { exact: true }).waitFor()
  },
}

test.for([
  ['left the convention', 'Maud Terrain'],
  ['has another role', 'Yann Terrain'],
  ['lost the device', 'Zoé Terrain'],
] as const)(
  '19, 20: whoever %s with things waiting: all goes to the lead, nothing stays on the phone',
  async ([end, name]) => {
    const leaver = await newcomer(name)
    await open(leaver)
    await leaver.context().setOffline(true)
    await begin(leaver)
    await note(leaver, 0, 'Dit avant de partir.')
    await ENDS[end](name)
    await leaver.context().setOffline(false)
    await leaver.reload()
    await leaver.getByText('Tout ce qui y attendait est arrivé').waitFor()
    expect(await leaver.getByText('Dit avant de partir.').count()).toBe(0)
    for (const kind of ['devices', 'packs', 'acts'] as const) expect(await storeOf(leaver, kind)).toEqual([])
    await lead.goto(`${CONVENTION}/survey/devices`)
    for (const kind of ['Le début d’un entretien', 'Une réponse']) {
      const waiting = lead.locator('.field-person', { hasText: name }).filter({ hasText: kind }).first()
      await waiting.getByRole('button', { name: 'Accepter' }).click()
      await waiting.waitFor({ state: 'detached' })
    }
    const [id] = await underWay(name)
    expect(await wordingsOf(id)).toEqual(['Dit avant de partir.'])
    await leaver.context().close()
  },
)

test('20: a sound on a lost device waits sealed, and is heard once the lead lets its interview and the sound in', async () => {
  const name = 'Théo Terrain'
  const leaver = await newcomer(name)
  await leaver.addInitScript(hearTone)
  await open(leaver)
  await leaver.context().setOffline(true)
  await begin(leaver, 1, { withSound: true })
  await leaver.getByRole('button', { name: 'Enregistrer le son' }).click()
  await leaver
    .getByRole('timer')
    .filter({ hasText: /0:(0[3-9]|[1-5]\d)/ })
    .waitFor()
  await leaver.getByRole('button', { name: 'Arrêter' }).click()
  await leaver.getByRole('button', { name: 'Écouter' }).waitFor()
  await ENDS['lost the device'](name)
  await leaver.context().setOffline(false)
  await leaver.reload()
  await leaver.getByText('Tout ce qui y attendait est arrivé').waitFor()
  await lead.goto(`${CONVENTION}/survey/devices`)
  const sound = lead.locator('.field-person', { hasText: `Son · ${name}` })
  await sound.getByText('acceptez d’abord son début').waitFor()
  expect(await sound.getByRole('button', { name: 'Accepter' }).count()).toBe(0)
  await lead
    .locator('.field-person', { hasText: `Le début d’un entretien · ${name}` })
    .getByRole('button', { name: 'Accepter' })
    .click()
  await sound.getByRole('button', { name: 'Accepter' }).click()
  await sound.waitFor({ state: 'detached' })
  await lead.goto(`${CONVENTION}/survey/interviews/${(await underWay(name))[0]}`)
  expect(await lengthHeard(lead)).toBeGreaterThan(2)
  await leaver.context().close()
})

test('21: a phone handed to a colleague: what the first one left goes, and the second one can’t read it', async () => {
  const shared = await newcomer('Awa Terrain')
  const context = shared.context()
  await open(shared)
  await context.setOffline(true)
  await begin(shared)
  await note(shared, 0, 'Confié à Awa.')
  await context.clearCookies()
  await context.setOffline(false)
  const colleague = await newcomer('Bilal Terrain')
  await context.addCookies(await colleague.context().cookies())
  await shared.reload()
  await shared.getByText('Tout est arrivé').waitFor()
  expect(await shared.getByText('Confié à Awa.').count()).toBe(0)
  await expect.poll(async () => wordingsOf((await underWay('Awa Terrain'))[0])).toEqual(['Confié à Awa.'])
  for (const each of [shared, colleague]) await each.context().close()
})

test('23: agreement taken back on paper while words are on the phone: they are destroyed there and here', async () => {
  await open(phone)
  await begin(phone)
  await note(phone, 0, 'Arrivé avant.')
  await arrived(phone)
  const [id] = await underWay()
  expect(await wordingsOf(id)).toEqual(['Arrivé avant.'])
  await phone.context().setOffline(true)
  await note(phone, 0, 'Ne doit rester nulle part.')
  await lead.goto(`${CONVENTION}/survey/interviews/${id}/withdraw`)
  await lead.getByRole('button', { name: 'Détruire ce qui a été dit' }).click()
  await lead.waitForURL((url) => !url.pathname.endsWith('/withdraw'))
  await phone.context().setOffline(false)
  await arrived(phone)
  const left = await find(
    `select (select count(*)::int from survey_answer where interview_id = $1) + (select count(*)::int from survey_answer_version where interview_id = $1)
       + (select count(*)::int from survey_device_act where subject = $1 and act is not null) as left`,
    [id],
  )
  expect(left).toEqual({ left: 0 })
  await phone.reload()
  await phone.getByText('Tout est arrivé').waitFor()
  await phone.getByRole('heading', { name: 'Rendez-vous' }).waitFor()
})

test('24: the server is set back to before the sending: the phone offers again, and nothing is there twice', async () => {
  const restored = await sameMember(phone)
  await open(restored)
  await begin(restored)
  await note(restored, 0, 'Envoyé avant la panne.')
  await arrived(restored)
  const [id] = await underWay()
  for (const sql of [
    'delete from survey_answer where interview_id = $1',
    'delete from survey_answer_version where interview_id = $1',
    'delete from survey_device_act where subject = $1',
    'delete from survey_interview where id = $1',
  ])
    await findAll(sql, [id])
  await findAll(`insert into installation_epoch (because) values ('restored')`)
  await note(restored, 1, 'Écrit après.')
  await expect
    .poll(async () => (await wordingsOf(id)).sort())
    .toEqual(['Envoyé avant la panne.', 'Écrit après.'].sort())
  await arrived(restored)
  await restored.context().close()
})

test('25: something that the server can’t take is set aside with its reason; the rest goes on, and the lead decides', async () => {
  const context = phone.context()
  await open(phone)
  await context.setOffline(true)
  await begin(phone)
  await note(phone, 0, 'Empoisonné.')
  await note(phone, 1, 'Sain.')
  await context.route(ACTS, (route) => {
    const offer = JSON.parse(route.request().postData() ?? '{}')
    for (const act of offer.acts)
      if (act.content.answer?.note === 'Empoisonné.') act.content.question = crypto.randomUUID()
    return route.continue({ postData: JSON.stringify(offer) })
  })
  await context.setOffline(false)
  await phone.getByText('1 saisie a été mise de côté par le serveur').waitFor()
  await arrived(phone)
  const [id] = await underWay()
  expect(await wordingsOf(id)).toEqual(['Sain.'])
  await context.unrouteAll({ behavior: 'wait' })
  await lead.goto(`${CONVENTION}/survey/devices`)
  const waiting = lead.locator('.field-person', { hasText: 'Inès Terrain' })
  await waiting.getByRole('button', { name: 'Détruire' }).click()
  await waiting.waitFor({ state: 'detached' })
  await backToDesk(phone)
  await phone.getByText('Rien ne part plus').click()
  const coming = phone.waitForEvent('download')
  await phone.getByRole('button', { name: 'Mettre mes entretiens dans un fichier' }).click()
  await coming
})

/** Somebody who was invited as an interviewer, on a phone of their own. */
async function newcomer(name: string): Promise<Page> {
  const email = `${name
    .replace(' ', '.')
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[^a-z.]/g, '')}@example.test`
  await invite(lead, { name, email, role: 'Animatrice' })
  const page = await arrive(chromium, PHONE)
  await page.goto(await linkIn(email))
  await page.getByRole('button', { name: 'Accepter et entrer' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/invitation'))
  if (page.url().includes('/account/passkey')) await addPasskey(page)
  return page
}

/** Another phone of the same person. */
async function sameMember(page: Page, options: BrowserContextOptions = {}): Promise<Page> {
  const storageState = await page.context().storageState()
  // The cookie of the device stays with the first one.
  storageState.cookies = storageState.cookies.filter(({ name }) => name !== 'palier-device')
  return arrive(chromium, { ...PHONE, ...options, storageState })
}

/** The desk, with the page and all it is made of in the browser's own store. */
async function open(page: Page): Promise<void> {
  await page.context().setOffline(false)
  await page.goto(DEVICE)
  await page.getByText('Tout est arrivé').waitFor()
  await untilKept(page)
}

/** Until nothing waits in the browser's own store, and the page says so. */
async function arrived(page: Page): Promise<void> {
  await expect.poll(async () => (await actsOn(page)).filter((standing) => standing === 'waiting')).toEqual([])
  await page.getByText('Tout est arrivé').waitFor()
}

/** Until what one does is written down in the browser's own store. */
async function written(page: Page, act: () => Promise<void>): Promise<void> {
  const before = (await actsOn(page)).length
  await act()
  await expect.poll(async () => (await actsOn(page)).length).toBeGreaterThan(before)
}

/** Begins with one of the caretakers. */
async function begin(page: Page, caretaker = 1, { withSound = false } = {}): Promise<void> {
  await backToDesk(page)
  await page.getByRole('button', { name: 'Entretien avec un gardien' }).click()
  await page.getByLabel('Gardien ou gardienne').selectOption({ index: caretaker })
  await chooseGuide(page, GUIDE)
  if (withSound) await page.getByLabel('que l’entretien soit enregistré (son)').check()
  await page.getByLabel('La personne a dit oui après avoir entendu la notice').check()
  await written(page, () => page.getByRole('button', { name: 'Commencer l’entretien' }).click())
  await noteField(page, 0).waitFor()
}

async function backToDesk(page: Page): Promise<void> {
  const back = page.getByRole('button', { name: 'Revenir à la liste' })
  if (await back.isVisible()) await back.click()
}

async function goOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continuer l’entretien' }).click()
  await noteField(page, 0).waitFor()
}

function noteField(page: Page, at: number): Locator {
  return page.getByLabel('Notes (facultatif)').nth(at)
}

async function note(page: Page, at: number, words: string): Promise<void> {
  await written(page, () => noteField(page, at).fill(words))
  await page.getByText('Enregistré sur cet appareil.').waitFor()
}

/** Interviews of somebody that are neither finished nor taken back, as the server has them. */
async function underWay(who = 'Inès Terrain'): Promise<string[]> {
  const rows = await findAll<{ id: string }>(
    `select i.id from survey_interview i join member m on m.id = i.interviewer_id
     where m.display_name = $1 and i.completed_at is null and i.withdrawn_at is null order by entered_at`,
    [who],
  )
  return rows.map(({ id }) => id)
}

async function wordingsOf(interview: string | undefined): Promise<string[]> {
  const rows = await findAll<{ note: string }>('select note from survey_answer where interview_id = $1', [interview])
  return rows.map(({ note }) => note)
}

/** Where each act in the browser's own store stands. */
async function actsOn(page: Page): Promise<string[]> {
  const rows = await storeOf(page, 'acts')
  return rows.map(({ standing }) => String(standing))
}
