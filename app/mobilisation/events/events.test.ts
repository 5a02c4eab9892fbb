/** What an event promises: seats in order whoever presses at once, nothing for machines, nothing kept longer than said. */
import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import { append, emptyLog, offer, settle, standing } from '../../../packages/sync-log/device-log.ts'
import { type House, test } from '../../../test/house.ts'
import { settleStock } from '../../../test/stock.ts'
import { outside } from '../../platform/database.server.ts'
import { Refusal } from '../../platform/refusal.ts'
import { countsOf, DoorOffer, doorListOf, notePresent, presentAt, receive } from './attendance.server.ts'
import {
  addEvent,
  cancelEvent,
  changeEvent,
  eventOf,
  openEvent,
  registrationsOf,
  standingOf,
  takeOff,
} from './events.server.ts'
import { feedbackOf, giveFeedback } from './feedback.server.ts'
import { openSeal, sealForm } from './form-seal.server.ts'
import { RegistrationInput } from './registration-input.ts'
import { publicEvent, register, registrationOf, sealFor, unregister } from './registrations.server.ts'
import { askDueReminders, askReminder, expireRegistrations, remind } from './reminder.job.ts'

const ORIGIN = 'https://palier.example'
const HOUR = 3_600_000
const step = { signal: new AbortController().signal, progress: async () => undefined }
const FACTS = {
  title: 'Rencontre de lancement',
  about: 'Un goûter.',
  startsAt: new Date(Date.now() + 24 * HOUR),
  endsAt: new Date(Date.now() + 26 * HOUR),
  place: 'Salle des Ormes',
  phone: null,
  capacity: 5,
  asks: ['seat', 'interpreter'] as ('seat' | 'interpreter')[],
}

async function opened(house: House, capacity = 5) {
  const animator = house.as('operator-animator')
  const id = await animator((tx) => addEvent(tx, { ...FACTS, capacity }))
  await animator((tx) => openEvent(tx, id, ORIGIN))
  const { code } = await animator((tx) => eventOf(tx, id))
  return { id, code, animator }
}

/** As a person's form comes back: a seal that is long enough in their hands. */
function asked(code: string, typed: Record<string, unknown> = {}) {
  const seal = sealFor(code, Date.now() - 5000)
  return RegistrationInput.parse({ seal, firstName: 'Inès', residence: 'elsewhere', adults: 1, ...typed })
}

let neighbour = 0
const from = (code: string) => ({ code, address: `192.0.2.${neighbour++ % 250}`, origin: ORIGIN })

describe('registration', () => {
  test('gives exactly the seats there are, however many press at once, and the rest in order of asking', async ({
    house,
  }) => {
    const { id, code, animator } = await opened(house, 10)
    await Promise.all(Array.from({ length: 25 }, () => register(from(code), asked(code))))
    const { rows } = await house.owner.query(
      'select rank, seated_at is not null as seated from mobilisation_registration where event_id = $1 order by rank',
      [id],
    )
    expect(rows.map(({ rank }) => rank)).toEqual(Array.from({ length: 25 }, (_, at) => at + 1))
    expect(rows.map(({ seated }) => seated)).toEqual(Array.from({ length: 25 }, (_, at) => at < 10))
    expect(await animator((tx) => standingOf(tx, id))).toMatchObject({ seated: 10, waiting: 15 })
  })

  test('given back at once by several, seats go to who waited longest, each once, and they are told', async ({
    house,
  }) => {
    const { id, code } = await opened(house, 4)
    const tokens: string[] = []
    for (let one = 0; one < 9; one++)
      tokens.push(await register(from(code), asked(code, { email: `n${one}@attente.example` })))
    await Promise.all([0, 1, 2].map((one) => unregister(tokens[one] ?? '', ORIGIN)))
    const { rows } = await house.owner.query(
      'select rank from mobilisation_registration where event_id = $1 and seated_at is not null and cancelled_at is null order by rank',
      [id],
    )
    expect(rows.map(({ rank }) => rank)).toEqual([4, 5, 6, 7])
    const letters = await house.owner.query(
      "select recipient, body from mail where subject like 'Une place pour vous%' and recipient like '%attente.example' order by recipient",
    )
    expect(letters.rows.map(({ recipient }) => recipient)).toEqual([4, 5, 6].map((one) => `n${one}@attente.example`))
    expect(letters.rows[0].body).toContain(`${ORIGIN}/registration/${tokens[4]}`)
    expect(await registrationOf(tokens[7] ?? '')).toMatchObject({ seated: false, before: 0 })
  })

  test('a large group that does not fit is not overtaken, and a larger room seats it', async ({ house }) => {
    const { id, code, animator } = await opened(house, 5)
    await register(from(code), asked(code, { adults: 3 }))
    const family = await register(from(code), asked(code, { adults: 2, children: 3 }))
    const alone = await register(from(code), asked(code))
    expect([(await registrationOf(family)).seated, (await registrationOf(alone)).seated]).toEqual([false, false])
    await animator((tx) => changeEvent(tx, id, { ...FACTS, capacity: 9 }, ORIGIN))
    expect([(await registrationOf(family)).seated, (await registrationOf(alone)).seated]).toEqual([true, true])
  })

  test('a group larger than the room is refused in words; after the room shrank it keeps nobody waiting', async ({
    house,
  }) => {
    const { id, code, animator } = await opened(house, 12)
    await expect(register(from(code), asked(code, { adults: 10, children: 3 }))).rejects.toMatchObject({
      code: 'mobilisation.group-too-large',
      field: 'adults',
      values: { seats: 12 },
    })
    await register(from(code), asked(code, { adults: 8 }))
    const group = await register(from(code), asked(code, { adults: 6 }))
    const alone = await register(from(code), asked(code))
    expect([(await registrationOf(group)).seated, (await registrationOf(alone)).before]).toEqual([false, 1])
    const [first] = await animator((tx) => registrationsOf(tx, id, 1))
    await animator((tx) => changeEvent(tx, id, { ...FACTS, capacity: 5 }, ORIGIN))
    await animator((tx) => takeOff(tx, id, first?.id ?? '', ORIGIN))
    expect([await registrationOf(group), await registrationOf(alone)]).toMatchObject([
      { seated: false, fits: false },
      { seated: true, before: 0 },
    ])
    expect(await publicEvent(code)).toMatchObject({ isFull: false })
  })

  test('of who registered, anyone learns only whether seats are left', async ({ house }) => {
    const { code } = await opened(house, 2)
    expect(await publicEvent(code)).toMatchObject({ isFull: false })
    for (let one = 0; one < 3; one++) await register(from(code), asked(code))
    const event = await publicEvent(code)
    expect(event).toMatchObject({ isFull: true })
    expect(Object.keys(event)).not.toEqual(expect.arrayContaining(['room']))
    expect(Object.keys(event)).not.toEqual(expect.arrayContaining(['waiting']))
  })

  test('the same form sent five times at once registers once, with one letter', async ({ house }) => {
    const { id, code, animator } = await opened(house)
    const form = asked(code, { email: 'une.fois@exemple.example' })
    const tokens = await Promise.all(Array.from({ length: 5 }, () => register(from(code), form)))
    expect(new Set(tokens).size).toBe(1)
    expect(await animator((tx) => registrationsOf(tx, id, 1))).toHaveLength(1)
    const { rows } = await house.owner.query("select from mail where recipient = 'une.fois@exemple.example'")
    expect(rows).toHaveLength(1)
  })

  test('keeps only the needs that were asked about, and a language only for an interpreter', async ({ house }) => {
    const { id, code, animator } = await opened(house)
    await register(from(code), asked(code, { needs: ['children', 'seat'], language: 'ar' }))
    expect(await animator((tx) => registrationsOf(tx, id, 1))).toMatchObject([{ needs: ['seat'], language: null }])
  })
})

describe('a machine', () => {
  test('that fills the hidden field, has no seal, a seal of another form, or is too quick, registers nobody', async ({
    house,
  }) => {
    const { id, code, animator } = await opened(house)
    const other = await opened(house)
    const tries = [
      { typed: { website: 'https://spam.example' }, code: 'mobilisation.form-filled-by-machine' },
      { typed: { seal: '' }, code: 'mobilisation.form-too-old' },
      { typed: { seal: sealFor(other.code, Date.now() - 5000) }, code: 'mobilisation.form-too-old' },
      { typed: { seal: sealFor(code, Date.now() - 13 * HOUR) }, code: 'mobilisation.form-too-old' },
      { typed: { seal: sealFor(code) }, code: 'mobilisation.form-too-quick' },
    ]
    for (const { typed, code: refused } of tries)
      await expect(register(from(code), asked(code, typed))).rejects.toMatchObject({ code: refused })
    expect(await animator((tx) => registrationsOf(tx, id, 1))).toEqual([])
  })

  test('cannot change the hour in a seal', () => {
    const [, nonce, mac] = sealForm('a form').split('.')
    expect(() => openSeal('a form', `${(Date.now() - 5000).toString(36)}.${nonce}.${mac}`)).toThrow(Refusal)
  })

  test('cannot fill a letter box of somebody, nor go on for ever from one address', async ({ house }) => {
    const { code } = await opened(house, 100)
    const send = () => register(from(code), asked(code, { email: 'victime@exemple.example' }))
    for (let one = 0; one < 5; one++) await send()
    await expect(send()).rejects.toMatchObject({ code: 'platform.too-many-tries' })
    await house.owner.query(`update rate_limit set tries = 111 where what = 'event-registration'`)
    await expect(register({ ...from(code), address: '192.0.2.0' }, asked(code))).rejects.toMatchObject({ status: 429 })
  })
})

describe('an event', () => {
  test('is unknown before it opens, and to whoever has no code', async ({ house }) => {
    const id = await house.as('operator-lead')((tx) => addEvent(tx, FACTS))
    const { code } = await house.as('operator-lead')((tx) => eventOf(tx, id))
    await expect(publicEvent(code)).rejects.toMatchObject({ status: 404 })
    await expect(register(from(code), asked(code))).rejects.toMatchObject({ status: 404 })
    expect(await outside().selectFrom('mobilisation_event').select('id').execute()).toEqual([])
    await expect(house.as('caretaker')((tx) => eventOf(tx, id))).rejects.toMatchObject({ status: 404 })
    await expect(house.elsewhere('operator-lead')((tx) => eventOf(tx, id))).rejects.toMatchObject({ status: 404 })
    for (const role of ['landlord-pilot', 'caretaker', 'resident', 'partner'] as const)
      await expect(house.as(role)((tx) => openEvent(tx, id, ORIGIN))).rejects.toThrow(Refusal)
  })

  test('shows who registered to the team, to a caretaker those of their residences, to the pilot nobody', async ({
    house,
  }) => {
    const { conventionId, memberId } = house.actorOf('caretaker')
    const { residences } = await settleStock(house.owner, conventionId, 2, 2)
    await house.owner.query('insert into stock_coverage (convention_id, member_id, residence_id) values ($1, $2, $3)', [
      conventionId,
      memberId,
      residences[0]?.id,
    ])
    const { id, code } = await opened(house)
    for (const { id: residence } of residences) await register(from(code), asked(code, { residence }))
    const rows = (role: 'operator-lead' | 'caretaker' | 'landlord-pilot') =>
      house.as(role)((tx) =>
        tx.selectFrom('mobilisation_registration').select('residence_id').where('event_id', '=', id).execute(),
      )
    expect(await rows('operator-lead')).toHaveLength(2)
    expect(await rows('caretaker')).toEqual([{ residence_id: residences[0]?.id }])
    expect(await rows('landlord-pilot')).toEqual([])
    await expect(house.as('landlord-pilot')((tx) => registrationsOf(tx, id, 1))).rejects.toMatchObject({ status: 403 })
  })

  test('reminds once each who has a seat and an address, in the name of who opened it', async ({ house }) => {
    const { id, code, animator } = await opened(house, 2)
    for (const name of ['a', 'b', 'c']) await register(from(code), asked(code, { email: `${name}@rappel.example` }))
    await register(from(code), asked(code))
    expect(await animator((tx) => remind(tx, id, ORIGIN, step))).toEqual({ letters: 2 })
    expect(await animator((tx) => remind(tx, id, ORIGIN, step))).toEqual({ letters: 0 })
  })

  test('moved says so to everyone with an address, puts the calendar right of who has a seat, and reminds anew', async ({
    house,
  }) => {
    const { id, code, animator } = await opened(house, 2)
    for (const name of ['a', 'b', 'attend'])
      await register(from(code), asked(code, { email: `${name}@deplace.example` }))
    await animator((tx) => remind(tx, id, ORIGIN, step))
    await house.owner.query('update mobilisation_event set reminder_asked_at = now() where id = $1', [id])
    const same = { ...FACTS, capacity: 2 }
    expect(await animator((tx) => changeEvent(tx, id, { ...same, title: 'Goûter de lancement' }, ORIGIN))).toBe(0)
    expect((await animator((tx) => eventOf(tx, id))).reminderAskedAt).not.toBeNull()

    const later = { startsAt: new Date(Date.now() + 48 * HOUR), endsAt: new Date(Date.now() + 50 * HOUR) }
    expect(await animator((tx) => changeEvent(tx, id, { ...same, ...later }, ORIGIN))).toBe(3)
    const { rows } = await house.owner.query(
      "select recipient, calendar, calendar_method from mail where subject like 'Changement%' and recipient like '%deplace.example' order by recipient",
    )
    expect(rows.map(({ recipient, calendar_method }) => [recipient, calendar_method])).toEqual([
      ['a@deplace.example', 'REQUEST'],
      ['attend@deplace.example', null],
      ['b@deplace.example', 'REQUEST'],
    ])
    expect(rows[0].calendar).toContain(`UID:${id}@palier`)
    expect(rows[0].calendar).not.toContain('/registration/')
    expect((await animator((tx) => eventOf(tx, id))).reminderAskedAt).toBeNull()
    expect(await animator((tx) => remind(tx, id, ORIGIN, step))).toEqual({ letters: 2 })

    // Whoever gets a seat by the same change is told the new place once.
    const elsewhere = { ...same, ...later, place: 'Salle des Tilleuls', capacity: 3 }
    expect(await animator((tx) => changeEvent(tx, id, elsewhere, ORIGIN))).toBe(2)
    const seated = await house.owner.query(
      "select body from mail where subject like 'Une place pour vous%' and recipient = 'attend@deplace.example'",
    )
    expect(seated.rows).toMatchObject([{ body: expect.stringContaining('Salle des Tilleuls') }])
  })

  test('cancelled says so to everyone with an address, and takes nobody any more', async ({ house }) => {
    const { id, code, animator } = await opened(house)
    await register(from(code), asked(code, { email: 'annule@exemple.example' }))
    await animator((tx) => cancelEvent(tx, id, 'La salle est fermée.', ORIGIN))
    expect(await publicEvent(code)).toMatchObject({
      cancelled: true,
      cancelReason: 'La salle est fermée.',
      mayRegister: false,
    })
    await expect(register(from(code), asked(code))).rejects.toMatchObject({ code: 'mobilisation.event-over' })
    const { rows } = await house.owner.query(
      "select subject, calendar_method from mail where recipient = 'annule@exemple.example' order by written_at desc limit 1",
    )
    expect(rows[0]).toMatchObject({ subject: expect.stringMatching(/^Annulé/), calendar_method: 'CANCEL' })
  })

  test('somebody taken off by telephone leaves their seat to the next', async ({ house }) => {
    const { id, code, animator } = await opened(house, 1)
    await register(from(code), asked(code))
    const next = await register(from(code), asked(code))
    const [first] = await animator((tx) => registrationsOf(tx, id, 1))
    await house
      .elsewhere('operator-lead')((tx) => takeOff(tx, id, first?.id ?? '', ORIGIN))
      .catch(() => undefined)
    expect((await registrationOf(next)).seated).toBe(false)
    await animator((tx) => takeOff(tx, id, first?.id ?? '', ORIGIN))
    expect((await registrationOf(next)).seated).toBe(true)
  })

  test('thirty days later only numbers are left of who registered', async ({ house }) => {
    const { id, code } = await opened(house)
    const token = await register(
      from(code),
      asked(code, { email: 'oubli@exemple.example', phone: '06', needs: ['seat'] }),
    )
    expect(await expireRegistrations()).toBe(0)
    await house.owner.query(
      `update mobilisation_event set starts_at = now() - interval '32 days', ends_at = now() - interval '31 days 23 hours' where id = $1`,
      [id],
    )
    expect(await expireRegistrations()).toBe(1)
    const { rows } = await house.owner.query('select * from mobilisation_registration where event_id = $1', [id])
    expect(rows[0]).toMatchObject({
      first_name: null,
      email: null,
      phone: null,
      needs: [],
      token_hash: null,
      adults: 1,
    })
    await expect(registrationOf(token)).rejects.toMatchObject({ status: 404 })
  })
})

test('the reminder leaves by itself two days before, once', async ({ house }) => {
  const { id, animator } = await opened(house)
  const due = async () =>
    (await house.owner.query('select reminder_asked_at from mobilisation_event where id = $1', [id])).rows[0]
      .reminder_asked_at
  expect(await due()).toBeNull()
  await expect(askDueReminders()).rejects.toThrow('openQueue() first') // nothing is marked when nothing could be asked
  expect(await due()).toBeNull()
  await expect(animator((tx) => askReminder(tx, id, ORIGIN))).rejects.toThrow('openQueue() first')
})

describe('at the door', () => {
  const now = { wallMs: Date.now(), run: 'a', sinceStartMs: 10 }
  const phone = (device: string) => {
    let log = emptyLog(device)
    return {
      note: (subject: string, people: number, { kind = 'registered', residenceId = null, later = 0 }: Noted = {}) => {
        const draft = { id: randomUUID(), schema: 1, kind, subject, content: { people, residenceId } }
        log = append(log, draft, { ...now, wallMs: now.wallMs + later }).log
      },
      offer: () => DoorOffer.parse(structuredClone({ acts: offer(log).acts, sent: now })),
      hear: (answer: Parameters<typeof settle>[1] | undefined) => {
        if (answer) log = settle(log, answer, Date.now())
        return standing(log)
      },
    }
  }
  interface Noted {
    kind?: 'registered' | 'walk-in'
    residenceId?: string | null
    later?: number
  }

  test('what two phones noted without a network arrives once, in any order, and the latest holds', async ({
    house,
  }) => {
    const { id, code, animator } = await opened(house)
    await register(from(code), asked(code, { adults: 2 }))
    const [person] = await animator((tx) => doorListOf(tx, id))
    const subject = person?.id ?? ''
    const [one, other] = [phone('one'), phone('other')]
    one.note(subject, 2)
    other.note(subject, 0, { later: 60_000 })
    other.note(subject, 3, { later: 90_000 })
    const group = randomUUID()
    one.note(group, 4, { kind: 'walk-in' })
    const take = (what: ReturnType<typeof phone>) => animator((tx) => receive(tx, id, what.offer()))
    // The answer to the first try is lost, and each sends several times at once.
    await take(other)
    const answers = await Promise.all([take(one), take(other), take(one), take(other)])
    expect(one.hear(answers[0])).toMatchObject({ waiting: 0, arrived: 2, aside: 0 })
    expect(other.hear(answers[1])).toMatchObject({ waiting: 0, arrived: 2, aside: 0 })
    const there = await animator((tx) => presentAt(tx, id))
    expect(there.toSorted((a, b) => a.people - b.people)).toMatchObject([
      { subject, people: 3 },
      { subject: group, people: 4, kind: 'walk-in' },
    ])
    const { rows } = await house.owner.query('select from mobilisation_presence where event_id = $1', [id])
    expect(rows).toHaveLength(4)
  })

  test('a caretaker greets their own residences; what is not theirs stays on their phone and says so', async ({
    house,
  }) => {
    const { conventionId } = house.actorOf('caretaker')
    const { rows } = await house.owner.query(
      'select id, id in (select residence_id from stock_coverage) as own from stock_residence where convention_id = $1',
      [conventionId],
    )
    const [own, foreign] = [true, false].map((which) => String(rows.find((row) => row.own === which).id))
    const { id, code } = await opened(house)
    for (const residence of [own, foreign, 'elsewhere']) await register(from(code), asked(code, { residence }))
    const caretaker = house.as('caretaker')
    expect(await caretaker((tx) => doorListOf(tx, id))).toMatchObject([{ residenceId: own }])
    const door = phone('caretaker')
    for (const person of await house.as('operator-lead')((tx) => doorListOf(tx, id))) door.note(person.id, 1)
    for (const residenceId of [own, foreign])
      door.note(randomUUID(), 2, { kind: 'walk-in', residenceId: residenceId ?? null })
    const offered = door.offer()
    expect(door.hear(await caretaker((tx) => receive(tx, id, offered)))).toMatchObject({
      waiting: 0,
      arrived: 2,
      aside: 3,
    })
    await expect(house.as('landlord-pilot')((tx) => receive(tx, id, offered))).rejects.toMatchObject({ status: 403 })
    const walkIn = { subject: randomUUID(), kind: 'walk-in', people: 1, residenceId: foreign ?? null } as const
    await expect(caretaker((tx) => notePresent(tx, id, walkIn))).rejects.toMatchObject({
      code: 'mobilisation.not-at-this-door',
    })
  })

  test('counts stand by residence against its dwellings, and the landlord gets none that tells who came', async ({
    house,
  }) => {
    const { rows } = await house.owner.query('select id from stock_residence where convention_id = $1 order by code', [
      house.actorOf('operator-lead').conventionId,
    ])
    const { id, code, animator } = await opened(house, 100)
    const [first, second] = rows.map((row) => String(row.id))
    await register(from(code), asked(code, { residence: first, adults: 9, children: 6 }))
    await register(from(code), asked(code, { residence: second, adults: 2 }))
    const walkIn = { subject: randomUUID(), kind: 'walk-in', people: 12, residenceId: first ?? null } as const
    await animator((tx) => notePresent(tx, id, walkIn))
    expect((await animator((tx) => countsOf(tx, id))).rows).toMatchObject([
      { id: first, dwellings: 2, registered: 15, present: 12 },
      { id: second, registered: 2, present: 0 },
    ])
    const shown = await house.as('landlord-pilot')((tx) => countsOf(tx, id))
    expect(shown.rows.map((row) => [row.id, row.registered])).toEqual([[first, null]])
    expect(shown).toMatchObject({ hides: true, total: { present: 12 } })
    await expect(house.as('caretaker')((tx) => countsOf(tx, id))).rejects.toMatchObject({ status: 403 })
  })
})

test('an opinion is given from the start on, once a form, and few of them tell the landlord nothing', async ({
  house,
}) => {
  const { id, code, animator } = await opened(house)
  const give = (face: number, said: string | null = null, seal = sealFor(code, Date.now() - 5000)) =>
    giveFeedback({ code, address: '192.0.2.9' }, { website: '', seal, face, said })
  await expect(give(3)).rejects.toMatchObject({ code: 'mobilisation.not-the-time-to-say' })
  await house.owner.query(
    `update mobilisation_event set starts_at = now() - interval '1 hour', ends_at = now() + interval '1 hour' where id = $1`,
    [id],
  )
  const once = sealFor(code, Date.now() - 5000)
  for (const face of [3, 3, 3]) await give(face, 'Plus de chaises.', once)
  for (const face of [3, 3, 3, 3, 3]) await give(face)
  const { total, faces, words } = await animator((tx) => feedbackOf(tx, id))
  expect([total, words]).toEqual([6, ['Plus de chaises.']])
  expect(faces.map(({ count }) => count)).toEqual([6, 0, 0])
  expect(await house.as('landlord-pilot')((tx) => feedbackOf(tx, id))).toMatchObject({ total: null, words: [] })
})
