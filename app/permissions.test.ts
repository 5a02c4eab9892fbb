/** Every route, asked by everyone, through the server as it runs: what happens is what test/route-access.ts says. */

import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RouteConfigEntry } from '@react-router/dev/routes'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { buildIfChanged } from '../bin/build-if-changed.ts'
import { test as base, type House } from '../test/house.ts'
import { type Access, ROUTE_ACCESS } from '../test/route-access.ts'
import { settleStock } from '../test/stock.ts'
import { signInAs } from './account/sign-in.server.ts'
import { addAmendment } from './convention/amendments.server.ts'
import { deliverablesOf } from './convention/deliverables.server.ts'
import { makeDraft } from './convention/invoices/drafts.server.ts'
import { missions } from './convention/missions.server.ts'
import { parties } from './convention/parties.server.ts'
import { startConvention } from './convention/start.server.ts'
import { createCampaign } from './mobilisation/campaigns.server.ts'
import { EVERYBODY } from './mobilisation/criteria.ts'
import { addEvent, eventOf, openEvent } from './mobilisation/events/events.server.ts'
import { ROLES, type Role } from './platform/permissions.ts'
import routes from './routes.ts'
import { createGuide, guideOf } from './survey/interviews/guides.server.ts'
import { beginInterview } from './survey/interviews/interviews.server.ts'
import { createPanel } from './survey/panels.server.ts'

interface Asker {
  name: string
  cookie: string
  role?: Role
  installation?: boolean
  elsewhere?: boolean
}

interface Scene {
  url: string
  askers: Asker[]
  params: Record<string, string>
}

interface FoundRoute {
  id: string
  path: string
  source: string
}

const NOTHING = '00000000-0000-4000-8000-000000000000'

const NOBODY = '00000000-0000-4000-8000-000000000000'
const CONTRACT = {
  orderOn: '2026-09-01',
  phaseRelation: 'sequential',
  operationOn: null,
  semesterRule: 'rolling',
  monthEnd: 'same-day',
  commune: null,
} satisfies Parameters<typeof startConvention>[1]
const EVENT = {
  title: 'Rencontre',
  about: 'Un goûter.',
  startsAt: new Date('2031-03-11T18:00Z'),
  endsAt: new Date('2031-03-11T20:00Z'),
  place: 'Salle des Ormes',
  phone: null,
  capacity: 50,
  asks: [],
}
const SMALL_PANEL = {
  name: 'Essai',
  residenceIds: [],
  holdersOnly: false,
  features: ['sex'],
  onePerHousehold: false,
  size: 4,
  objective: 'leximin',
  tolerance: 0.2,
} satisfies Parameters<typeof createPanel>[1]

const found = flatten(await routes)

function flatten(entries: RouteConfigEntry[], above = ''): FoundRoute[] {
  return entries.flatMap((entry) => {
    const path = [above, entry.path].filter(Boolean).join('/')
    if (entry.children) return flatten(entry.children, path)
    const source = readFileSync(join(import.meta.dirname, entry.file), 'utf8')
    return [{ id: entry.file.replace(/^\.\//, '').replace(/\.tsx?$/, ''), path: `/${path}`, source }]
  })
}

const test = base.extend<{ scene: Scene }>({
  scene: async ({ house }, use) => {
    opened ??= open(house)
    const { scene } = await opened
    await use(scene)
  },
})

let opened: Promise<{ scene: Scene; close: () => Promise<void> }> | undefined
beforeAll(() => void buildIfChanged(() => undefined), 300_000)
afterAll(async () => (await opened)?.close())

async function open(house: House) {
  const { serveHouse } = await import('../build/server/index.js')
  const running = await serveHouse({ appUrl: house.appUrl, port: 0, host: '127.0.0.1' })
  const { conventionId } = house.actorOf('operator-lead')
  const { residences } = await settleStock(house.owner, conventionId, 1, 12)
  const { rows } = await house.owner.query('select id from stock_dwelling where convention_id = $1 limit 1', [
    conventionId,
  ])
  await house.owner.query(
    "insert into account_person (name, email, email_verified) values ('Installation', 'installation@example.test', true)",
  )
  await house.owner.query(
    "insert into installation_administrator (person_id) select id from account_person where email = 'installation@example.test'",
  )
  // A member for the forms about members, so that no form changes who asks.
  const spare = await house.owner.query(
    `with someone as (insert into account_person (name, email, email_verified) values ('Sam', 'sam@example.test', true) returning id)
     insert into member (convention_id, person_id, display_name, roles) select $1, id, 'Sam', '{resident}' from someone returning id`,
    [conventionId],
  )
  const askers: Asker[] = [
    { name: 'signed out', cookie: '' },
    { name: 'installation', cookie: await cookieOf(house, 'installation@example.test'), installation: true },
    { name: 'elsewhere', cookie: await cookieOf(house, 'operator-lead@tilleuls-drancy.test'), elsewhere: true },
  ]
  for (const role of ROLES) askers.push({ name: role, cookie: await cookieOf(house, `${role}@ormes-bondy.test`), role })
  const panel = await house.as('operator-lead')((tx) => createPanel(tx, SMALL_PANEL))
  const contract = await house.as('operator-lead')(async (tx) => {
    await startConvention(tx, CONTRACT)
    const [deliverable] = await deliverablesOf(tx)
    const landlord = (await parties(tx)).find(({ part }) => part === 'landlord')
    const [mission] = await missions(tx)
    const party = landlord?.id ?? ''
    const invoice = await makeDraft(tx, { buyerId: party, instalmentId: null })
    const amendment = await addAmendment(tx, { title: 'Report', changes: 'Un an', effectiveOn: '2027-01-01' })
    return {
      amendment,
      mission: mission?.id ?? '',
      action: deliverable?.action_id ?? '',
      deliverable: deliverable?.id ?? '',
      party,
      invoice,
    }
  })
  const campaign = await house.as('operator-lead')((tx) =>
    createCampaign(tx, { title: 'Essai', kind: 'letter', criteria: EVERYBODY }),
  )
  const event = await house.as('operator-lead')(async (tx) => {
    const id = await addEvent(tx, EVENT)
    await openEvent(tx, id, 'https://palier.example')
    return eventOf(tx, id)
  })
  const guide = await house.as('operator-lead')(async (tx) =>
    guideOf(tx, await createGuide(tx, { name: 'Guide d’essai', audience: 'tenant' })),
  )
  const interview = await beginForCaretaker(house)
  const panels = await house.owner.query('select public_token from survey_panel where id = $1', [panel])
  const params = {
    convention: 'ormes-bondy',
    panel,
    ...contract,
    campaign,
    event: event.id,
    eventCode: event.code,
    person: NOBODY,
    interview,
    guide: guide.id,
    question: guide.questions[0]?.key ?? '',
    token: String(panels.rows[0].public_token),
    indicator: 'poverty',
    residence: residences[0]?.id ?? '',
    dwelling: String(rows[0].id),
    member: String(spare.rows[0].id),
    ...Object.fromEntries(
      [
        'passkey',
        'mail',
        'import',
        'job',
        'place',
        'evidence',
        'meeting',
        'objective',
        'organisation',
        'line',
        'step',
        'code',
        'estimate',
        'figure',
        'finding',
        'excerpt',
        'recording',
      ].map((name) => [name, NOTHING]),
    ),
  }
  return { scene: { url: running.url, askers, params }, close: running.close }
}

async function beginForCaretaker(house: House): Promise<string> {
  const id = randomUUID()
  await house.as('operator-lead')(async (tx) =>
    beginInterview(tx, {
      id,
      guideId: await createGuide(tx, { name: 'Guide des gardiens', audience: 'caretaker' }),
      personId: null,
      caretakerId: house.actorOf('caretaker').memberId,
      from: 'visit',
      heldOn: '2026-03-02',
      place: 'operator',
      interviewerId: tx.actor.memberId,
      secondId: null,
      consent: 'spoken',
      signature: null,
      agreesQuotation: false,
      agreesRecall: false,
      agreesAudio: false,
      agreesPhoto: false,
    }),
  )
  return id
}

async function cookieOf(house: House, email: string): Promise<string> {
  const headers = await signInAs(new Request('http://localhost:3000/'), email)
  await house.owner.query('update account_session set needs_passkey = false')
  return headers.map(([, value]) => value.split(';')[0]).join('; ')
}

function addressOf(route: FoundRoute, scene: Scene, change: Record<string, string> = {}): string {
  const params = { ...scene.params, ...change }
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`The scene has no ${name} for ${route.path}: add one`)
    return value
  })
  return scene.url + path + (ROUTE_ACCESS[route.id]?.query ?? '')
}

function ask(address: string, { cookie }: Asker, form?: Record<string, string>): Promise<Response> {
  const { origin } = new URL(address)
  return fetch(address, {
    redirect: 'manual',
    headers: { cookie, origin },
    ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
  })
}

type Outcome = 'answers' | 'sign-in' | 'forbidden' | 'nothing here'

/** What should come back, in one word. */
function expected(access: Access, asker: Asker, route: FoundRoute): Outcome {
  if (access === 'anyone') return 'answers'
  if (asker.cookie === '') return 'sign-in'
  if (access === 'person') return 'answers'
  if (access === 'installation') return asker.installation ? 'answers' : 'nothing here'
  if (!route.path.includes(':convention') || asker.role === undefined) return 'nothing here'
  return access.includes(asker.role) ? 'answers' : 'forbidden'
}

async function outcomeOf(response: Response, alsoFine: readonly number[] = []): Promise<string> {
  await response.body?.cancel()
  const { status } = response
  if (status === 302 && response.headers.get('location')?.startsWith('/sign-in?next=')) return 'sign-in'
  if (status === 403) return 'forbidden'
  if (alsoFine.includes(status)) return 'answers'
  if (status === 404) return 'nothing here'
  return status < 400 || status === 422 || status === 410 ? 'answers' : `status ${status}`
}

/** A 404 may be the right answer for someone allowed, and is the right one for someone who is not: then either word will do. */
function agree(outcome: string, wanted: Outcome, alsoFine: readonly number[] = []): string {
  return outcome === 'answers' && wanted === 'nothing here' && alsoFine.includes(404) ? wanted : outcome
}

test('every route says who may use it, and no route is named that does not exist', () => {
  expect(Object.keys(ROUTE_ACCESS).sort()).toEqual(found.map(({ id }) => id).sort())
  for (const { id, source } of found) {
    const rule = ROUTE_ACCESS[id]
    expect([id, 'form', rule?.post !== undefined]).toEqual([
      id,
      'form',
      /export (async )?function action\b/.test(source),
    ])
    const shows = /export default function|export (async )?function loader\b/.test(source)
    expect([id, 'page', rule?.get !== undefined]).toEqual([id, 'page', shows])
  }
})

describe.each(found)('$id', (route) => {
  const { get, post = [], alsoFine } = ROUTE_ACCESS[route.id] ?? {}

  test.runIf(get)('is opened by those who may, and by nobody else', async ({ scene }) => {
    const [came, wanted] = [new Map<string, string>(), new Map<string, string>()]
    for (const asker of scene.askers) {
      const want = expected(get ?? 'anyone', asker, route)
      wanted.set(asker.name, want)
      came.set(asker.name, agree(await outcomeOf(await ask(addressOf(route, scene), asker), alsoFine), want, alsoFine))
    }
    expect(came).toEqual(wanted)
  })

  test.runIf(post.length > 0)('takes a form from those who may, and from nobody else', async ({ scene, house }) => {
    for (const { access, form } of post) {
      const [came, wanted] = [new Map<string, string>(), new Map<string, string>()]
      // Forms that sign out or end memberships must not change who asks next.
      const kept = await house.owner.query('select * from account_session')
      for (const asker of scene.askers) {
        const want = expected(access, asker, route)
        wanted.set(asker.name, want)
        const response = await ask(addressOf(route, scene), asker, form)
        came.set(asker.name, agree(await outcomeOf(response, alsoFine), want, alsoFine))
        await putBack(house, kept.rows)
      }
      expect(came).toEqual(wanted)
    }
  })

  test.runIf(route.path.includes(':convention') && get)(
    'tells a stranger nothing, not even that it exists',
    async ({ scene }) => {
      const [stranger] = scene.askers.filter(({ elsewhere }) => elsewhere)
      if (!stranger) throw new Error('no stranger')
      const [real, none] = await Promise.all(
        ['ormes-bondy', 'never-existed'].map(async (convention) => {
          const response = await ask(addressOf(route, scene, { convention }), stranger)
          const names = [...response.headers.keys()].sort()
          return { status: response.status, names, body: withoutChance(await response.text(), convention) }
        }),
      )
      expect(real).toEqual(none)
    },
  )
})

async function putBack(house: House, sessions: { id: string }[]) {
  await house.owner.query(
    `insert into account_session select * from jsonb_populate_recordset(null::account_session, $1::jsonb) on conflict (id) do nothing`,
    [JSON.stringify(sessions)],
  )
  await house.owner.query('update member set ended_at = null where ended_at is not null')
  await house.owner.query('delete from rate_limit') // everybody here comes from one place
}

/** The page without what differs each time: nonce, reference, and the code that was asked for. */
function withoutChance(body: string, convention: string): string {
  return body
    .replaceAll(convention, 'CODE')
    .replaceAll(/nonce(=|\\?":\\?)"[^"]*"/g, 'NONCE')
    .replaceAll(/data-reference="[^"]*"/g, 'REFERENCE')
    .replaceAll(/reference[^,}\]]*/g, 'REFERENCE')
}

test('a member who sees persons is asked for a passkey before any page of theirs', async ({ scene, house }) => {
  await house.owner.query('update account_session set needs_passkey = true')
  const [lead] = scene.askers.filter(({ role }) => role === 'operator-lead')
  if (!lead) throw new Error('no lead')
  for (const route of found.filter(
    ({ path, id }) => path.includes(':convention') && (ROUTE_ACCESS[id]?.get ?? 'anyone') !== 'anyone',
  )) {
    const response = await ask(addressOf(route, scene), lead)
    expect([route.id, response.status, response.headers.get('location')?.split('?')[0]]).toEqual([
      route.id,
      302,
      '/account/passkey',
    ])
  }
  await house.owner.query('update account_session set needs_passkey = false')
})

test('a mail scanner that opens the link uses nothing up', async ({ scene, house }) => {
  const asked = await fetch(`${scene.url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ email: 'caretaker@ormes-bondy.test', next: '/' }),
  })
  expect([asked.status, asked.headers.get('location')]).toEqual([302, '/sign-in/sent'])
  const { rows } = await house.owner.query(
    "select body from mail where purpose = 'sign-in' order by written_at desc limit 1",
  )
  const token = /token=([^&\s]+)/.exec(rows[0].body)?.[1] ?? ''
  for (let opens = 0; opens < 3; opens++) {
    const page = await fetch(`${scene.url}/sign-in/link?token=${token}`)
    expect([page.status, page.headers.getSetCookie(), page.headers.get('cache-control')]).toEqual([200, [], 'no-store'])
  }
  const press = () =>
    fetch(`${scene.url}/sign-in/link`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ token }) })
  const opened = await press()
  expect(opened.status).toBe(302)
  expect(opened.headers.getSetCookie()[0]).toMatch(/^__Host-palier=[^;]+; .*Path=\/; HttpOnly; Secure; SameSite=Lax/)
  expect((await press()).status).toBe(410)
})

test('a form of another site does nothing', async ({ scene }) => {
  const [lead] = scene.askers.filter(({ role }) => role === 'operator-lead')
  const response = await fetch(`${scene.url}/sign-out`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: lead?.cookie ?? '', origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' },
  })
  expect(response.status).toBe(403)
})

test('signing out everywhere goes by the address on which a phone locks what lies on it, and ends every session', async ({
  scene,
  house,
}) => {
  const phone = await cookieOf(house, 'resident@ormes-bondy.test')
  const laptop = await cookieOf(house, 'resident@ormes-bondy.test')
  const account = (cookie: string) => fetch(`${scene.url}/account`, { headers: { cookie }, redirect: 'manual' })
  const [, address = ''] = /action="(\/sign-out\?[^"]+)"/.exec(await (await account(phone)).text()) ?? []
  const headers = { cookie: phone, origin: scene.url }
  const answer = await fetch(scene.url + address, { method: 'POST', redirect: 'manual', headers })
  expect(answer.headers.get('location')).toBe('/sign-in')
  expect((await Promise.all([phone, laptop].map(account))).map(({ status }) => status)).toEqual([302, 302])
})
