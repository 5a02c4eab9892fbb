import { beforeAll, describe, expect } from 'vitest'
import { matchHeaders } from '#packages/intake/headers.ts'
import { readWhole, sheetRow, textFile, workbook } from '#packages/intake/made-files.ts'
import { test as base, type House } from '../../../test/house.ts'
import { settlePanel } from '../../../test/panel.ts'
import { offerAllImports } from '../../imports.server.ts'
import { checkJob, commitJob, undoJob } from '../../platform/imports/imports.job.ts'
import { bringFile, confirmAsRecognised, runHere } from '../../platform/imports/in-process.server.ts'
import { problemsOf } from '../../platform/imports/problems.server.ts'
import { importOf } from '../../platform/imports/record.server.ts'
import { recordAttempt } from '../contacts.server.ts'
import { addQuestion, createGuide, guideOf } from '../interviews/guides.server.ts'
import { withdrawInterview } from '../interviews/interviews.server.ts'
import { answersKind, idOf } from './answers.kind.ts'
import { answerReader, choiceColumns, findColumn, pointColumns } from './question-column.ts'

const test = base.extend<{ scene: Awaited<ReturnType<typeof settle>> }>({
  scene: [async ({ house }, use) => use(await settle(house)), { scope: 'file' }],
})
beforeAll(offerAllImports)

async function settle(house: House) {
  const people = await settlePanel(house)
  const guideId = await house.as('operator-lead')(async (tx) => {
    const id = await createGuide(tx, { name: 'Locataires', audience: 'tenant' })
    const asked = { theme: 'Projets', prompts: [], conditions: [], conditionRule: 'all' as const }
    const closed = { ...asked, least: null, most: null }
    await addQuestion(tx, id, {
      ...closed,
      kind: 'multiple',
      wording: 'Que feriez-vous ?',
      choices: ['Jardin', 'Fête des voisins'],
    })
    await addQuestion(tx, id, { ...closed, kind: 'place', wording: 'Où allez-vous ?', choices: [] })
    await addQuestion(tx, id, {
      ...asked,
      kind: 'scale',
      wording: 'Vous sentez-vous bien ici ?',
      choices: [],
      least: 1,
      most: 5,
    })
    return id
  })
  const { version_id, questions } = await house.as('operator-lead')((tx) => guideOf(tx, guideId))
  return { people, versionId: version_id, questions, lead: house.actorOf('operator-lead') }
}

const KOBO =
  '_id;_uuid;_submission_time;meta/rootUuid;start;end;identite/code_personne;consentement;accords/citation;_geolocation'
const ODK = 'SubmissionDate,start,end,meta-instanceID,identite-code_personne,accord,enqueteur,KEY,DeviceID'
const UUID = '0f7c1c1e-0b6a-4a7e-9a55-6b7d1f3c2a01'

describe('the columns that forms write', () => {
  test('exports of KoboToolbox and of ODK Central are told apart, groups aside', () => {
    const kobo = matchHeaders(answersKind, KOBO.split(';'))
    expect(kobo).toMatchObject({ dialect: 'kobo', missing: [], forbidden: [{ column: 9, reason: 'location' }] })
    expect(kobo.mapping).toMatchObject({ instance: 3, person: 6, consent: 7, agreesQuotation: 8, submitted: 2 })
    const odk = matchHeaders(answersKind, ODK.split(','))
    expect(odk).toMatchObject({ dialect: 'odk', missing: [], forbidden: [{ column: 8, reason: 'device' }] })
    expect(odk.mapping).toMatchObject({ instance: 3, person: 4, consent: 5, interviewer: 6, start: 1 })
  })

  test('the day, the start and the length come from what the program noted', async () => {
    const lines = [
      `2026-03-02T17:40:00.000Z,2026-03-02T17:00:00.000+01:00,2026-03-02T17:48:00.000+01:00,uuid:${UUID},ab12cd,oui,,uuid:${UUID},x`,
      '"Mar 3, 2026 10:11:12 AM",,,uuid:2,ab12ce,signature,,uuid:2,x',
    ]
    const { rows } = await readWhole(textFile('odk.csv', `${ODK}\n${lines.join('\n')}\n`), answersKind)
    expect(rows).toMatchObject([
      { id: UUID, heldOn: '2026-03-02', startedAt: '2026-03-02T16:00:00.000Z', minutes: 48, consent: 'spoken' },
      { id: idOf('uuid:2'), heldOn: '2026-03-03', startedAt: null, minutes: null, consent: 'signed' },
    ])
  })

  test('a workbook of KoboToolbox is read like its CSV', async () => {
    const rows = [KOBO.split(';'), [7, UUID, '2026-03-02T17:40:00', UUID, '', '', 'ab12cd', 'non', 1, '']]
    const sheet = rows.map((cells, at) => sheetRow(at + 1, cells)).join('')
    const read = await readWhole(workbook({ sheets: [{ name: 'Entretiens', rows: sheet }] }), answersKind)
    expect(read.rows).toMatchObject([{ id: UUID, consent: 'none', agreesQuotation: true, heldOn: '2026-03-02' }])
  })
})

describe('the answers of a question', () => {
  const question = {
    id: UUID,
    key: UUID,
    kind: 'multiple' as const,
    wording: 'À quoi aimeriez-vous participer ?',
    choices: ['Jardin', 'Fête des voisins', 'Entraide'],
    least: null,
    most: null,
  }
  const read = (cell: string) => {
    const said: string[] = []
    return { answer: answerReader(question).read(cell, {}, (code) => said.push(code)), said }
  }

  test('are found by its words, its number, or the name that KoboToolbox makes', () => {
    const free = () => true
    expect(findColumn(question, 20, ['x', 'projets/20. À quoi aimeriez-vous participer ?'], free)).toBe(1)
    expect(findColumn(question, 20, ['x', 'projets-q20'], free)).toBe(1)
    expect(findColumn(question, 20, ['x', '_quoi_aimeriez_vous_participer_'], free)).toBe(1)
    expect(findColumn(question, 20, ['x', 'q20/jardin', 'q20/entraide'], free)).toBe(1)
    expect(findColumn(question, 2, ['x', 'q20'], free)).toBeUndefined()
  })

  test('are told in one cell by names or by words that hold spaces, or by a column for each choice', () => {
    expect(read('jardin fete_des_voisins').answer).toEqual({ chosen: ['Jardin', 'Fête des voisins'] })
    expect(read('Fête des voisins Entraide').answer).toEqual({ chosen: ['Fête des voisins', 'Entraide'] })
    expect(read('jardin piscine')).toEqual({ answer: undefined, said: ['choice_unknown'] })
    expect(choiceColumns(question, ['q20', 'q20/jardin', 'q20/f_te_des_voisins', 'q20/autre'], 0)).toEqual([
      { choice: 'Jardin', at: 1 },
      { choice: 'Fête des voisins', at: 2 },
    ])
  })
})

describe('the place of a question', () => {
  const question = {
    id: UUID,
    key: UUID,
    kind: 'place' as const,
    wording: 'Où allez-vous ?',
    choices: [],
    least: null,
    most: null,
  }
  const point = { kind: 'point', name: '', lon: 2.481, lat: 48.902 }
  const read = (cell: string) => {
    const said: string[] = []
    return { answer: answerReader(question).read(cell, {}, (code) => said.push(code)), said }
  }

  test('is told in one cell as latitude, longitude, altitude and accuracy, or in words; it is rounded as it is read', () => {
    expect(read('48.90213 2.48137 54.2 4.8').answer).toEqual({ place: point })
    expect(read('48.90213,2.48137').answer).toEqual({ place: point })
    expect(read('Au parc, près du lac').answer).toEqual({ note: 'Au parc, près du lac' })
    expect(read('98.9 2.48 0 0')).toEqual({ answer: undefined, said: ['out_of_range'] })
    expect(read(' ').answer).toBeUndefined()
  })

  test('is found whole or split, as KoboToolbox and ODK write it, groups aside', () => {
    const free = () => true
    const kobo = [
      '_uuid',
      'vie/ou_allez_vous',
      'vie/_ou_allez_vous_latitude',
      'vie/_ou_allez_vous_longitude',
      'vie/_ou_allez_vous_precision',
    ]
    expect(findColumn(question, 3, kobo, free)).toBe(1)
    expect(pointColumns(question, kobo, 1).map(({ at }) => at)).toEqual([2, 3, 4])
    const odk = ['KEY', 'vie-q3-Latitude', 'vie-q3-Longitude', 'vie-q3-Altitude', 'vie-q3-Accuracy', 'vie-q4-Latitude']
    expect(findColumn(question, 3, odk, free)).toBe(1)
    expect(pointColumns(question, odk, 1)).toEqual([
      { part: 'latitude', at: 1 },
      { part: 'longitude', at: 2 },
      { part: 'altitude', at: 3 },
      { part: 'accuracy', at: 4 },
    ])
    expect(findColumn({ ...question, kind: 'open' }, 3, odk, free)).toBeUndefined()
  })
})

describe('a file of answers', () => {
  const HEAD =
    '_uuid;_submission_time;code_personne;consentement;q1;que_feriez_vous;que_feriez_vous/jardin;que_feriez_vous/fete_des_voisins;bien'
  const id = (n: number) => `0f7c1c1e-0b6a-4a7e-9a55-6b7d1f3c2a1${n}`
  const line = (n: number, person: string, rest: string) => `${id(n)};2026-03-0${n}T10:00:00;${person};${rest}`
  const LINES = [
    line(1, 'p00001', 'oui;Arrivée en 1998;jardin;1;0;4'),
    line(2, 'p00002', 'oui;;;0;0;'),
    line(3, 'p00003', 'non;Rien;;;;'),
    line(4, 'p99999', 'oui;Rien;;;;'),
    line(5, 'p00001', 'oui;Encore;;;;'),
  ]
  const file = (...lines: string[]) => [HEAD, ...lines, ''].join('\n')

  async function bring(lead: Parameters<typeof bringFile>[0], text: string) {
    async function* bytes() {
      yield new TextEncoder().encode(text)
    }
    return bringFile(lead, bytes(), 'kobo.csv')
  }

  test('becomes finished interviews, once, and says which lines it leaves out', async ({ house, scene }) => {
    const record = await bring(scene.lead, file(...LINES))
    expect(record).toMatchObject({ kind: 'survey.answers', subject: scene.versionId })
    const scale = scene.questions.find(({ kind }) => kind === 'scale')
    // Nothing of the header says which question « bien » is: somebody points it out, once.
    const mapping = { ...record.mapping, [`question-${scale?.key}`]: 8 }
    await confirmAsRecognised(scene.lead, { ...record, mapping })
    await runHere(scene.lead, checkJob, { importId: record.id })
    await runHere(scene.lead, commitJob, { importId: record.id, setAside: false, again: false })
    const { rows } = await house.owner.query(
      `select i.id, i.counts, i.held_on::text, i.entered_from, count(a.id)::int as answers, jsonb_agg(a.chosen order by q.position) as chosen
       from survey_interview i left join survey_answer a on a.interview_id = i.id left join survey_question q on q.id = a.question_id
       group by i.convention_id, i.id order by i.held_on`,
    )
    expect(rows).toMatchObject([
      { id: id(1), counts: true, entered_from: 'file', answers: 3, chosen: [[], ['4'], ['Jardin']] },
      { id: id(2), counts: true, answers: 0 },
      { id: id(5), counts: false, answers: 1 },
    ])
    const { rows: aside } = await house.as('operator-lead')((tx) => problemsOf(tx, record.id, {}))
    expect(aside.map(({ code, line, value }) => [code, line, value])).toEqual([
      ['survey.import-no-consent', 4, 'p00003'],
      ['survey.import-unknown-person', 5, 'p99999'],
      ['survey.import-second-interview', 0, 'p00001'],
    ])
    expect((await house.as('operator-lead')((tx) => importOf(tx, record.id))).file_id).toBeNull()
    await expect(house.as('landlord-pilot')((tx) => importOf(tx, record.id))).rejects.toMatchObject({ status: 404 })
  })

  test('brings nothing twice, remembers its columns, and changes nothing that was taken back', async ({
    house,
    scene,
  }) => {
    await house.as('operator-lead')((tx) => withdrawInterview(tx, id(2)))
    const record = await bring(scene.lead, file(...LINES.slice(0, 2), line(6, 'p00004', 'oui;;;;1;2')))
    const scale = scene.questions.find(({ kind }) => kind === 'scale')
    expect(record.mapping[`question-${scale?.key}`]).toBe(8)
    await confirmAsRecognised(scene.lead, record)
    await runHere(scene.lead, commitJob, { importId: record.id, setAside: false, again: false })
    const { outcome } = await house.as('operator-lead')((tx) => importOf(tx, record.id))
    expect(outcome).toMatchObject({ added: 1, changed: 0, unchanged: 2 })
    await runHere(scene.lead, undoJob, { importId: record.id })
    const { rows } = await house.owner.query(
      'select i.id, withdrawn_at is not null as gone, (select count(*)::int from survey_contact_attempt) as tries from survey_interview i order by held_on',
    )
    expect(rows).toEqual([
      { id: id(1), gone: false, tries: 2 },
      { id: id(2), gone: true, tries: 2 },
      { id: id(5), gone: false, tries: 2 },
    ])
  })

  test('is refused without the column of the agreement, and for an answer that was not offered', async ({ scene }) => {
    const without = await bring(scene.lead, file(...LINES).replace('consentement', 'x'))
    await expect(confirmAsRecognised(scene.lead, without)).rejects.toMatchObject({ code: 'import.column-needed' })
    const record = await bring(scene.lead, file(line(7, 'p00005', 'oui;;;;1;9')))
    await confirmAsRecognised(scene.lead, record)
    await expect(
      runHere(scene.lead, commitJob, { importId: record.id, setAside: false, again: false }),
    ).rejects.toMatchObject({ code: 'import.file-refused' })
  })

  test('keeps a place on the grid alone, whether it came whole or split, and nothing nearer anywhere', async ({
    house,
    scene,
  }) => {
    const head =
      '_uuid;_submission_time;code_personne;consentement;ou_allez_vous;_ou_allez_vous_latitude;_ou_allez_vous_longitude'
    const split = '_uuid;_submission_time;code_personne;consentement;ou_allez_vous-Latitude;ou_allez_vous-Longitude'
    const files = [
      [head, line(8, 'p00006', 'oui;48.90213 2.48137 54 5;48.90213;2.48137'), ''].join('\n'),
      [split, line(9, 'p00006', 'oui;48,90213;2.481'), ''].join('\n'),
    ]
    for (const text of files) {
      const record = await bring(scene.lead, text)
      await confirmAsRecognised(scene.lead, record)
      await runHere(scene.lead, commitJob, { importId: record.id, setAside: false, again: false })
    }
    const { rows } = await house.owner.query(
      'select place from survey_answer where interview_id = any ($1) order by interview_id',
      [[id(8), id(9)]],
    )
    const place = { kind: 'point', name: '', lon: 2.481, lat: 48.902 }
    expect(rows).toEqual([{ place }, { place }])
  })

  test('leaves the tries and interviews that no file brought to stay for good', async ({ house, scene }) => {
    const tried = idOf('a try')
    await house.as('operator-lead')(async (tx) => {
      await recordAttempt(tx, { id: tried, personId: scene.people[5] ?? '', channel: 'visit', outcome: '2.20' })
      const { numDeletedRows } = await tx
        .deleteFrom('survey_contact_attempt')
        .where('id', '=', tried)
        .executeTakeFirst()
      expect(numDeletedRows).toBe(0n)
    })
  })
})
