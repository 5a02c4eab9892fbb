import { describe, expect } from 'vitest'
import { asPerson } from '#app/platform/database.server.ts'
import { ROLES } from '#app/platform/permissions.ts'
import { hashOf } from '#app/platform/secret-token.server.ts'
import { settings } from '#app/platform/settings.server.ts'
import { test } from '../../test/house.ts'
import { authRoutes } from './auth.server.ts'
import { acceptInvitation, invitationSeen, invite, renewInvitation } from './invitations.server.ts'
import { changeRoles, endMembership, forgetPasskeys } from './members.server.ts'
import { waitingMail } from './outbox.server.ts'
import { endAllSessions, personOf } from './session.server.ts'
import {
  askLink,
  demonstrationPeople,
  enterDemonstration,
  type HeaderList,
  openLink,
  signInAs,
} from './sign-in.server.ts'

const HERE = 'http://localhost:3000'

/** A browser that keeps its cookies, as far as these tests need one. */
function browser() {
  const jar = new Map<string, string>()
  return {
    request: (path = '/') => {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      return new Request(`${HERE}${path}`, { headers: { cookie, 'user-agent': 'test' } })
    },
    take: (headers: HeaderList) => {
      for (const [name, value] of headers) {
        const [, key, content] = /^([^=]+)=([^;]*)/.exec(value) ?? []
        if (name === 'Set-Cookie' && key) jar.set(key, content ?? '')
      }
    },
    jar,
  }
}

async function lastLetter(house: {
  owner: { query: (sql: string) => Promise<{ rows: { body: string; recipient: string }[] }> }
}) {
  const { rows } = await house.owner.query('select body, recipient from mail order by written_at desc, id desc limit 1')
  const body = rows[0]?.body ?? ''
  return { recipient: rows[0]?.recipient, token: /[?&]token=([^&\s]+)/.exec(body)?.[1] ?? '', body }
}

describe('signing in by letter', () => {
  test('a known person gets a link that signs them in once, and leaves its token nowhere in clear', async ({
    house,
  }) => {
    const my = browser()
    my.take(await askLink(my.request(), '192.0.2.1', 'caretaker@ormes-bondy.test', '/'))
    const { token, recipient } = await lastLetter(house)
    expect(recipient).toBe('caretaker@ormes-bondy.test')
    const stored = await house.owner.query('select identifier from account_verification')
    expect(JSON.stringify(stored.rows)).not.toContain(token.split('.')[0])
    my.take(await openLink(my.request(), token, false))
    expect(await personOf(my.request())).toMatchObject({ id: house.actorOf('caretaker').personId, needsPasskey: false })
    await expect(openLink(my.request(), token, false)).rejects.toMatchObject({ code: 'account.link-over' })
  })

  test('an unknown address gets the same answer, no letter, no account, and in no less time', async ({ house }) => {
    const before = await house.owner.query(
      'select (select count(*) from mail) as mails, (select count(*) from account_person) as people',
    )
    const timed = async (email: string) => {
      const started = performance.now()
      const headers = await askLink(browser().request(), '192.0.2.1', email, '/')
      return { ms: performance.now() - started, names: headers.map(([, value]) => value.replace(/=[^;]*/, '')) }
    }
    const unknown = await timed('nobody@example.test')
    const after = await house.owner.query(
      'select (select count(*) from mail) as mails, (select count(*) from account_person) as people',
    )
    expect(after.rows).toEqual(before.rows)
    const known = await timed('resident@ormes-bondy.test')
    expect(unknown.names).toEqual(known.names)
    expect(Math.abs(unknown.ms - known.ms)).toBeLessThan(100)
  })

  test('the link of someone who sees persons opens in the browser that asked, and stays good for it', async ({
    house,
  }) => {
    const [asking, other] = [browser(), browser()]
    asking.take(await askLink(asking.request(), '192.0.2.1', 'operator-lead@ormes-bondy.test', '/'))
    const { token } = await lastLetter(house)
    await expect(openLink(other.request(), token, false)).rejects.toMatchObject({ code: 'account.other-browser' })
    asking.take(await openLink(asking.request(), token, false))
    expect(await personOf(asking.request())).toMatchObject({ needsPasskey: true })
  })

  test('a sixth letter within a quarter of an hour is refused with the time to wait', async () => {
    const ask = () => askLink(browser().request(), '192.0.2.9', 'partner@ormes-bondy.test', '/')
    for (let tries = 0; tries < 5; tries++) await ask()
    await expect(ask()).rejects.toMatchObject({ code: 'platform.too-many-tries', status: 429, values: { minutes: 15 } })
  })

  test('better-auth answers only the addresses that Palier needs', async () => {
    for (const path of [
      'sign-up/email',
      'sign-in/email',
      'sign-in/magic-link',
      'magic-link/verify',
      'update-user',
      'list-sessions',
    ]) {
      const response = await authRoutes.request(`${HERE}/api/auth/${path}`, { method: 'POST' })
      expect(response.status).toBe(404)
    }
  })
})

describe('a session', () => {
  test('ends everywhere when its person says so', async ({ house }) => {
    const [phone, laptop] = [browser(), browser()]
    for (const one of [phone, laptop]) one.take(await signInAs(one.request(), 'resident@ormes-bondy.test'))
    expect(await personOf(phone.request())).toBeDefined()
    await endAllSessions(house.actorOf('resident').personId)
    expect([await personOf(phone.request()), await personOf(laptop.request())]).toEqual([undefined, undefined])
  })

  test('gets a new id at each sign-in, and the former one opens nothing', async () => {
    const my = browser()
    my.take(await signInAs(my.request(), 'resident@ormes-bondy.test'))
    const former = browser()
    for (const [name, value] of my.jar) former.jar.set(name, value)
    my.take(await signInAs(my.request(), 'resident@ormes-bondy.test'))
    expect(await personOf(former.request())).toBeUndefined()
    expect(await personOf(my.request())).toBeDefined()
  })

  test('lies hashed in its table', async ({ house }) => {
    const my = browser()
    my.take(await signInAs(my.request(), 'resident@ormes-bondy.test'))
    const token = (my.jar.get('__Host-palier') ?? '').split('.')[0] ?? ''
    const { rows } = await house.owner.query('select token from account_session')
    expect(rows.map((row) => row.token)).toContain(hashOf(token))
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('is short for those who see persons, long on a phone of one’s own, shortest on a shared device', async ({
    house,
  }) => {
    const termsOf = async (email: string, shared: boolean) => {
      await house.owner.query('delete from account_session')
      await signInAs(browser().request(), email, shared)
      const { rows } = await house.owner.query(
        'select idle_minutes, round(extract(epoch from ends_at - created_at) / 3600)::int as hours from account_session',
      )
      return rows[0]
    }
    expect(await termsOf('operator-animator@ormes-bondy.test', false)).toEqual({ idle_minutes: 30, hours: 12 })
    expect(await termsOf('caretaker@ormes-bondy.test', false)).toEqual({ idle_minutes: 14 * 1440, hours: 90 * 24 })
    expect(await termsOf('caretaker@ormes-bondy.test', true)).toEqual({ idle_minutes: 15, hours: 90 * 24 })
  })

  test('ends when it was idle too long, at its absolute end, and when its person is disabled', async ({ house }) => {
    const my = browser()
    for (const ending of [
      "update account_session set expires_at = now() - interval '1 second'",
      "update account_session set ends_at = now() - interval '1 second'",
      "update account_person set disabled_at = now() where email = 'resident@ormes-bondy.test'",
    ]) {
      my.take(await signInAs(my.request(), 'resident@ormes-bondy.test'))
      expect(await personOf(my.request())).toBeDefined()
      await house.owner.query(ending)
      expect(await personOf(my.request())).toBeUndefined()
    }
    await house.owner.query('update account_person set disabled_at = null')
  })

  test('ends with a change of roles and with the membership', async ({ house }) => {
    const my = browser()
    const partner = house.actorOf('partner')
    my.take(await signInAs(my.request(), 'partner@ormes-bondy.test'))
    await house.as('operator-lead')((tx) => changeRoles(tx, partner.memberId, ['partner', 'resident']))
    expect(await personOf(my.request())).toBeUndefined()
    my.take(await signInAs(my.request(), 'partner@ormes-bondy.test'))
    await house.as('operator-lead')((tx) => endMembership(tx, partner.memberId))
    expect(await personOf(my.request())).toBeUndefined()
  })
})

describe('an invitation', () => {
  const invited = { name: 'Awa Exemple', email: 'awa@example.test', roles: ['caretaker'], residences: [] } as const

  test('makes a member with its role and residences, once, for whoever holds its letter', async ({ house }) => {
    const convention = house.actorOf('operator-lead').conventionId
    const { rows } = await house.owner.query(
      "insert into stock_residence (convention_id, code, name) values ($1, 'T1', 'Les Tilleuls') returning id",
      [convention],
    )
    const residence: string = rows[0].id
    await house.as('operator-lead')((tx) => invite(tx, new Request(HERE), { ...invited, residences: [residence] }))
    const { token } = await lastLetter(house)
    const my = browser()
    const { code, headers } = await acceptInvitation(my.request(), token)
    my.take(headers)
    expect(code).toBe('ormes-bondy')
    expect(await personOf(my.request())).toMatchObject({ email: invited.email })
    const covered = await house.owner.query('select residence_id from stock_coverage')
    expect(covered.rows).toEqual([{ residence_id: residence }])
    await expect(acceptInvitation(browser().request(), token)).rejects.toMatchObject({
      code: 'account.invitation-over',
    })
  })

  test('that came too late sends a fresh letter to the same address, and opens nothing itself', async ({ house }) => {
    await house.as('operator-lead')((tx) => invite(tx, new Request(HERE), { ...invited, email: 'late@example.test' }))
    const { token } = await lastLetter(house)
    await house.owner.query(
      "update invitation set expires_at = now() - interval '1 minute' where email = 'late@example.test'",
    )
    await expect(acceptInvitation(browser().request(), token)).rejects.toMatchObject({
      code: 'account.invitation-over',
    })
    await renewInvitation(new Request(HERE), token)
    const fresh = await lastLetter(house)
    expect(fresh.recipient).toBe('late@example.test')
    expect((await invitationSeen(token))?.state).toBeUndefined()
    expect((await invitationSeen(fresh.token))?.state).toBe('open')
  })

  test('is made by leads and administrators only, and only administrators make administrators', async ({ house }) => {
    const by = (role: Parameters<typeof house.as>[0], roles: readonly ('resident' | 'administrator')[]) =>
      house.as(role)((tx) => invite(tx, new Request(HERE), { ...invited, email: 'x@example.test', roles }))
    await expect(by('caretaker', ['resident'])).rejects.toMatchObject({ status: 403 })
    await expect(by('landlord-pilot', ['resident'])).rejects.toMatchObject({ status: 403 })
    await expect(by('operator-lead', ['administrator'])).rejects.toMatchObject({
      code: 'account.administrator-invites',
    })
    await by('administrator', ['administrator'])
  })
})

describe('members', () => {
  test('the last lead cannot leave or lose the role', async ({ house }) => {
    const lead = house.actorOf('operator-lead').memberId
    await expect(house.as('administrator')((tx) => endMembership(tx, lead))).rejects.toMatchObject({
      code: 'account.last-lead',
    })
    await expect(house.as('administrator')((tx) => changeRoles(tx, lead, ['partner']))).rejects.toMatchObject({
      code: 'account.last-lead',
    })
  })

  test('a member of another convention does not exist here', async ({ house }) => {
    const stranger = house.actorOf('resident', 'elsewhere').memberId
    for (const act of [endMembership, forgetPasskeys])
      await expect(house.as('operator-lead')((tx) => act(tx, stranger))).rejects.toThrow()
    const { rows } = await house.owner.query('select ended_at from member where id = $1', [stranger])
    expect(rows).toEqual([{ ended_at: null }])
  })
})

describe('a demonstration', () => {
  test('opens no door on an installation that was not started as one', async ({ house }) => {
    await house.owner.query("update convention set is_demonstration = true where code = 'tilleuls-drancy'")
    const { personId } = house.actorOf('resident', 'elsewhere')
    expect(await demonstrationPeople()).toEqual([])
    await expect(enterDemonstration(browser().request(), '192.0.2.1', personId)).rejects.toMatchObject({ status: 404 })
  })

  test('opens one for each role, and none to people of a real convention', async ({ house }) => {
    settings.PALIER_DEMONSTRATION = true
    const people = await demonstrationPeople()
    expect(people.map(({ role }) => role).sort()).toEqual([...ROLES].sort())
    const my = browser()
    const { personId } = house.actorOf('operator-lead', 'elsewhere')
    my.take(await enterDemonstration(my.request(), '192.0.2.1', personId))
    expect(await personOf(my.request())).toMatchObject({ id: personId, needsPasskey: false })
    const real = enterDemonstration(my.request(), '192.0.2.1', house.actorOf('operator-lead').personId)
    await expect(real).rejects.toMatchObject({ status: 404 })
    settings.PALIER_DEMONSTRATION = false
  })

  test('does not open for someone who is also a member of a real convention', async ({ house }) => {
    settings.PALIER_DEMONSTRATION = true
    const { personId } = house.actorOf('caretaker', 'elsewhere')
    await house.owner.query(
      "insert into member (convention_id, person_id, display_name, roles) values ($1, $2, 'Deux', '{resident}')",
      [house.actorOf('operator-lead').conventionId, personId],
    )
    expect((await demonstrationPeople()).map((person) => person.personId)).not.toContain(personId)
    settings.PALIER_DEMONSTRATION = false
  })
})

test('the outbox shows every letter that waits, page by page; a link that let somebody in is over within the hour', async ({
  house,
}) => {
  const { personId } = house.actorOf('administrator')
  await house.owner.query('insert into installation_administrator (person_id) values ($1) on conflict do nothing', [
    personId,
  ])
  const over = await house.owner.query(
    "select from mail where purpose = 'sign-in' and expires_at > now() + interval '1 hour'",
  )
  expect(over.rows).toEqual([])
  await house.owner.query('delete from mail')
  await house.owner.query(
    "insert into mail (recipient, subject, body, purpose) select n || '@attente.example', 'Lettre', 'x', 'notice' from generate_series(1, 450) n",
  )
  const pages = await asPerson(personId, (tx) => Promise.all([1, 2, 3, 4].map((page) => waitingMail(tx, page))))
  expect(pages.map(({ mails }) => mails.length)).toEqual([200, 200, 50, 0])
  expect(pages[0]?.pages).toBe(3)
  expect(new Set(pages.flatMap(({ mails }) => mails.map(({ recipient }) => recipient))).size).toBe(450)
})
