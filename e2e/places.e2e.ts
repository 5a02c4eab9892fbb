/** A place asked for in an interview: chosen with the keyboard and by a press on the map, without a network, and read where it arrived. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeOn } from './barriers.ts'
import { startBrowser } from './browser.ts'
import { chooseGuide, untilKept } from './device.ts'
import { find, findAll } from './house.ts'
import { CONVENTION, enterAs } from './sign-in.ts'

const DEVICE = `${CONVENTION}/survey/device`
const GUIDE = 'Enquête de proximité 2026'
const ASKED = 'Où faites-vous vos courses le plus souvent ?'
const WHERE = 'Quel est ce lieu, celui où vous allez le plus souvent ?'
const WORDS = 'Chez ma cousine, en face du marché.'

let chromium: Browser
let lead: Page
/** Somebody of the panel, interviewed here. */
let person: string
beforeAll(async () => {
  chromium = await startBrowser()
  lead = await enterAs(chromium, 'operator-lead', { viewport: { width: 390, height: 844 }, hasTouch: true })
})
afterAll(() => chromium.close())

test('the lead adds a question that asks for a place, and it is printed with a map', async () => {
  const { id } = await find<{ id: string }>('select guide.id from survey_guide guide where name = $1', [GUIDE])
  const { theme } = await find<{ theme: string }>('select theme from survey_question where wording = $1', [WHERE])
  await lead.goto(`${CONVENTION}/survey/guides/${id}/questions/new`)
  await lead.getByLabel('Thème').fill(theme)
  await lead.getByLabel('Question, telle qu’elle est dite').fill(ASKED)
  await lead.getByLabel('Sorte de réponse').selectOption({ label: 'un lieu sur la carte' })
  await lead.getByRole('button', { name: 'Enregistrer la question' }).click()
  await lead.waitForURL(new RegExp(`/survey/guides/${id}$`))
  await lead.getByText(ASKED).waitFor()
  const pdf = await lead.request.get(`${CONVENTION}/survey/guides/${id}/print.pdf`)
  expect(pdf.headers()['content-type']).toBe('application/pdf')
  expect((await pdf.body()).length).toBeGreaterThan(60_000)
})

test('without a network one place is chosen with the keyboard, another pressed on the map, and both arrive', async () => {
  person = await makeAppointment()
  await lead.goto(DEVICE)
  await lead.getByText('Tout est arrivé').waitFor()
  await untilKept(lead)
  await lead.context().setOffline(true)
  await lead.reload()
  await lead.getByRole('button', { name: 'Commencer l’entretien' }).first().click()
  await chooseGuide(lead, GUIDE)
  await lead.getByLabel('La personne a dit oui après avoir entendu la notice').check()
  await lead.getByRole('button', { name: 'Commencer l’entretien' }).click()

  const where = lead.getByRole('group', { name: WHERE })
  await where.getByRole('searchbox').focus()
  await lead.keyboard.type('biblio munic')
  await where.getByText('1 lieu trouvé').waitFor()
  await lead.keyboard.press('Tab')
  await lead.keyboard.press('Enter')
  await where.getByText(/Lieu noté.*Bibliothèque municipale/).waitFor()
  await lead.getByText('Enregistré sur cet appareil.').waitFor()

  const shops = lead.getByRole('group', { name: ASKED })
  await shops.getByText('Montrer le lieu sur la carte').click()
  // So near that no public place lies under the finger.
  for (let times = 0; times < 2; times++) await shops.getByRole('button', { name: 'Agrandir' }).tap()
  await pressAt(shops, 0.3, 0.35)
  await shops.getByText('Gardé à une centaine de mètres près.').waitFor()
  await shops.getByLabel(/^Autre lieu, ou ce que la personne en dit/).fill(WORDS)
  await lead.getByText(/saisies sont sur cet appareil seulement/).waitFor()
  expect(await axeOn(lead, 'main')).toEqual([])
  expect(await widthBeyondScreen(lead)).toBe(0)

  await lead.context().setOffline(false)
  await lead.getByText('Tout est arrivé').waitFor()
  const rows = await findAll<{
    interview: string
    wording: string
    kind: string
    name: string
    note: string
    corner: boolean
  }>(
    `select a.interview_id as interview, q.wording, place ->> 'kind' as kind, place ->> 'name' as name, note,
       mod((place ->> 'lon')::numeric, 0.0015) = 0 and mod((place ->> 'lat')::numeric, 0.001) = 0 as corner
     from survey_answer a join survey_question q on q.id = a.question_id
     where place is not null and a.interview_id = (select id from survey_interview where panel_person_id = $1)
     order by q.position`,
    [person],
  )
  expect(rows).toMatchObject([
    { wording: WHERE, kind: 'public', name: 'Bibliothèque municipale' },
    { wording: ASKED, kind: 'point', note: WORDS, corner: true },
  ])
  await lead.goto(`${CONVENTION}/survey/interviews/${rows[0]?.interview}`)
  await lead.getByText('Bibliothèque municipale').waitFor()
  await lead.getByText(WORDS).waitFor()
})

test('on line the same place is corrected with the keyboard alone, on the map too, and saves itself', async () => {
  const { id } = await find<{ id: string }>('select id from survey_interview where panel_person_id = $1', [person])
  await lead.goto(`${CONVENTION}/survey/interviews/${id}/answer?theme=1`)
  const where = lead.getByRole('group', { name: WHERE })
  await where.getByText(/Lieu noté.*Bibliothèque municipale/).waitFor()
  await where.getByText('Montrer le lieu sur la carte').focus()
  await lead.keyboard.press('Enter')
  await where.getByRole('button', { name: 'Vers le nord' }).focus()
  for (let times = 0; times < 3; times++) await lead.keyboard.press('Enter')
  await where.getByRole('button', { name: 'Noter le lieu au milieu de la carte' }).focus()
  await lead.keyboard.press('Enter')
  await where.getByText('Gardé à une centaine de mètres près.').waitFor()
  await lead.getByText(/^Enregistré le/).waitFor()
  expect(await axeOn(lead, 'main')).toEqual([])
  const { kind } = await find<{ kind: string }>(
    `select place ->> 'kind' as kind from survey_answer a join survey_question q on q.id = a.question_id
     where a.interview_id = $1 and q.wording = $2`,
    [id, WHERE],
  )
  expect(kind).toBe('point')
})

/** With somebody of the demonstration's panel whom nobody saw yet, tomorrow: it is then on the lead's own device. */
async function makeAppointment(): Promise<string> {
  const { id, panel } = await find<{ id: string; panel: string }>(
    `select one.id, one.panel_id as panel from survey_panel_person one
       join survey_panel panel on panel.id = one.panel_id and panel.name = 'Panel de l’enquête de proximité'
       join stock_contact contact on contact.person_id = one.person_id and not contact.is_protected
     where not exists (select from survey_contact_attempt attempt where attempt.panel_person_id = one.id)
       and not exists (select from survey_interview i where i.panel_person_id = one.id)
     order by one.id desc limit 1`,
  )
  await lead.goto(`${CONVENTION}/survey/panel/${panel}/people/${id}`)
  const tomorrow = new Date(Date.now() + 24 * 3_600_000).toISOString().slice(0, 10)
  await lead.getByLabel('Jour', { exact: true }).fill(tomorrow)
  await lead.getByLabel('Heure').fill('17:30')
  await lead.getByRole('button', { name: 'Prendre rendez-vous' }).click()
  await lead.getByText(/17:30.*Chez la personne/).waitFor()
  return id
}

/** A finger on the map, at shares of its width and height. */
async function pressAt(question: Locator, across: number, down: number): Promise<void> {
  const map = question.getByRole('img', { name: /^Carte des alentours/ })
  await map.scrollIntoViewIfNeeded()
  const box = await map.boundingBox()
  if (!box) throw new Error('no map')
  await map.tap({ position: { x: box.width * across, y: box.height * down } })
}

function widthBeyondScreen(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
