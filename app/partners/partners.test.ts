/** The promises of this room, on a real database: a letter's link serves one person, minutes do not change, actions come back, agreements hold for one wording. */
import { beforeAll, describe, expect } from 'vitest'
import { recordsToAttach } from '#app/convention/evidence.server.ts'
import type { Role } from '#app/platform/permissions.ts'
import { hashOf } from '#app/platform/secret-token.server.ts'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { type House, test } from '../../test/house.ts'
import { actionsAt, actionsOf, closeAction, decisionsOf, openBefore } from './actions.server.ts'
import { calendarOf, feedFile, openFeed, revokeFeed } from './calendar.server.ts'
import { giveSeat, seatsOf, setRhythm, yearOf } from './committee.server.ts'
import { callOff, convene, moveMeeting, proposedContacts, recordAttendance } from './convening.server.ts'
import { minutesPdf, sheetPdf } from './documents.server.ts'
import { answerInvitation, invitationOf, signInAtMeeting } from './invitation.server.ts'
import { MeetingInput } from './meeting-input.ts'
import { addMeeting, cancelMeeting, changeMeeting, inviteesOf, meetingOf } from './meetings.server.ts'
import {
  addAction,
  addDecision,
  changeAction,
  changeDecision,
  draftOf,
  minutesOf,
  publishMinutes,
  speakOnMinutes,
  takeBack,
  writeNotes,
} from './minutes.server.ts'
import { MinutesChange } from './minutes-input.ts'
import { objectivesOf, proposeObjective, rewordObjective, versionsOf } from './objectives.server.ts'
import {
  addOrganisation,
  contactNames,
  keepContact,
  noteStep,
  organisationOf,
  organisationsOf,
  removeContact,
  seatParties,
} from './organisations.server.ts'
import { partyOf, speak } from './party.server.ts'
import { isAgreed } from './party.ts'
import { ACTION_TABLE, ORGANISATION_TABLE } from './tables.ts'

const HOUR = 3_600_000
const nothingAsked = (search = '') => readTableQuery(ORGANISATION_TABLE, new URLSearchParams(search))

function facts(startsAt: Date, title = 'Comité de pilotage') {
  return {
    kind: 'copil' as const,
    title,
    startsAt,
    endsAt: new Date(startsAt.getTime() + 2 * HOUR),
    place: 'Mairie annexe',
    remoteLink: null,
    points: [
      { id: null, title: 'Avancement', minutes: 30 },
      { id: null, title: 'Suites', minutes: null },
    ],
  }
}

/** Operator, landlord and a commune, each with someone who speaks for it. */
let settled: Promise<{ commune: string; mayor: string }> | undefined
function table(house: House) {
  settled ??= house.as('operator-lead')(async (tx) => {
    await seatParties(tx)
    const commune = await addOrganisation(tx, { name: 'Ville inventée', kind: 'commune', isParty: true })
    const account = house.actorOf('partner').memberId
    const someone = { name: 'Vera Maire', duty: 'adjointe', email: 'vera@ville.test', phone: null, memberId: account }
    await keepContact(tx, commune, someone)
    const contacts = await contactNames(tx)
    return { commune, mayor: contacts.find(({ name }) => name === 'Vera Maire')?.id ?? '' }
  })
  return settled
}

async function lettersTo(house: House, recipient: string) {
  const { rows } = await house.owner.query('select body from mail where recipient = $1 order by id', [recipient])
  return rows.map(({ body }) => /\/meeting\/([\w-]{43})/.exec(body)?.[1] ?? '')
}

async function convened(house: House, startsAt: Date) {
  const { mayor } = await table(house)
  return house.as('operator-animator')(async (tx) => {
    const id = await addMeeting(tx, facts(startsAt))
    await convene(tx, id, { contactIds: [mayor], origin: 'http://palier.test', message: '' })
    return id
  })
}

beforeAll(() => {
  settled = undefined
})

describe('organisations', () => {
  test('are found by a contact or an interest, and keep the history of their engagement', async ({ house }) => {
    const { commune } = await table(house)
    const lead = house.as('operator-lead')
    const step = { interest: 'Le square', note: 'Rencontre en mairie', happenedOn: '2026-03-02' }
    await lead((tx) => noteStep(tx, commune, { ...step, engagement: 'met' }))
    await lead((tx) => noteStep(tx, commune, { ...step, engagement: 'engaged', note: 'Accord oral' }))
    for (const q of ['vera', 'SQUARE', 'ville inventee'])
      expect((await lead((tx) => organisationsOf(tx, nothingAsked(`q=${q}`)))).rows.map(({ id }) => id)).toEqual([
        commune,
      ])
    const { engagement, steps } = await lead((tx) => organisationOf(tx, commune))
    expect(engagement).toBe('engaged')
    expect(steps.map((each) => each.note)).toEqual(['Accord oral', 'Rencontre en mairie'])
  })

  test('their contacts are the operator’s: no other role reads an address, not even past the pages', async ({
    house,
  }) => {
    await table(house)
    for (const role of ['landlord-pilot', 'partner', 'caretaker', 'resident', 'administrator'] as const) {
      await expect(house.as(role)((tx) => contactNames(tx))).rejects.toMatchObject({ status: 403 })
      const rows = await house.as(role)((tx) => tx.selectFrom('partners_contact').selectAll().execute())
      expect(rows).toEqual([])
    }
    expect(await house.elsewhere('operator-lead')((tx) => contactNames(tx))).toEqual([])
  })

  test('two with the same name are refused beside the name', async ({ house }) => {
    await table(house)
    const again = { name: 'Ville inventée', kind: 'other', isParty: false } as const
    await expect(house.as('operator-lead')((tx) => addOrganisation(tx, again))).rejects.toMatchObject({
      code: 'partners.name-taken',
      field: 'name',
    })
  })
})

describe('a letter’s link', () => {
  test('answers for its person alone, without an account, and lies hashed', async ({ house }) => {
    const id = await convened(house, new Date(Date.now() + 48 * HOUR))
    const [token = ''] = (await lettersTo(house, 'vera@ville.test')).slice(-1)
    expect(await invitationOf(token)).toMatchObject({ name: 'Vera Maire', may_answer: true, may_attend: false })
    await expect(answerInvitation(token, 'replaced', null)).rejects.toMatchObject({ field: 'substitute' })
    await answerInvitation(token, 'replaced', 'Ali Second')
    await expect(signInAtMeeting(token, 'present')).rejects.toMatchObject({ code: 'partners.not-the-time' })
    const people = await house.as('partner')((tx) => inviteesOf(tx, id))
    expect(people).toMatchObject([{ name: 'Vera Maire', answer: 'replaced', substitute: 'Ali Second' }])
    const { rows } = await house.owner.query('select token_hash from partners_link')
    expect(rows.map(({ token_hash }) => token_hash)).toContain(hashOf(token))
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('sent again, it opens by the new letter only; cancelled, the meeting takes no answer', async ({ house }) => {
    const { mayor } = await table(house)
    const id = await convened(house, new Date(Date.now() + 72 * HOUR))
    const again = { contactIds: [mayor], origin: 'http://palier.test', message: '' }
    await house.as('operator-animator')((tx) => convene(tx, id, again))
    const [former = '', newest = ''] = (await lettersTo(house, 'vera@ville.test')).slice(-2)
    await expect(invitationOf(former)).rejects.toMatchObject({ status: 404 })
    await house.as('operator-animator')((tx) => cancelMeeting(tx, id, 'Reportée'))
    expect(await invitationOf(newest)).toMatchObject({ may_answer: false, revision: 1 })
    await expect(answerInvitation(newest, 'present', null)).rejects.toMatchObject({
      code: 'partners.too-late-to-answer',
    })
  })

  test('moved or called off, whoever was convened is told, and their calendar follows; nobody else is', async ({
    house,
  }) => {
    const at = new Date(Math.ceil(Date.now() / HOUR) * HOUR + 96 * HOUR)
    const id = await convened(house, at)
    const animator = house.as('operator-animator')
    const letters = async () => {
      const { rows } = await house.owner.query<{
        recipient: string
        body: string
        calendar: string
        calendar_method: string
      }>('select recipient, body, calendar, calendar_method from mail order by id')
      return rows
    }
    expect((await letters()).at(-1)).toMatchObject({ recipient: 'vera@ville.test', calendar_method: 'REQUEST' })
    const before = (await letters()).length
    const same = { ...facts(at), points: [] }
    expect(await animator((tx) => moveMeeting(tx, id, { ...same, title: 'Autre titre' }, 'http://palier.test'))).toBe(0)
    const later = { ...facts(new Date(at.getTime() + 24 * HOUR)), points: [] }
    expect(await animator((tx) => moveMeeting(tx, id, later, 'http://palier.test'))).toBe(1)
    const moved = (await letters()).at(-1)
    expect(moved?.calendar.replaceAll('\r\n ', '')).toMatch(/METHOD:REQUEST[\s\S]*SEQUENCE:2[\s\S]*ORGANIZER/)
    expect(moved?.calendar).toContain(`UID:${id}@palier`)
    expect(await animator((tx) => callOff(tx, id, 'Salle fermée', 'http://palier.test'))).toBe(1)
    const off = (await letters()).at(-1)
    expect(off).toMatchObject({ recipient: 'vera@ville.test', calendar_method: 'CANCEL' })
    expect(off?.body).toContain('Salle fermée')
    expect(off?.calendar).toMatch(/METHOD:CANCEL[\s\S]*SEQUENCE:3[\s\S]*STATUS:CANCELLED/)
    expect(await letters()).toHaveLength(before + 2)

    const quiet = await animator((tx) => addMeeting(tx, same))
    expect(await animator((tx) => callOff(tx, quiet, 'Rien à dire', 'http://palier.test'))).toBe(0)
  })

  test('signs the attendance while the meeting takes place, and the paper sheet has the last word', async ({
    house,
  }) => {
    const id = await convened(house, new Date(Date.now() + HOUR / 2))
    const [token = ''] = (await lettersTo(house, 'vera@ville.test')).slice(-1)
    await signInAtMeeting(token, 'present')
    const [person] = await house.as('operator-animator')((tx) => inviteesOf(tx, id))
    expect(person).toMatchObject({ attendance: 'present', signed: true })
    await house.as('operator-animator')((tx) => recordAttendance(tx, id, new Map([[person?.id ?? '', 'excused']])))
    await expect(signInAtMeeting(token, 'present')).rejects.toMatchObject({ code: 'partners.not-the-time' })
    expect((await sheetOf(house, id)).subarray(0, 5).toString()).toBe('%PDF-')
  })
})

function sheetOf(house: House, id: string) {
  return house.as('operator-animator')((tx) => sheetPdf(tx, id))
}

/** The first point, as whoever read these points writes on it. */
function notesOn([first]: { id: string; state: string }[], said: string) {
  return [{ pointId: first?.id ?? '', said, was: first?.state ?? '' }]
}

describe('minutes', () => {
  async function written(house: House, startsAt: Date) {
    const { commune, mayor } = await table(house)
    return house.as('operator-animator')(async (tx) => {
      const id = await addMeeting(tx, facts(new Date(Date.now() + HOUR)))
      await convene(tx, id, { contactIds: [mayor], origin: 'http://palier.test', message: '' })
      await changeMeeting(tx, id, { ...facts(startsAt), points: (await draftOf(tx, id)).points })
      const { points } = await draftOf(tx, id)
      await writeNotes(tx, id, notesOn(points, 'Le diagnostic est présenté.'))
      await addDecision(tx, id, { said: 'Le panel comptera 150 personnes.', pointId: points[0]?.id ?? null })
      const action = { said: 'Prêter la salle', organisationId: commune, person: 'Vera Maire', dueOn: '2026-01-15' }
      await addAction(tx, id, { ...action, pointId: null })
      return id
    })
  }

  async function givenOut(house: House) {
    const id = await written(house, new Date(Date.now() - 48 * HOUR))
    await house.as('operator-animator')(async (tx) => {
      const [person] = await inviteesOf(tx, id)
      await recordAttendance(tx, id, new Map([[person?.id ?? '', 'present']]))
      await publishMinutes(tx, id)
    })
    return id
  }

  test('are the writers’ until given out, then everyone’s, and never change', async ({ house }) => {
    const id = await written(house, new Date(Date.now() - 48 * HOUR))
    const animator = house.as('operator-animator')
    const readers = ['landlord-pilot', 'partner'] as const
    for (const role of readers) {
      await expect(house.as(role)((tx) => minutesOf(tx, id))).rejects.toMatchObject({ status: 404 })
      expect(await house.as(role)((tx) => tx.selectFrom('partners_decision').selectAll().execute())).toEqual([])
      expect(await house.as(role)((tx) => tx.selectFrom('partners_note').selectAll().execute())).toEqual([])
    }
    await expect(animator((tx) => publishMinutes(tx, id))).rejects.toMatchObject({ code: 'partners.who-was-there' })
    const [person] = await animator((tx) => inviteesOf(tx, id))
    await animator((tx) => recordAttendance(tx, id, new Map([[person?.id ?? '', 'present']])))
    const asEvidence = () =>
      house
        .as('operator-lead')(recordsToAttach)
        .then((records) => records.map(({ path }) => path))
    expect(await asEvidence()).not.toContain(`partners/meetings/${id}/minutes`)
    await animator((tx) => publishMinutes(tx, id))
    expect(await asEvidence()).toContain(`partners/meetings/${id}/minutes`)
    for (const role of readers) {
      const { content, given } = await house.as(role)((tx) => minutesOf(tx, id))
      expect(given?.version).toBe(1)
      expect(content.parts[0]).toMatchObject({
        said: 'Le diagnostic est présenté.',
        decisions: [{ said: 'Le panel comptera 150 personnes.' }],
      })
      expect(content.parts.at(-1)?.actions).toMatchObject([{ said: 'Prêter la salle', person: 'Vera Maire' }])
      expect((await house.as(role)((tx) => minutesPdf(tx, id))).toString('latin1')).toContain('pdfuaid:part>1')
    }
    const { decisions } = await animator((tx) => draftOf(tx, id))
    await expect(animator((tx) => takeBack(tx, id, 'decision', decisions[0]?.id ?? ''))).rejects.toMatchObject({
      code: 'partners.minutes-are-out',
    })
    await expect(animator((tx) => tx.updateTable('partners_minutes').set({ version: 9 }).execute())).rejects.toThrow(
      /permission denied/,
    )
    await animator((tx) => addDecision(tx, id, { said: 'Ajout après relecture.', pointId: null }))
    await animator((tx) => publishMinutes(tx, id))
    expect((await house.as('partner')((tx) => minutesOf(tx, id))).given?.version).toBe(2)
  })

  test('an action comes back at each later meeting until someone says what came of it', async ({ house }) => {
    const lead = house.as('operator-lead')
    const later = new Date(Date.now() + 24 * HOUR).toISOString()
    const [open] = await lead((tx) => openBefore(tx, later))
    expect(open).toMatchObject({ said: 'Prêter la salle', late: true })
    await lead((tx) => closeAction(tx, open?.id ?? '', 'La salle est prêtée jusqu’en juin.'))
    expect(await lead((tx) => openBefore(tx, later))).toEqual([])
    const closed = readTableQuery(ACTION_TABLE, new URLSearchParams('state=closed'))
    expect((await house.as('partner')((tx) => actionsOf(tx, closed))).rows).toMatchObject([
      { outcome: 'La salle est prêtée jusqu’en juin.' },
    ])
    await expect(lead((tx) => closeAction(tx, open?.id ?? '', 'Encore'))).rejects.toMatchObject({ status: 404 })
  })

  test('a decision is replaced by a later version, the earlier one staying as it was', async ({ house }) => {
    const id = await givenOut(house)
    const animator = house.as('operator-animator')
    const partner = house.as('partner')
    const seen = () =>
      partner((tx) => tx.selectFrom('partners_decision').select('said').where('meeting_id', '=', id).execute())
    const given = (await animator((tx) => draftOf(tx, id))).decisions[0]?.id ?? ''
    const right = { said: 'Le panel comptera 160 personnes.', pointId: null }
    await animator((tx) => changeDecision(tx, id, given, { ...right, said: 'Le panel comptera 16 personnes.' }))
    const [waiting] = (await animator((tx) => draftOf(tx, id))).decisions
    await animator((tx) => changeDecision(tx, id, waiting?.id ?? '', right))
    await animator((tx) => addDecision(tx, id, { said: 'Tapée dans la mauvaise réunion.', pointId: null }))
    expect(await seen()).toEqual([{ said: 'Le panel comptera 150 personnes.' }])
    expect((await partner((tx) => minutesOf(tx, id))).given?.version).toBe(1)
    const mistaken = (await animator((tx) => draftOf(tx, id))).decisions.at(-1)
    await animator((tx) => takeBack(tx, id, 'decision', mistaken?.id ?? ''))
    await animator((tx) => publishMinutes(tx, id))

    const decisionsIn = async (version?: number) =>
      (await partner((tx) => minutesOf(tx, id, version))).content.parts.flatMap(({ decisions }) => decisions)
    const before = { said: 'Le panel comptera 150 personnes.', version: 1 }
    expect(await decisionsIn()).toEqual([{ said: right.said, replaces: before }])
    expect(await decisionsIn(1)).toEqual([{ said: before.said, replaces: null }])
    expect((await partner((tx) => decisionsOf(tx, 'panel comptera 150', 1))).decisions).toContainEqual(
      expect.objectContaining({ meetingId: id, replacedBy: right.said }),
    )
    expect((await partner((tx) => minutesPdf(tx, id, { version: 1 }))).subarray(0, 5).toString()).toBe('%PDF-')
    await expect(animator((tx) => changeDecision(tx, id, given, right))).rejects.toMatchObject({ status: 409 })
    await expect(
      house.owner.query("update partners_decision set said = 'Autre chose' where id = $1", [given]),
    ).rejects.toThrow(/given out/)
    await animator((tx) => tx.deleteFrom('partners_decision').where('id', '=', given).execute())
    expect(await seen()).toHaveLength(2)
  })

  test('an action that is replaced is open no more, and what replaces it is, once given out', async ({ house }) => {
    const id = await givenOut(house)
    const animator = house.as('operator-animator')
    const openOnes = async (role: 'operator-animator' | 'partner') => {
      const { rows } = await house.as(role)((tx) => actionsOf(tx, readTableQuery(ACTION_TABLE, new URLSearchParams())))
      return rows.filter(({ meetingId }) => meetingId === id).map(({ said }) => said)
    }
    const [action] = (await animator((tx) => draftOf(tx, id))).actions
    if (!action) throw new Error('no action')
    await animator((tx) => changeAction(tx, id, action.id, { ...action, said: 'Prêter la grande salle' }))
    for (const role of ['operator-animator', 'partner'] as const)
      expect(await openOnes(role)).toEqual(['Prêter la salle'])
    await animator((tx) => publishMinutes(tx, id))
    for (const role of ['operator-animator', 'partner'] as const)
      expect(await openOnes(role)).toEqual(['Prêter la grande salle'])
    await expect(animator((tx) => closeAction(tx, action.id, 'Faite'))).rejects.toMatchObject({ status: 404 })
  })

  test('what other minutes have not given out yet is not given out by these', async ({ house }) => {
    const elsewhere = await written(house, new Date(Date.now() - 96 * HOUR))
    await house.as('operator-animator')(async (tx) => {
      const [action] = await actionsAt(tx, elsewhere)
      if (action) await changeAction(tx, elsewhere, action.id, { ...action, said: 'Encore un brouillon' })
    })
    const { content } = await house.as('partner')(async (tx) => minutesOf(tx, await givenOut(house)))
    expect(content.earlier.map(({ said }) => said)).not.toContain('Encore un brouillon')
    expect(content.earlier.map(({ said }) => said)).toContain('Prêter la salle')
  })

  test('are approved as they were read: a version that came out meanwhile is to be read first', async ({ house }) => {
    const id = await givenOut(house)
    const pilot = house.as('landlord-pilot')
    const yes = { kind: 'approval', said: '' } as const
    await house.as('operator-animator')((tx) => publishMinutes(tx, id))
    await expect(pilot((tx) => speakOnMinutes(tx, id, 1, yes))).rejects.toMatchObject({
      code: 'partners.minutes-newer',
      status: 409,
    })
    await pilot((tx) => speakOnMinutes(tx, id, 2, yes))
    const { rows } = await house.owner.query(
      'select version from partners_word w join partners_minutes m on m.id = w.minutes_id where m.meeting_id = $1',
      [id],
    )
    expect(rows).toEqual([{ version: 2 }])
  })

  test('two who write at once lose nothing: what was changed is written, where both wrote it is said', async ({
    house,
  }) => {
    const id = await written(house, new Date(Date.now() - 48 * HOUR))
    const [lead, animator] = [house.as('operator-lead'), house.as('operator-animator')]
    const { points } = await lead((tx) => draftOf(tx, id))
    const all = points.map(({ id: pointId, said, state }) => ({ pointId, said, was: state }))
    const [first, second] = all
    if (!first || !second) throw new Error('no points')
    await animator((tx) => writeNotes(tx, id, [first, { ...second, said: 'De l’animatrice.' }]))
    expect(await lead((tx) => writeNotes(tx, id, [{ ...first, said: 'De la cheffe.' }, second]))).toEqual([])
    const texts = async () => (await lead((tx) => draftOf(tx, id))).points.map(({ said }) => said)
    expect(await texts()).toEqual(['De la cheffe.', 'De l’animatrice.'])
    const late = [first, { ...second, said: 'De la cheffe aussi.' }]
    expect(await lead((tx) => writeNotes(tx, id, late))).toEqual([second.pointId])
    expect(await texts()).toEqual(['De la cheffe.', 'De l’animatrice.'])
  })

  test('a note that is too long is refused beside its field', () => {
    const point = '0198c5a4-0000-7000-8000-000000000000'
    const sent = { intent: 'notes', [`was.${point}`]: 'x', [`said.${point}`]: 'a'.repeat(10_001) }
    expect(MinutesChange.safeParse(sent).error?.issues).toMatchObject([
      { code: 'too_big', maximum: 10_000, path: [`said.${point}`] },
    ])
    expect(MinutesChange.parse({ ...sent, [`said.${point}`]: ' a\r\nb ' })).toEqual({
      intent: 'notes',
      notes: [{ pointId: point, said: 'a\nb', was: 'x' }],
    })
  })

  test('an agenda that is changed loses no point that another added, nor one that has notes', async ({ house }) => {
    const id = await written(house, new Date(Date.now() + 48 * HOUR))
    const lead = house.as('operator-lead')
    const at = new Date(Date.now() + 48 * HOUR)
    const titles = async () => (await lead((tx) => draftOf(tx, id))).points.map(({ title }) => title)
    const { points } = await lead((tx) => draftOf(tx, id))
    await lead((tx) =>
      changeMeeting(tx, id, { ...facts(at), points: [...points, { id: null, title: 'Ajouté', minutes: 5 }] }),
    )
    await lead((tx) => changeMeeting(tx, id, { ...facts(at), points: points.toReversed() }))
    expect(await titles()).toEqual(['Suites', 'Avancement', 'Ajouté'])
    const [noted, bare] = points.map(({ id: point }, index) => ({ id: point, field: `point.${index}.title` }))
    if (!noted || !bare) throw new Error('no points')
    await expect(
      lead((tx) => changeMeeting(tx, id, { ...facts(at), points: points.slice(1), removed: [noted] })),
    ).rejects.toMatchObject({ code: 'partners.point-has-notes', field: 'point.0.title', status: 409 })
    await lead((tx) => changeMeeting(tx, id, { ...facts(at), points: points.slice(0, 1), removed: [bare] }))
    expect(await titles()).toEqual(['Avancement', 'Ajouté'])
  })

  test('the form of a meeting names the points that it emptied, and refuses a title that is too long', () => {
    const point = '0198c5a4-0000-7000-8000-000000000000'
    const form = {
      ...{ kind: 'copil', title: 'Comité', day: '2031-03-11', from: '14:00', until: '16:00', place: 'Mairie' },
      ...{ 'point.1.id': point, 'point.0.title': 'Avancement' },
    }
    expect(MeetingInput.parse(form)).toMatchObject({
      points: [{ id: null, title: 'Avancement' }],
      removed: [{ id: point, field: 'point.1.title' }],
    })
    expect(MeetingInput.safeParse({ ...form, 'point.1.title': 'a'.repeat(201) }).error?.issues).toMatchObject([
      { code: 'too_big', path: ['point.1.title'] },
    ])
  })

  test('who is forgotten as a contact stays in the minutes by name', async ({ house }) => {
    const { commune } = await table(house)
    const lead = house.as('operator-lead')
    const gone = { name: 'Paul Parti', duty: '', email: 'paul@ville.test', phone: null, memberId: null }
    await lead((tx) => keepContact(tx, commune, gone))
    const contact = (await lead((tx) => contactNames(tx))).find(({ name }) => name === 'Paul Parti')?.id ?? ''
    const id = await lead(async (tx) => {
      const meeting = await addMeeting(tx, facts(new Date(Date.now() + 5 * HOUR)))
      await convene(tx, meeting, { contactIds: [contact], origin: 'http://palier.test', message: '' })
      await removeContact(tx, contact)
      return meeting
    })
    expect((await lead((tx) => inviteesOf(tx, id))).map(({ name, contactId }) => [name, contactId])).toEqual([
      ['Paul Parti', null],
    ])
  })
})

describe('the committee', () => {
  test('has one seat for each organisation, and proposes its holders for a letter', async ({ house }) => {
    const { mayor } = await table(house)
    const lead = house.as('operator-lead')
    const seat = { holderId: mayor, substituteId: null }
    await lead((tx) => giveSeat(tx, { ...seat, fromOn: '2026-01-05' }))
    await lead((tx) => giveSeat(tx, { ...seat, fromOn: '2026-06-01' }))
    expect(
      (await house.as('landlord-pilot')(seatsOf)).map(({ holder, fromOn, toOn }) => [holder, fromOn, toOn]),
    ).toEqual([
      ['Vera Maire', '2026-01-05', '2026-05-31'],
      ['Vera Maire', '2026-06-01', null],
    ])
    const chosen = await lead(async (tx) => {
      const id = await addMeeting(tx, facts(new Date(Date.now() + 200 * HOUR)))
      return proposedContacts(tx, await meetingOf(tx, id))
    })
    expect(chosen).toEqual([mayor])
  })

  test('tells which of its yearly meetings are missing', async ({ house }) => {
    const lead = house.as('operator-lead')
    const rhythm = { months: [10, 3], week: 2, weekday: 2, at: '14:00', minutes: 120, place: '' }
    await lead((tx) => setRhythm(tx, rhythm))
    await lead((tx) => addMeeting(tx, facts(new Date('2031-03-18T13:00:00Z'), 'Comité de mars')))
    const days = await house.as('partner')((tx) => yearOf(tx, rhythm, 2031, '2031-05-01'))
    expect(days).toMatchObject([
      { day: '2031-03-11', past: true, meetings: [{ title: 'Comité de mars' }] },
      { day: '2031-10-14', past: false, meetings: [] },
    ])
    // Nobody sat in it before January 2026: nothing is missing of that time.
    expect(await lead((tx) => yearOf(tx, rhythm, 2025, '2031-05-01'))).toEqual([])
  })
})

describe('objectives', () => {
  test('are agreed when each party said yes to the same wording; a new one asks again', async ({ house }) => {
    const { commune } = await table(house)
    const lead = house.as('operator-lead')
    const wording = { title: 'Accueillir', said: 'Mieux accueillir les nouveaux locataires.', measure: '' }
    const id = await lead((tx) => proposeObjective(tx, wording))
    const sayYes = async (role: Role) =>
      house.as(role)(async (tx) => {
        const [{ id: versionId }] = await versionsOf(tx, id)
        await speak(tx, { versionId }, { kind: 'approval', said: '' })
      })
    expect(await house.as('partner')(partyOf)).toMatchObject({ id: commune })
    for (const role of ['operator-lead', 'landlord-pilot', 'partner'] as const) {
      expect(isAgreed((await lead(objectivesOf))[0]?.standings ?? [])).toBe(false)
      await sayYes(role)
    }
    expect(isAgreed((await lead(objectivesOf))[0]?.standings ?? [])).toBe(true)
    await lead((tx) => rewordObjective(tx, id, 1, { ...wording, said: 'Accueillir chaque nouveau locataire.' }))
    expect(isAgreed((await lead(objectivesOf))[0]?.standings ?? [])).toBe(false)
    await expect(lead((tx) => rewordObjective(tx, id, 1, wording))).rejects.toMatchObject({
      code: 'partners.reworded-meanwhile',
    })
  })

  test('nobody speaks for a party that is not theirs, nor without one', async ({ house }) => {
    const { commune } = await table(house)
    const [objective] = await house.as('operator-lead')(objectivesOf)
    const versionId = objective?.version.id ?? ''
    await expect(
      house.as('operator-animator')((tx) => speak(tx, { versionId }, { kind: 'approval', said: '' })),
    ).rejects.toMatchObject({ status: 403 })
    const { conventionId, memberId } = house.actorOf('landlord-pilot')
    const forged = { convention_id: conventionId, version_id: versionId, organisation_id: commune, kind: 'approval' }
    await expect(
      house.as('landlord-pilot')((tx) =>
        tx
          .insertInto('partners_word')
          .values({ ...forged, said_by: memberId })
          .execute(),
      ),
    ).rejects.toThrow(/row-level security/)
  })
})

describe('the calendar', () => {
  test('gives times, place and revision, and says what is cancelled', () => {
    const startsAt = new Date('2026-12-08T13:00:00Z')
    const meeting = {
      id: 'x',
      title: 'Comité, n° 2',
      startsAt,
      endsAt: new Date('2026-12-08T15:00:00Z'),
      place: 'Mairie',
    }
    const text = calendarOf('Réunions', [{ ...meeting, revision: 2, cancelled: true, url: 'http://palier.test/c/x' }])
    for (const line of [
      'DTSTART:20261208T130000Z',
      'DTEND:20261208T150000Z',
      'SEQUENCE:2',
      'STATUS:CANCELLED',
      'SUMMARY:Comité\\, n° 2',
      'UID:x@palier',
    ])
      expect(text.split('\r\n')).toContain(line)
  })

  test('by its secret address holds no name, and stops with its revocation or its member', async ({ house }) => {
    await table(house)
    const partner = house.as('partner')
    const token = await partner(openFeed)
    const text = await (await feedFile(token, 'http://palier.test')).text()
    expect(text).toContain('BEGIN:VEVENT')
    expect(text).not.toMatch(/Vera|Maire\b(?! annexe)/)
    await partner(revokeFeed)
    await expect(feedFile(token, '')).rejects.toMatchObject({ status: 404 })
    const second = await partner(openFeed)
    const { memberId } = house.actorOf('partner')
    const person = 'select person_id from member where id = $1'
    await house.owner.query(`update account_person set disabled_at = now() where id = (${person})`, [memberId])
    await expect(feedFile(second, '')).rejects.toMatchObject({ status: 404 })
    await house.owner.query(`update account_person set disabled_at = null where id = (${person})`, [memberId])
    expect((await feedFile(second, 'http://palier.test')).status).toBe(200)
    await house.owner.query('update member set ended_at = now() where id = $1', [memberId])
    await expect(feedFile(second, '')).rejects.toMatchObject({ status: 404 })
    await house.owner.query('update member set ended_at = null where id = $1', [memberId])
  })
})
