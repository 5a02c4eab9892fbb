/** The faults of field work that a server must survive, on the real database; the numbers are those of `packages/sync-log`. */
import { createECDH, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { beforeAll, expect } from 'vitest'
import { pathOfFile } from '#app/platform/files.server.ts'
import type { Role } from '#app/platform/permissions.ts'
import type { Json } from '#packages/fair-panel/canonical-json.ts'
import type { Act } from '#packages/sync-log/act.ts'
import { append, type DeviceLog, emptyLog, offer, settle } from '#packages/sync-log/device-log.ts'
import { type House, test } from '../../../test/house.ts'
import { settlePanel } from '../../../test/panel.ts'
import { type OnDevice, recorded } from '../../../test/recordings.ts'
import { makeCode } from '../coding/codes.server.ts'
import { markExcerpt } from '../coding/excerpts.server.ts'
import { keepForm } from '../interviews/answer-form.server.ts'
import { answersOf } from '../interviews/answers.server.ts'
import { addQuestion, createGuide, guideOf, removeQuestion } from '../interviews/guides.server.ts'
import { beginInterview, interviewOf, withdrawInterview } from '../interviews/interviews.server.ts'
import {
  discardRecording,
  expireHeld,
  heldRecordings,
  holdPiece,
  holdRecording,
  letRecordingIn,
} from '../recordings/held-recordings.server.ts'
import { recordingsOf } from '../recordings/recordings.server.ts'
import { Offer } from './acts.ts'
import { filePublicKey, takeFile } from './device-file.server.ts'
import { deviceKey, sealBytes } from './device-key.ts'
import { discardAct, letIn, openDevice, revokeDevice, waitingActs } from './devices.server.ts'
import { takeLocked } from './locked.server.ts'
import { interviewsOn } from './on-device.ts'
import { sealFrames } from './sealed-file.ts'
import { barredOf } from './sending-device.server.ts'
import { takeHandedIn, takeOffer } from './take.server.ts'
import { chooseWording, standingOf } from './versions.server.ts'
import { Pack, questionFrom } from './wire.ts'

const BEGIN = {
  place: 'home',
  consent: 'spoken',
  signature: 'M1 1L9 9',
  agreesQuotation: true,
  agreesRecall: false,
  agreesAudio: false,
  agreesPhoto: false,
}
/** Of a device of the first form: it knows nothing of places. */
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

  get personId(): string {
    return this.house.actorOf(this.role).personId
  }

  write(kind: string, subject: string, content: Json, { wallMs = Date.now(), schema = 1 } = {}): Act {
    const written = append(
      this.log,
      { id: randomUUID(), schema, kind, subject, content },
      { wallMs, run: 'run', sinceStartMs: performance.now() },
    )
    this.log = written.log
    return written.act
  }

  /** @param heard false: the answer is lost on the way back */
  async send({ heard = true, sentMs = Date.now() } = {}) {
    const actor = this.house.actorOf(this.role)
    const sent = { wallMs: sentMs, run: 'run', sinceStartMs: performance.now() }
    const offered = JSON.stringify({ device: this.id, sent, waiting: 0, acts: offer(this.log).acts })
    const answer = await takeOffer({ id: actor.personId }, actor, Offer.parse(JSON.parse(offered)))
    if (heard) this.log = settle(this.log, answer, Date.now())
    return answer
  }
}

const asked = (known: string[], before: string[] = []) => ({ known, before, fresh: randomUUID() })

async function phone(house: House, role: Role = 'operator-animator'): Promise<Phone> {
  await scene(house)
  // As before somebody left in another test.
  await house.owner.query("update member set ended_at = null, roles = array['operator-animator'] where id = $1", [
    house.actorOf('operator-animator').memberId,
  ])
  const { device } = await house.as(role)((tx) => openDevice(tx, asked([])))
  return new Phone(house, device, role)
}

/** An interview begun on a phone with someone whom nobody interviewed yet, and its first two questions. */
async function begun(on: Phone, person?: string, agreed: { agreesAudio?: boolean } = {}) {
  const { people, guide } = await scene(on.house)
  const { version_id, questions } = await on.house.as('operator-lead')((tx) => guideOf(tx, guide))
  const id = randomUUID()
  const who = person ?? people[next++] ?? ''
  on.write('begin', id, { ...BEGIN, ...agreed, version: version_id, person: who, caretaker: null })
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

test('5: what was written on line meanwhile and what a phone writes both stay, and a phone goes on from what it was given', async ({
  house,
}) => {
  const on = await phone(house)
  const { id, first, second } = await begun(on)
  await on.send()
  const lead = house.as('operator-lead')
  await lead((tx) => keepForm(tx, id, { question: [first, second], [`note-${first}`]: 'Dit en ligne.' }))
  on.write('answer', id, said(first, 'Dit sans réseau.'))
  await on.send()
  const wordings = (await lead((tx) => standingOf(tx, id))).get(first) ?? []
  expect(wordings.map(({ value }) => value.note).sort()).toEqual(['Dit en ligne.', 'Dit sans réseau.'])
  await lead((tx) => chooseWording(tx, id, wordings[0]?.id ?? ''))
  const given = async () => {
    const { pack } = await house.as('operator-animator')((tx) => openDevice(tx, asked([on.id])))
    const { answers = [] } = Pack.parse(pack).underWay.find((one) => one.id === id) ?? {}
    return answers.find(({ question }) => question === first)
  }
  on.write('answer', id, said(first, '', [...((await given())?.versions ?? [])]))
  await on.send()
  expect(await notesOf(house, id)).toEqual([])
  on.write('answer', id, said(first, 'Finalement.', [...((await given())?.versions ?? [])]))
  await on.send()
  expect((await lead((tx) => standingOf(tx, id))).get(first)).toHaveLength(1)
  expect(await notesOf(house, id)).toEqual(['Finalement.'])
})

test('remarks arrive at each pause, are given to the next device, and of a second person who ends it too they are kept, once', async ({
  house,
}) => {
  const [one, two] = [await phone(house), await phone(house, 'operator-lead')]
  const { id } = await begun(one)
  one.write('notes', id, { notes: 'Bon accueil.' })
  await one.send()
  const { pack } = await house.as('operator-animator')((tx) => openDevice(tx, asked([one.id])))
  const field = Pack.parse(pack)
  expect(field.underWay.find((each) => each.id === id)?.notes).toBe('Bon accueil.')
  // What waits here is newer than what the server gave.
  one.write('notes', id, { notes: 'Bon accueil, café.' })
  const lastSeq = one.log.nextSeq - 2
  expect(interviewsOn(field, one.log, lastSeq).find((each) => each.id === id)?.notes).toBe('Bon accueil, café.')
  one.write('end', id, { minutes: 40, notes: 'Bon accueil, café.', partial: false })
  two.write('notes', id, { notes: 'Un chien.' })
  two.write('end', id, { minutes: 45, notes: 'Un chien. Calme.', partial: false })
  await one.send()
  await two.send({ heard: false })
  await two.send()
  expect([one, two].flatMap(({ log }) => log.aside)).toEqual([])
  const { notes, minutes } = await house.as('operator-lead')((tx) => interviewOf(tx, id, 'test'))
  expect(minutes).toBe(40)
  expect(notes).toMatch(/^Bon accueil, café\.\n\n.*operator-lead.*\nUn chien\. Calme\.$/)
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

test('25: what the database cannot hold is set aside like anything else; words that are coded stay as they are', async ({
  house,
}) => {
  const on = await phone(house)
  const { id: unknown } = await begun(on, randomUUID())
  const { id, first } = await begun(on)
  const coded = on.write('answer', id, said(first, 'Codée depuis.'))
  on.write('end', id, END)
  await on.send()
  const lead = house.as('operator-lead')
  await lead(async (tx) => {
    const [answer] = await tx.selectFrom('survey_answer').select('id').where('interview_id', '=', id).execute()
    const codeId = await makeCode(tx, { name: 'Codée', definition: '', parentId: null })
    await markExcerpt(tx, id, { key: `${answer?.id}:note`, codeId, first: '', last: '' })
  })
  on.write('answer', id, said(first, 'Encore autrement.', [coded.id]))
  await on.send()
  expect(on.log.waiting).toEqual([])
  expect(on.log.aside.map(({ act, reason }) => [act.subject, reason])).toEqual([
    [unknown, 'survey.act-not-held'],
    [id, 'survey.answer-coded'],
  ])
  expect(await notesOf(house, id)).toEqual(['Codée depuis.'])
  const [late] = (await lead(waitingActs)).filter(({ subject }) => subject === id)
  await expect(lead((tx) => letIn(tx, late?.id ?? ''))).rejects.toMatchObject({ code: 'survey.answer-coded' })
})

test('what rests on an act that has yet to be taken waits with it', async ({ house }) => {
  const on = await phone(house)
  const { people, guide } = await scene(house)
  const { version_id, questions } = await house.as('operator-lead')((tx) => guideOf(tx, guide))
  const id = randomUUID()
  const begin = { ...BEGIN, version: version_id, person: people[next++] ?? '', caretaker: null }
  on.write('begin', id, begin, { schema: 99 }) // of a newer application than this server
  on.write('answer', id, said(questions[0]?.id ?? '', 'Après le début.'))
  const { receipts } = await on.send()
  expect(receipts.map(({ outcome }) => outcome)).toEqual(['later', 'later'])
  expect(on.log.waiting).toHaveLength(2)
  const acts = Offer.shape.acts.parse(JSON.parse(JSON.stringify(on.log.waiting)))
  const { outcomes } = await takeHandedIn(house.actorOf('operator-lead'), on.id, acts)
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['later', 'later'])
})

test('half a character that a full field cut off, and one that no text has, lose none of the words around them', async ({
  house,
}) => {
  const on = await phone(house)
  const { id, first } = await begun(on)
  on.write('answer', id, said(first, 'Un chien \ud83d et\0 un chat.'))
  await on.send()
  expect([on.log.waiting, on.log.aside]).toEqual([[], []])
  expect(await notesOf(house, id)).toEqual(['Un chien \ufffd et\ufffd un chat.'])
})

test('7: who begins with somebody at the very moment that another does waits for a moment, and is kept beside', async ({
  house,
}) => {
  const on = await phone(house)
  const { guide } = await scene(house)
  const { id, person } = await begun(on)
  const { sending } = await house.as('operator-lead')(async (tx) => {
    await beginInterview(tx, {
      ...BEGIN,
      id: randomUUID(),
      guideId: guide,
      personId: person,
      caretakerId: null,
      from: 'visit',
      heldOn: '2026-05-12',
      place: 'home',
      consent: 'spoken',
      interviewerId: tx.actor.memberId,
      secondId: null,
    })
    const sending = on.send()
    await setTimeout(500)
    return { sending }
  })
  expect((await sending).receipts).toMatchObject([{ outcome: 'later' }])
  await on.send()
  expect([on.log.waiting, on.log.aside]).toEqual([[], []])
  expect(await house.as('operator-lead')((tx) => interviewOf(tx, id, 'test'))).toMatchObject({ counts: false })
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
    await expect(house.as('operator-animator')((tx) => openDevice(tx, asked([on.id])))).rejects.toMatchObject(
      how === 'revoked' ? { code, status: 403 } : {},
    )
    const lead = house.as('operator-lead')
    for (const waiting of (await lead(waitingActs)).filter(({ subject }) => subject === id))
      await lead((tx) => letIn(tx, waiting.id))
    expect(await notesOf(house, id)).toEqual(['Dit avant le départ.'])
    expect((await lead((tx) => interviewOf(tx, id, 'test'))).interviewer).toContain('operator-animator')
  },
)

/** A barred device says what it holds and sends the pieces, as it does to the server's two addresses. */
async function handOver(on: Phone, sound: OnDevice, numbers = sound.pieces.map(({ number }) => number)) {
  const { personId } = on
  const reason = await barredOf(personId, on.id)
  expect(reason).not.toBe('')
  const offered = await holdRecording(personId, on.id, sound.offer, reason)
  if (offered.state !== 'open' && offered.state !== 'incomplete') return offered
  for (const { data, ...piece } of sound.pieces.filter(({ number }) => numbers.includes(number)))
    await holdPiece(personId, on.id, { recording: sound.offer.id, ...piece }, data)
  return holdRecording(personId, on.id, { ...sound.offer, manifest: sound.manifest }, reason)
}

async function left(house: House): Promise<void> {
  await house.owner.query('update member set ended_at = now() where id = $1', [
    house.actorOf('operator-animator').memberId,
  ])
}

const heldOf = async (house: House, interview: string) => {
  const { rows } = await house.owner.query<{ id: string; pieces: number }>(
    `select h.id, (select count(*)::int from survey_held_piece p where p.recording_id = h.id) as pieces
     from survey_held_recording h where h.interview_id = $1`,
    [interview],
  )
  return rows
}

test.for(['left', 'revoked'] as const)(
  '19: the sound of a member who may no longer write (%s) is held sealed, read by nobody, and taken in by the lead after its interview',
  async (how, { house }) => {
    const on = await phone(house)
    const { id } = await begun(on, undefined, { agreesAudio: true })
    const sound = recorded(id)
    if (how === 'left') await left(house)
    else await house.as('operator-lead')((tx) => revokeDevice(tx, on.id))
    await on.send()
    expect((await handOver(on, sound, [0, 2])).received).toEqual([0, 2])
    expect((await handOver(on, sound)).state).toBe('whole')
    expect((await handOver(on, sound)).state).toBe('whole')
    const lead = house.as('operator-lead')
    const [held] = (await lead(heldRecordings)).filter((one) => one.id === sound.offer.id)
    expect(held).toMatchObject({ kind: 'audio', interview: null, bytes: sound.manifest.bytes })
    const days = ((held?.goes_at.getTime() ?? 0) - Date.now()) / 86_400_000
    expect(days).toBeGreaterThan(29)
    expect(days).toBeLessThan(31)
    // On the disk it is sealed, and to others than the lead it is not there.
    const { rows: files } = await house.owner.query<{ file_id: string; convention_id: string }>(
      'select file_id, convention_id from survey_held_piece where recording_id = $1 order by number',
      [sound.offer.id],
    )
    const [file] = files
    const onDisk = readFileSync(pathOfFile(file?.convention_id ?? '', file?.file_id ?? '')).toString('latin1')
    expect(onDisk).not.toContain(sound.pieces[0]?.data.subarray(100, 130).toString('latin1'))
    for (const role of ['landlord-pilot', 'caretaker'] as const)
      expect(await house.as(role)((tx) => tx.selectFrom('survey_held_recording').select('id').execute())).toEqual([])
    await expect(lead((tx) => letRecordingIn(tx, sound.offer.id))).rejects.toMatchObject({
      code: 'survey.held-without-interview',
    })
    for (const waiting of (await lead(waitingActs)).filter(({ subject }) => subject === id))
      await lead((tx) => letIn(tx, waiting.id))
    expect(await lead((tx) => letRecordingIn(tx, sound.offer.id))).toBe('whole')
    expect(await heldOf(house, id)).toEqual([])
    expect(await lead((tx) => recordingsOf(tx, id))).toMatchObject([{ id: sound.offer.id, isWhole: true }])
    const { rows } = await house.owner.query('select made_by from survey_recording where id = $1', [sound.offer.id])
    expect(rows).toEqual([{ made_by: house.actorOf('operator-animator').memberId }])
    expect((await handOver(on, sound)).state).toBe('whole')
  },
)

test('19: what is held goes after thirty days, when the lead says so, or when the person did not agree; and there is an end to it', async ({
  house,
}) => {
  const on = await phone(house)
  const agreed = await begun(on, undefined, { agreesAudio: true })
  const silent = await begun(on)
  await on.send()
  await left(house)
  const lead = house.as('operator-lead')
  // The person said no: it is erased on the device too.
  expect((await handOver(on, recorded(silent.id))).state).toBe('erased')
  expect(await heldOf(house, silent.id)).toEqual([])
  const [old, unwanted, taken] = [recorded(agreed.id), recorded(agreed.id), recorded(agreed.id)]
  for (const sound of [old, unwanted, taken]) await handOver(on, sound)
  await expireHeld()
  expect(await heldOf(house, agreed.id)).toHaveLength(3)
  await house.owner.query(
    "update survey_held_recording set received_at = now() - interval '30 days 1 hour' where id = $1",
    [old.offer.id],
  )
  await expireHeld()
  await lead((tx) => discardRecording(tx, unwanted.offer.id))
  expect((await heldOf(house, agreed.id)).map(({ id }) => id)).toEqual([taken.offer.id])
  await lead((tx) => withdrawInterview(tx, agreed.id))
  expect(await heldOf(house, agreed.id)).toEqual([])
  const { rows } = await house.owner.query(
    "select from file f where purpose = 'survey.held' and not exists (select from survey_held_piece p where p.file_id = f.id)",
  )
  expect(rows).toEqual([])
  const unknown = randomUUID()
  for (let count = 0; count < 60; count++)
    expect((await holdRecording(on.personId, on.id, recorded(unknown).offer, 'member-left')).state).toBe('open')
  expect((await holdRecording(on.personId, on.id, recorded(unknown).offer, 'member-left')).state).toBe('later')
  // Nobody hands over for somebody else's device.
  const { personId } = house.actorOf('landlord-pilot')
  await expect(holdRecording(personId, on.id, recorded(unknown).offer, 'member-left')).rejects.toMatchObject({
    status: 404,
  })
  await expect(barredOf(personId, on.id)).rejects.toMatchObject({ status: 404 })
})

test('23: consent taken back while words are still on a phone: they are destroyed on arrival, and on the phone', async ({
  house,
}) => {
  const on = await phone(house)
  const { id, first } = await begun(on)
  on.write('answer', id, said(first, 'Arrivé avant.'))
  on.write('answer', id, said(randomUUID(), 'Mis de côté avant.'))
  await on.send()
  expect(on.log.aside).toHaveLength(1)
  await house.as('operator-lead')((tx) => withdrawInterview(tx, id))
  on.write('answer', id, said(first, 'Ne doit pas rester.'))
  await on.send()
  on.write('answer', id, said(first, 'Ni ce qui vient d’un appareil perdu.'))
  await house.as('operator-lead')((tx) => revokeDevice(tx, on.id))
  expect((await on.send()).receipts).toMatchObject([{ outcome: 'withdrawn' }])
  expect([on.log.waiting, on.log.kept, on.log.aside]).toEqual([[], [], []])
  expect(await wordsLeft(house, id)).toBe(0)
})

test.for(['taken', 'kept for the lead'] as const)(
  '23: what arrives while the interview is being taken back, and would be %s, is destroyed as well',
  async (how, { house }) => {
    const on = await phone(house)
    const { id, first } = await begun(on)
    await on.send()
    const lead = house.as('operator-lead')
    if (how === 'kept for the lead') await lead((tx) => revokeDevice(tx, on.id))
    on.write('answer', id, said(first, 'Dit juste avant.'))
    const { sending } = await lead(async (tx) => {
      await withdrawInterview(tx, id)
      const sending = on.send()
      await setTimeout(500)
      return { sending }
    })
    expect((await sending).receipts).toMatchObject([{ outcome: 'withdrawn' }])
    expect(await wordsLeft(house, id)).toBe(0)
  },
)

/** Answers, wordings and waiting acts of an interview that lie somewhere. */
async function wordsLeft(house: House, id: string): Promise<number> {
  const { rows } = await house.owner.query<{ left: number }>(
    `select (select count(*)::int from survey_answer where interview_id = $1) + (select count(*)::int from survey_answer_version where interview_id = $1)
       + (select count(*)::int from survey_device_act where subject = $1 and act is not null) as left`,
    [id],
  )
  return rows[0]?.left ?? 0
}

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
  const mine = await house.as('operator-animator')((tx) => openDevice(tx, asked([on.id])))
  expect(mine.device).toBe(on.id)
  const leads = await house.as('operator-lead')((tx) => openDevice(tx, asked([on.id])))
  expect(leads.device).not.toBe(on.id)
  expect(leads.secret).not.toBe(mine.secret)
  await expect(house.as('landlord-pilot')((tx) => openDevice(tx, asked([])))).rejects.toMatchObject({
    status: 403,
  })
})

test('10: a place is asked of an older page in words, and what it writes leaves the place that was noted elsewhere', async ({
  house,
}) => {
  const on = await phone(house)
  const guide = await house.as('operator-lead')(async (tx) => {
    const id = await createGuide(tx, { name: 'Lieux', audience: 'tenant' })
    const asked = { theme: 'Ailleurs', prompts: [], choices: [], least: null, most: null }
    await addQuestion(tx, id, {
      ...asked,
      kind: 'place',
      wording: 'Où allez-vous ?',
      conditions: [],
      conditionRule: 'all',
    })
    return guideOf(tx, id)
  })
  const question = guide.questions.find(({ kind }) => kind === 'place')?.id ?? ''
  const opened = await house.as('operator-animator')((tx) => openDevice(tx, asked([on.id])))
  const written = opened.pack.guides.flatMap(({ questions }) => questions).find(({ id }) => id === question)
  expect(written).toMatchObject({ kind: 'open', isPlace: true })
  expect(Pack.parse(opened.pack).guides.flatMap(({ questions }) => questions.map(questionFrom))).toContainEqual(
    expect.objectContaining({ id: question, kind: 'place' }),
  )

  const { people } = await scene(house)
  const id = randomUUID()
  on.write('begin', id, { ...BEGIN, version: guide.version_id, person: people[next++] ?? '', caretaker: null })
  const place = { kind: 'point', name: 'Rue X', lon: 2.48137, lat: 48.90213 }
  const first = on.write('answer', id, { question, basedOn: [], answer: { ...TOLD, place } }, { schema: 2 })
  on.write('answer', id, said(question, 'Au parc.', [first.id]))
  await on.send()
  expect(on.log.waiting).toEqual([])
  expect(on.log.aside).toEqual([])
  const answers = await house.as('operator-lead')((tx) => answersOf(tx, id))
  expect(answers.get(question)).toMatchObject({
    note: 'Au parc.',
    place: { kind: 'point', name: 'Rue X', lon: 2.481, lat: 48.902 },
  })
  const { rows } = await house.owner.query<{ answer: string }>(
    'select answer::text from survey_answer_version where interview_id = $1',
    [id],
  )
  expect(rows.filter(({ answer }) => answer.includes('48.90213'))).toEqual([])
})

test('the book of places is sent to a device once, and again when it has changed', async ({ house }) => {
  const on = await phone(house)
  const open = (placeBook?: string) =>
    house.as('operator-animator')((tx) => openDevice(tx, { ...asked([on.id]), placeBook }))
  const { pack } = await open()
  const mark = pack.placeBook?.mark ?? ''
  expect(mark).not.toBe('')
  expect(await open(mark)).toMatchObject({ keepsPlaceBook: true, pack: { placeBook: null } })
  await house.owner.query("update stock_residence set name = 'Résidence des Lilas' where code = 'R1'")
  expect(await open(mark)).toMatchObject({ keepsPlaceBook: false, pack: { placeBook: { centre: {} } } })
})

/** A file as a device seals it, with the key that it was given. */
async function fileOf(on: Phone, recipient?: Uint8Array, form: 1 | 2 = 2): Promise<Uint8Array> {
  const key = new Uint8Array(recipient ?? Buffer.from(filePublicKey(on.house.actorOf(on.role).conventionId), 'base64'))
  const contents = { device: on.id, acts: on.log.waiting, recordings: [] }
  const parts = []
  const frames = once(new TextEncoder().encode(JSON.stringify(contents)))
  for await (const part of sealFrames(frames, key, form)) parts.push(part)
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
  await expect(takeFile(elsewhere, once(file))).rejects.toMatchObject({
    code: 'survey.device-file-of-another-convention',
    values: { convention: expect.stringMatching(/./) },
  })
  expect(await takeFile(lead, once(file))).toEqual({ here: 2, aside: 0, recordings: 0 })
  expect(await takeFile(lead, once(file))).toEqual({ here: 2, aside: 0, recordings: 0 })
  await on.send()
  expect(on.log.waiting).toEqual([])
  expect(await notesOf(house, id)).toEqual(['Venu par un fichier.'])
  const { rows } = await house.owner.query('select interviewer_id from survey_interview where id = $1', [id])
  expect(rows).toEqual([{ interviewer_id: house.actorOf('operator-animator').memberId }])
  await expect(takeFile(house.actorOf('operator-animator'), once(file))).rejects.toMatchObject({ status: 403 })
})

test('a sealed file that cannot be opened says why: no such file, cut, or sealed for another server', async ({
  house,
}) => {
  const on = await phone(house)
  await begun(on)
  const lead = house.actorOf('operator-lead')
  const refusalOf = (bytes: Uint8Array) =>
    takeFile(lead, once(bytes)).then(
      () => 'taken',
      ({ code }) => code,
    )
  const file = await fileOf(on)
  const stranger = createECDH('prime256v1').generateKeys()
  expect(await refusalOf(await fileOf(on, stranger))).toBe('survey.device-file-of-another-server')
  expect(await refusalOf(Buffer.from('PK\u0003\u0004 an archive, and not a file of a device at all'))).toBe(
    'survey.device-file-not-one',
  )
  expect(await refusalOf(file.slice(0, 60))).toBe('survey.device-file-unreadable')
  expect(await refusalOf(file.slice(0, -20))).toBe('survey.device-file-unreadable')
  // Of before a file named its key: it cannot be told whether it is of another server or was changed.
  expect(await refusalOf(await fileOf(on, stranger, 1))).toBe('survey.device-file-of-another-server')
  expect(await takeFile(lead, once(await fileOf(on, undefined, 1)))).toMatchObject({ here: 1 })
})

test('a sealed file of a device that this server does not know is refused whole, until the lead says whose it is', async ({
  house,
}) => {
  const on = await phone(house)
  const { id, first } = await begun(on)
  on.write('answer', id, said(first, 'D’avant la restauration.'))
  const file = await fileOf(on)
  await house.owner.query('delete from survey_device where id = $1', [on.id])
  const lead = house.actorOf('operator-lead')
  await expect(takeFile(lead, once(file))).rejects.toMatchObject({ code: 'survey.device-unknown', field: 'owner' })
  const { rows: none } = await house.owner.query('select from survey_interview where id = $1', [id])
  expect(none).toEqual([])
  const { memberId } = house.actorOf('operator-animator')
  const pilot = house.actorOf('landlord-pilot')
  await expect(takeFile(lead, once(file), pilot.memberId)).rejects.toMatchObject({ code: 'survey.device-unknown' })
  expect(await takeFile(lead, once(file), memberId)).toEqual({ here: 2, aside: 0, recordings: 0 })
  const { rows } = await house.owner.query(
    `select i.interviewer_id, d.revoked_at is not null as shut from survey_interview i, survey_device d where i.id = $1 and d.id = $2`,
    [id, on.id],
  )
  expect(rows).toEqual([{ interviewer_id: memberId, shut: true }])
  // A device that is known keeps its owner, whatever is said.
  expect(await takeFile(lead, once(file), lead.memberId)).toEqual({ here: 2, aside: 0, recordings: 0 })
  const { rows: owner } = await house.owner.query('select member_id from survey_device where id = $1', [on.id])
  expect(owner).toEqual([{ member_id: memberId }])
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

test('a locked device hands over what it holds as it lies there; what its own key did not write is not taken', async ({
  house,
}) => {
  const on = await phone(house)
  const { id, first } = await begun(on)
  on.write('answer', id, said(first, 'Resté sous clé.'))
  const { rows } = await house.owner.query<{ secret: Buffer }>('select secret from survey_device where id = $1', [
    on.id,
  ])
  const key = await deviceKey(new Uint8Array(rows[0]?.secret ?? []), on.id)
  const strange = await deviceKey(new Uint8Array(32), on.id)
  const acts = on.log.waiting
  const good = await Promise.all(acts.map((act) => lockedRow(key, act.seq, act)))
  const other = await lockedRow(strange, 3, { ...acts[0], id: randomUUID(), seq: 3 })
  const moved = await lockedRow(key, 4, { ...acts[0], id: randomUUID(), seq: 3 })
  const sent = { wallMs: Date.now(), run: 'run', sinceStartMs: performance.now() }
  const hand = (lines: typeof good) => takeLocked('ormes-bondy', { device: on.id, sent, waiting: 0, rows: lines })
  const answer = await hand([...good, other, moved])
  expect(answer.receipts).toEqual([
    { seq: 1, outcome: 'stored' },
    { seq: 2, outcome: 'stored' },
  ])
  expect(answer.barred).toBe(false)
  expect((await hand(good)).receipts).toEqual(answer.receipts)
  expect(await notesOf(house, id)).toEqual(['Resté sous clé.'])
  await expect(takeLocked('tilleuls-drancy', { device: on.id, sent, waiting: 0, rows: good })).rejects.toMatchObject({
    status: 404,
  })
})

test('what a locked device hands over for somebody whose account is disabled waits for the lead', async ({ house }) => {
  const on = await phone(house)
  await begun(on)
  const { rows } = await house.owner.query<{ secret: Buffer }>('select secret from survey_device where id = $1', [
    on.id,
  ])
  const key = await deviceKey(new Uint8Array(rows[0]?.secret ?? []), on.id)
  const lines = await Promise.all(on.log.waiting.map((act) => lockedRow(key, act.seq, act)))
  const { personId } = house.actorOf('operator-animator')
  await house.owner.query('update account_person set disabled_at = now() where id = $1', [personId])
  const sent = { wallMs: Date.now(), run: 'run', sinceStartMs: performance.now() }
  const answer = await takeLocked('ormes-bondy', { device: on.id, sent, waiting: 0, rows: lines })
  await house.owner.query('update account_person set disabled_at = null where id = $1', [personId])
  expect(answer).toMatchObject({ barred: true, receipts: [{ seq: 1, outcome: 'quarantined', reason: 'member-left' }] })
})

test('14: a browser that was a device of mine and lost its store is that device again, and is told since when', async ({
  house,
}) => {
  const on = await phone(house)
  await begun(on)
  await on.send()
  const again = await house.as('operator-animator')((tx) => openDevice(tx, asked([], [on.id])))
  expect([again.device, again.lastSeq, again.lostSince]).toEqual([on.id, 1, expect.any(String)])
  const kept = await house.as('operator-animator')((tx) => openDevice(tx, asked([on.id], [on.id])))
  expect(kept.lostSince).toBeNull()
  await house.as('operator-lead')((tx) => revokeDevice(tx, on.id))
  // A lost telephone that has handed over everything is no new one.
  await expect(house.as('operator-animator')((tx) => openDevice(tx, asked([], [on.id])))).rejects.toMatchObject({
    code: 'survey.device-revoked',
  })
  const leads = await house.as('operator-lead')((tx) => openDevice(tx, asked([], [on.id])))
  expect([leads.device === on.id, leads.lostSince]).toEqual([false, null])
})

test('11: a guide that a device was given no longer changes, though no interview has arrived', async ({ house }) => {
  const lead = house.as('operator-lead')
  const guide = await lead((tx) => createGuide(tx, { name: 'Remis', audience: 'caretaker' }))
  const before = await lead((tx) => guideOf(tx, guide))
  await phone(house)
  await lead((tx) => removeQuestion(tx, guide, before.questions[0]?.key ?? ''))
  const after = await lead((tx) => guideOf(tx, guide))
  expect([after.version, after.questions.length]).toEqual([before.version + 1, before.questions.length - 1])
  await expect(
    house.owner.query('delete from survey_question where version_id = $1', [before.version_id]),
  ).rejects.toThrow('frozen')
})

/** As it lies in the store of a browser. */
async function lockedRow(key: CryptoKey, seq: number, act: object) {
  const { iv, bytes } = await sealBytes(key, new TextEncoder().encode(JSON.stringify(act)))
  return { seq, iv: Buffer.from(iv).toString('base64'), bytes: Buffer.from(bytes).toString('base64') }
}
