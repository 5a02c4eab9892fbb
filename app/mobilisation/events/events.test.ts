/** What an event promises: seats in order whoever presses at once, nothing for machines, nothing kept longer than said. */
import { describe, expect } from 'vitest'
import { type House, test } from '../../../test/house.ts'
import { settleStock } from '../../../test/stock.ts'
import { outside } from '../../platform/database.server.ts'
import { Refusal } from '../../platform/refusal.ts'
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
  const seal = sealForm(`event ${code}`, Date.now() - 5000)
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
    const { id, code, animator } = await opened(house, 4)
    await register(from(code), asked(code, { adults: 3 }))
    const family = await register(from(code), asked(code, { adults: 2, children: 3 }))
    const alone = await register(from(code), asked(code))
    expect([(await registrationOf(family)).seated, (await registrationOf(alone)).seated]).toEqual([false, false])
    await animator((tx) => changeEvent(tx, id, { ...FACTS, capacity: 9 }, ORIGIN))
    expect([(await registrationOf(family)).seated, (await registrationOf(alone)).seated]).toEqual([true, true])
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
      { typed: { seal: sealForm(`event ${other.code}`, Date.now() - 5000) }, code: 'mobilisation.form-too-old' },
      { typed: { seal: sealForm(`event ${code}`, Date.now() - 13 * HOUR) }, code: 'mobilisation.form-too-old' },
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

  test('cancelled says so to everyone with an address, and takes nobody any more', async ({ house }) => {
    const { id, code, animator } = await opened(house)
    await register(from(code), asked(code, { email: 'annule@exemple.example' }))
    await animator((tx) => cancelEvent(tx, id, 'La salle est fermée.'))
    expect(await publicEvent(code)).toMatchObject({
      cancelled: true,
      cancelReason: 'La salle est fermée.',
      mayRegister: false,
    })
    await expect(register(from(code), asked(code))).rejects.toMatchObject({ code: 'mobilisation.event-over' })
    const { rows } = await house.owner.query(
      "select subject from mail where recipient = 'annule@exemple.example' order by written_at desc limit 1",
    )
    expect(rows[0].subject).toMatch(/^Annulé/)
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
