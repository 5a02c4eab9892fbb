/** The faults of field work that a server must survive, on the real database; the numbers are those of `packages/sync-log`. */
import { randomUUID } from 'node:crypto'
import { beforeAll, expect } from 'vitest'
import type { Role } from '#app/platform/permissions.ts'
import type { Json } from '#packages/fair-panel/canonical-json.ts'
import type { Act } from '#packages/sync-log/act.ts'
import { append, type DeviceLog, emptyLog, offer, settle } from '#packages/sync-log/device-log.ts'
import { type House, test } from '../../../test/house.ts'
import { settlePanel } from '../../../test/panel.ts'
import { answersOf } from '../interviews/answers.server.ts'
import { addQuestion, createGuide, guideOf, removeQuestion } from '../interviews/guides.server.ts'
import { interviewOf, withdrawInterview } from '../interviews/interviews.server.ts'
import { filePublicKey, takeFile } from './device-file.server.ts'
import { discardAct, letIn, openDevice, revokeDevice, waitingActs } from './devices.server.ts'
import { sealFrames } from './sealed-file.ts'
import { takeOffer } from './take.server.ts'
import { chooseWording, standingOf } from './versions.server.ts'

const BEGIN = {
  place: 'home',
  consent: 'spoken',
  signature: 'M1 1L9 9',
  agreesQuotation: true,
  agreesRecall: false,
  agreesAudio: false,
  agreesPhoto: false,
}
const TOLD = { chosen: [], number: null, day: null, note: '', verbatim: '' }
const END: Json = { minutes: 48, notes: '', partial: false }

let settled: Promise<{ people: string[]; guide: string }> | undefined
let next = 0
beforeAll(() => {
  settled = undefined
  next = 0
})
function scene(house: House) {
  settled ??= (async () => ({
    people: await settlePanel(house, 30),
    guide: await house.as('operator-lead')((tx) => createGuide(tx, { name: 'Locataires', audience: 'tenant' })),
  }))()
  return settled
}

/** A phone of one interviewer, written to and sent like the real one. */
class Phone {
  log: DeviceLog
  readonly house: House
  readonly id: string
  readonly role: Role
  constructor(house: House, id: string, role: Role) {
    this.house = house
    this.id = id
    this.role = role
    this.log = emptyLog(id)
  }

  write(kind: string, subject: string, content: Json, wallMs = Date.now()): Act {
    const written = append(
      this.log,
      { id: randomUUID(), schema: 1, kind, subject, content },
      { wallMs, run: 'run', sinceStartMs: performance.now() },
    )
    this.log = written.log
    return written.act
  }

  /** @param heard false: the answer is lost on the way back */
  async send({ heard = true, sentMs = Date.now() } = {}) {
    const actor = this.house.actorOf(this.role)
    const sent = { wallMs: sentMs, run: 'run', sinceStartMs: performance.now() }
    const acts = offer(this.log).acts.map((act) => ({ ...act, stamp: { ...act.stamp }, made: { ...act.made } }))
    const answer = await takeOffer({ id: actor.personId }, actor, {
      device: this.id,
      sent,
      waiting: 0,
      acts: JSON.parse(JSON.stringify(acts)),
    })
    if (heard) this.log = settle(this.log, answer, Date.now())
    return answer
  }
}

async function phone(house: House, role: Role = 'operator-animator'): Promise<Phone> {
  await scene(house)
  // As before somebody left in another test.
  await house.owner.query("update member set ended_at = null, roles = array['operator-animator'] where id = $1", [
    house.actorOf('operator-animator').memberId,
  ])
  const { device } = await house.as(role)((tx) => openDevice(tx, [], randomUUID()))
  return new Phone(house, device, role)
}

/** An interview begun on a phone with someone whom nobody interviewed yet, and its first two questions. */
async function begun(on: Phone, person?: string) {
  const { people, guide } = await scene(on.house)
  const { version_id, questions } = await on.house.as('operator-lead')((tx) => guideOf(tx, guide))
  const id = randomUUID()
  const who = person ?? people[next++] ?? ''
  on.write('begin', id, { ...BEGIN, version: version_id, person: who, caretaker: null })
  return { id, person: who, first: questions[0]?.id ?? '', second: questions[1]?.id ?? '' }
}

const said = (question: string, note: string, basedOn: string[] = []): Json => ({
  question,
  basedOn,
  answer: { ...TOLD, note },
})

const notesOf = (house: House, id: string) =>
  house.as('operator-lead')(async (tx) => [...(await answersOf(tx, id)).values()].map(({ note }) => note).sort())

test('an interview taken without a network arrives whole: consent, words, length, and the contact’s outcome', async ({
  house,
}) => {
  const on = await phone(house)
  const { id, person, first } = await begun(on)
  on.write('answer', id, said(first, 'Là depuis 1998.'))
  on.write('end', id, END)
  await on.send()
  expect(on.log.waiting).toEqual([])
  const interview = await house.as('operator-lead')((tx) => interviewOf(tx, id, 'test'))
  expect(interview).toMatchObject({
    entered_from: 'device',
    minutes: 48,
    signature: 'M1 1L9 9',
    agrees_quotation: true,
  })
  expect(await notesOf(house, id)).toEqual(['Là depuis 1998.'])
  const { rows } = await house.owner.query('select outcome from survey_contact_attempt where panel_person_id = $1', [
    person,
  ])
  expect(rows).toEqual([{ outcome: '1.0' }])
})

test('1, 2: what is sent again after a lost answer is stored once', async ({ house }) => {
  const on = await phone(house)
  const { id, first } = await begun(on)
  on.write('answer', id, said(first, 'Une fois.'))
  const lost = await on.send({ heard: false })
  const heard = await on.send()
  expect(heard.receipts).toEqual(lost.receipts)
  const { rows } = await house.owner.query('select from survey_answer_version where interview_id = $1', [id])
  expect(rows).toHaveLength(1)
})

test('5, 6: two devices on one interview: other answers are merged, two wordings stay until someone chooses', async ({
  house,
}) => {
  const [one, two] = [await phone(house), await phone(house)]
  const { id, first, second } = await begun(one)
  await one.send()
  one.write('answer', id, said(first, 'Version du matin.'))
  two.write('answer', id, said(first, 'Version du soir.'))
  two.write('answer', id, said(second, 'Se lève tôt.'))
  await two.send()
  await one.send()
  const lead = house.as('operator-lead')
  const wordings = (await lead((tx) => standingOf(tx, id))).get(first) ?? []
  expect(wordings.map(({ value }) => value.note).sort()).toEqual(['Version du matin.', 'Version du soir.'])
  const chosen = wordings.find(({ value }) => value.note === 'Version du soir.')
  await lead((tx) => chooseWording(tx, id, chosen?.id ?? ''))
  expect((await lead((tx) => standingOf(tx, id))).get(first)).toHaveLength(1)
  expect(await notesOf(house, id)).toEqual(['Se lève tôt.', 'Version du soir.'])
})

test('7: the same person interviewed from two phones: both are kept, the first to arrive counts', async ({ house }) => {
  const [one, two] = [await phone(house), await phone(house, 'operator-lead')]
  const first = await begun(one)
  const second = await begun(two, first.person)
  await two.send()
  await one.send()
  const { rows } = await house.owner.query('select id from survey_interview where panel_person_id = $1 and counts', [
    first.person,
  ])
  expect(rows).toEqual([{ id: second.id }])
  expect((await one.send()).receipts).toEqual([])
})

test('8: a phone two years ahead writes nothing in the future, and its owner is told', async ({ house }) => {
  const on = await phone(house)
  const ahead = Date.now() + 2 * 365 * 24 * 3_600_000
  const { id } = await begun(on)
  on.log = { ...on.log, waiting: on.log.waiting.map((act) => ({ ...act, made: { ...act.made, wallMs: ahead } })) }
  expect((await on.send({ sentMs: ahead })).clockIsWrong).toBe(true)
  const { rows } = await house.owner.query('select started_at <= now() as past from survey_interview where id = $1', [
    id,
  ])
  expect(rows).toEqual([{ past: true }])
})

test('11, 12: answers stay with the guide that they were asked from, though a question is gone from the next one', async ({
  house,
}) => {
  const on = await phone(house)
  const { guide } = await scene(house)
  const { id, first } = await begun(on)
  await on.send()
  const lead = house.as('operator-lead')
  const before = await lead((tx) => guideOf(tx, guide))
  await lead((tx) => removeQuestion(tx, guide, before.questions[0]?.key ?? ''))
  on.write('answer', id, said(first, 'Question retirée, réponse gardée.'))
  await on.send()
  expect(await notesOf(house, id)).toEqual(['Question retirée, réponse gardée.'])
  expect((await lead((tx) => interviewOf(tx, id, 'test'))).version).toBe(before.version)
  await lead((tx) =>
    addQuestion(tx, guide, {
      theme: before.questions[0]?.theme ?? '',
      kind: 'open',
      wording: 'Et ici ?',
      prompts: [],
      choices: [],
      least: null,
      most: null,
      conditions: [],
      conditionRule: 'all' as const,
    }),
  )
})

test('18, 25: an act that cannot be taken is set aside with its reason, the others go on, and the lead sees it', async ({
  house,
}) => {
  const on = await phone(house)
  const { id, first } = await begun(on)
  on.write('answer', id, said(randomUUID(), 'Question inconnue.'))
  on.write('answer', id, said(first, 'Celle-ci passe.'))
  await on.send()
  expect(on.log.aside.map(({ reason }) => reason)).toEqual(['survey.act-without-interview'])
  expect(await notesOf(house, id)).toEqual(['Celle-ci passe.'])
  const lead = house.as('operator-lead')
  const [waiting] = (await lead(waitingActs)).filter(({ subject }) => subject === id)
  expect(waiting).toMatchObject({ outcome: 'set-aside', kind: 'answer' })
  await lead((tx) => discardAct(tx, waiting?.id ?? ''))
  expect((await lead(waitingActs)).filter(({ subject }) => subject === id)).toEqual([])
})

test.for(['left', 'other role', 'revoked'] as const)(
  '19, 20: from a member who may no longer write (%s) all is kept for the lead, who lets it in, and nothing is read back',
  async (how, { house }) => {
    const on = await phone(house)
    const { id, first } = await begun(on)
    on.write('answer', id, said(first, 'Dit avant le départ.'))
    const { memberId } = house.actorOf('operator-animator')
    if (how === 'left') await house.owner.query('update member set ended_at = now() where id = $1', [memberId])
    if (how === 'other role') await house.owner.query("update member set roles = '{partner}' where id = $1", [memberId])
    if (how === 'revoked') await house.as('operator-lead')((tx) => revokeDevice(tx, on.id))
    const { receipts } = await on.send()
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['quarantined', 'quarantined'])
    const code = how === 'revoked' ? 'survey.device-revoked' : expect.any(String)
    await expect(house.as('operator-animator')((tx) => openDevice(tx, [on.id], randomUUID()))).rejects.toMatchObject(
      how === 'revoked' ? { code } : {},
    )
    const lead = house.as('operator-lead')
    for (const waiting of (await lead(waitingActs)).filter(({ subject }) => subject === id))
      await lead((tx) => letIn(tx, waiting.id))
    expect(await notesOf(house, id)).toEqual(['Dit avant le départ.'])
    expect((await lead((tx) => interviewOf(tx, id, 'test'))).interviewer).toContain('operator-animator')
  },
)

test('23: consent taken back while words are still on a phone: they are destroyed on arrival, and on the phone', async ({
  house,
}) => {
  const on = await phone(house)
  const { id, first } = await begun(on)
  await on.send()
  await house.as('operator-lead')((tx) => withdrawInterview(tx, id))
  on.write('answer', id, said(first, 'Ne doit pas rester.'))
  await on.send()
  expect(on.log.waiting).toEqual([])
  expect(on.log.kept).toEqual([])
  const { rows } = await house.owner.query(
    `select (select count(*)::int from survey_answer where interview_id = $1) + (select count(*)::int from survey_answer_version where interview_id = $1)
       + (select count(*)::int from survey_device_act where subject = $1 and act is not null) as left`,
    [id],
  )
  expect(rows).toEqual([{ left: 0 }])
})

test('24: after a restore to before the sending, the phone offers again, and nothing is there twice', async ({
  house,
}) => {
  const on = await phone(house)
  const { id, first } = await begun(on)
  on.write('answer', id, said(first, 'Envoyé avant la panne.'))
  await on.send()
  for (const table of ['survey_answer', 'survey_answer_version'])
    await house.owner.query(`delete from ${table} where interview_id = $1`, [id])
  await house.owner.query('delete from survey_device_act where subject = $1', [id])
  await house.owner.query('delete from survey_interview where id = $1', [id])
  await house.owner.query("insert into installation_epoch (because) values ('restored')")
  await on.send()
  expect(on.log.waiting).toHaveLength(2)
  await on.send()
  expect(on.log.waiting).toEqual([])
  expect(await notesOf(house, id)).toEqual(['Envoyé avant la panne.'])
})

test('a device gives its secret to its own member alone, and the pilot has none', async ({ house }) => {
  const on = await phone(house)
  const mine = await house.as('operator-animator')((tx) => openDevice(tx, [on.id], randomUUID()))
  expect(mine.device).toBe(on.id)
  const leads = await house.as('operator-lead')((tx) => openDevice(tx, [on.id], randomUUID()))
  expect(leads.device).not.toBe(on.id)
  expect(leads.secret).not.toBe(mine.secret)
  await expect(house.as('landlord-pilot')((tx) => openDevice(tx, [], randomUUID()))).rejects.toMatchObject({
    status: 403,
  })
})

/** A file as a device seals it, with the key that it was given. */
async function fileOf(on: Phone): Promise<Uint8Array> {
  const key = new Uint8Array(Buffer.from(filePublicKey(on.house.actorOf(on.role).conventionId), 'base64'))
  const contents = { device: on.id, acts: on.log.waiting, recordings: [] }
  const parts = []
  for await (const part of sealFrames(once(new TextEncoder().encode(JSON.stringify(contents))), key)) parts.push(part)
  return Buffer.concat(parts)
}

async function* once<One>(one: One): AsyncGenerator<One> {
  yield one
}

test('a sealed file that the lead hands in, even twice, is as if the device had sent it; cut or of another convention, it is refused', async ({
  house,
}) => {
  const on = await phone(house)
  const { id, first } = await begun(on)
  on.write('answer', id, said(first, 'Venu par un fichier.'))
  const file = await fileOf(on)
  expect(Buffer.from(file).toString('latin1')).not.toContain('Venu par un fichier')
  const lead = house.actorOf('operator-lead')
  await expect(takeFile(lead, once(file.slice(0, -20)))).rejects.toMatchObject({
    code: 'survey.device-file-unreadable',
  })
  const elsewhere = { ...lead, conventionId: randomUUID() }
  await expect(takeFile(elsewhere, once(file))).rejects.toMatchObject({ code: 'survey.device-file-unreadable' })
  expect(await takeFile(lead, once(file))).toEqual({ here: 2, aside: 0, recordings: 0 })
  expect(await takeFile(lead, once(file))).toEqual({ here: 2, aside: 0, recordings: 0 })
  await on.send()
  expect(on.log.waiting).toEqual([])
  expect(await notesOf(house, id)).toEqual(['Venu par un fichier.'])
  const { rows } = await house.owner.query('select interviewer_id from survey_interview where id = $1', [id])
  expect(rows).toEqual([{ interviewer_id: house.actorOf('operator-animator').memberId }])
  await expect(takeFile(house.actorOf('operator-animator'), once(file))).rejects.toMatchObject({ status: 403 })
})

test('the second person chosen on the device is kept', async ({ house }) => {
  const on = await phone(house)
  const { people, guide } = await scene(house)
  const { version_id } = await house.as('operator-lead')((tx) => guideOf(tx, guide))
  const id = randomUUID()
  const second = house.actorOf('operator-lead').memberId
  on.write('begin', id, { ...BEGIN, version: version_id, person: people[next++] ?? '', caretaker: null, second })
  await on.send()
  const { rows } = await house.owner.query('select second_id from survey_interview where id = $1', [id])
  expect(rows).toEqual([{ second_id: second }])
})
