import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { beforeAll, expect } from 'vitest'
import { ROLES } from '#app/platform/permissions.ts'
import { writeCodebook } from '#packages/refi-qda/codebook.ts'
import { type House, test } from '../../../test/house.ts'
import { type Held, settleInterviews } from '../../../test/interviews.ts'
import { agreementOf, crossingOf, saturationOf, searchInterviews } from './analysis.server.ts'
import { changeCode, changesOf, codeOf, codesOf, makeCode, mergeCode, retireCode, splitCode } from './codes.server.ts'
import { excerptsOf, excerptsOfCodes, finishCoding, markExcerpt, unmarkExcerpt } from './excerpts.server.ts'
import { codebookFile, importExchange } from './exchange.server.ts'
import { interviewsToCode, interviewText, writeTranscript } from './interview-text.server.ts'
import { locateWords, segmentsOf } from './passages.ts'
import { projectBytes } from './project-file.test-support.ts'

const lead = (house: House) => house.as('operator-lead')
const animator = (house: House) => house.as('operator-animator')

const SAID = [
  'L’ascenseur tombe en panne. Les voisins m’aident à monter 🛒 les courses.',
  'Le bruit, le soir. Sinon les voisins sont gentils.',
]

let held: Promise<Held> | undefined
function interviews(house: House): Promise<Held> {
  held ??= settleInterviews(house.owner, house.actorOf('operator-lead'), {
    count: 14,
    said: (rank) => SAID[rank % 2] ?? '',
    goes: (rank) => (rank === 0 ? 'Médiathèque' : undefined),
  })
  return held
}

beforeAll(() => {
  held = undefined
})

const code = (house: House, name: string, parentId: string | null = null) =>
  lead(house)((tx) => makeCode(tx, { name, definition: '', parentId }))

const page = { page: 1, rows: 50 }

test('words are found whatever their spaces and apostrophes; a passage without words is coded whole', () => {
  const text = ' L’ascenseur  tombe\nen panne. Le bruit aussi. '
  expect(locateWords(text, "l'ascenseur tombe", 'en panne')).toEqual({ start: 1, end: 28 })
  expect(locateWords(text, '', '')).toEqual({ start: 1, end: 45 })
  expect(locateWords(text, 'bruit', 'ascenseur')).toBeUndefined()
})

test('overlapping excerpts cut a text into pieces that add up to it', () => {
  const excerpt = { id: '', key: '', codeId: '', code: '', colour: '', coderId: '', coder: '' }
  const pieces = segmentsOf('abcdef', [
    { ...excerpt, start: 1, end: 4 },
    { ...excerpt, start: 3, end: 6 },
  ])
  expect(pieces.map(({ text }) => text)).toEqual(['a', 'bc', 'd', 'ef'])
  expect(pieces.map(({ excerpts }) => excerpts.length)).toEqual([0, 1, 2, 1])
})

test('a mark is found again with its words, also after a character that counts twice', async ({ house }) => {
  const { interviews: list } = await interviews(house)
  const [first] = list
  const help = await code(house, 'Entraide')
  const key = `${first?.answerId}:verbatim`
  const mark = { key, codeId: help, first: 'les courses', last: '' }
  for (let twice = 0; twice < 2; twice++) await lead(house)((tx) => markExcerpt(tx, first?.id ?? '', mark))
  const { rows, total } = await lead(house)((tx) => excerptsOfCodes(tx, [help], page))
  expect([total, rows[0]?.words]).toEqual([1, 'les courses.'])
  await expect(
    lead(house)((tx) => markExcerpt(tx, first?.id ?? '', { ...mark, first: 'jamais dit' })),
  ).rejects.toMatchObject({ code: 'survey.words-not-there', field: 'first' })
  // An animator does not take away the lead's mark.
  await animator(house)((tx) => unmarkExcerpt(tx, rows[0]?.id ?? ''))
  expect((await lead(house)((tx) => excerptsOfCodes(tx, [help], page))).total).toBe(1)
  await expect(
    house.owner.query(`update survey_answer set verbatim = 'autre' where id = $1`, [first?.answerId]),
  ).rejects.toThrow(/marked/)
  const note = (notes: string) =>
    house.owner.query('update survey_interview set notes = $2 where id = $1', [first?.id, notes])
  await note('Un chien.')
  await lead(house)((tx) => markExcerpt(tx, first?.id ?? '', { key: 'notes', codeId: help, first: 'chien', last: '' }))
  await expect(note('Un chat.')).rejects.toThrow(/marked/)
  // What comes late goes under it: the mark stays where it is.
  await note('Un chien.\n\nEt un chat.')
})

test('two codes become one without losing an excerpt, one is split, and each change stays written', async ({
  house,
}) => {
  const { interviews: list } = await interviews(house)
  const [lift, broken] = [await code(house, 'Ascenseur'), await code(house, 'Pannes')]
  const sub = await code(house, 'La nuit', broken)
  for (const { id, answerId } of list.slice(2, 5))
    for (const codeId of [lift, broken])
      await lead(house)((tx) => markExcerpt(tx, id, { key: `${answerId}:verbatim`, codeId, first: '', last: '' }))
  await lead(house)((tx) =>
    markExcerpt(tx, list[5]?.id ?? '', { key: `${list[5]?.answerId}:verbatim`, codeId: broken, first: '', last: '' }),
  )
  await expect(lead(house)((tx) => retireCode(tx, broken))).rejects.toMatchObject({ code: 'survey.code-in-use' })
  await expect(lead(house)((tx) => mergeCode(tx, broken, sub))).rejects.toMatchObject({
    code: 'survey.code-under-itself',
  })
  await lead(house)((tx) => mergeCode(tx, broken, lift))
  const { code: merged, codes } = await lead(house)((tx) => codeOf(tx, lift))
  expect([merged.excerpts, merged.interviews]).toEqual([4, 4])
  expect(codes.find(({ id }) => id === sub)?.parentId).toBe(lift)
  const { rows } = await lead(house)((tx) => excerptsOfCodes(tx, [lift], page))
  const apart = await lead(house)((tx) => splitCode(tx, lift, 'Escaliers', [rows[0]?.id ?? '']))
  expect((await lead(house)((tx) => codeOf(tx, apart))).code.excerpts).toBe(1)
  await lead(house)((tx) => changeCode(tx, lift, { name: 'Monter', definition: 'Tout ce qui monte', parentId: null }))
  const changes = await lead(house)((tx) => changesOf(tx, lift))
  expect(changes.map(({ what }) => what)).toEqual(['defined', 'renamed', 'split', 'merged', 'made'])
})

test('two readings are compared once both are finished, and not seen before', async ({ house }) => {
  const { interviews: list } = await interviews(house)
  const noise = await code(house, 'Bruit')
  for (const [at, { id, answerId }] of list.slice(6, 12).entries()) {
    const mark = { key: `${answerId}:verbatim`, codeId: noise, first: '', last: '' }
    if (at % 2 === 0) for (const as of [lead, animator]) await as(house)((tx) => markExcerpt(tx, id, mark))
    else if (at === 1) await lead(house)((tx) => markExcerpt(tx, id, mark))
    await lead(house)((tx) => finishCoding(tx, id, true))
    if (at === 0) expect(await animator(house)((tx) => excerptsOf(tx, id))).toHaveLength(1)
    await animator(house)((tx) => finishCoding(tx, id, true))
    if (at === 0) expect(await animator(house)((tx) => excerptsOf(tx, id))).toHaveLength(2)
  }
  const agreement = await lead(house)((tx) => agreementOf(tx))
  const line = agreement?.codes.find(({ id }) => id === noise)
  expect(agreement).toMatchObject({ interviews: 6, passages: 6 })
  // 6 paragraphs, 1 disputed; 7 of 12 values are 1: 1 − (2/12) ÷ (2·7·5/(12·11)) = 0.6857
  expect(line?.alpha).toBeCloseTo(0.6857, 4)
  expect(line).toMatchObject({ disputed: 1 })
})

test('who says what is counted by persons, and the landlord’s view hides fewer than eleven', async ({ house }) => {
  await interviews(house)
  const help = (await lead(house)((tx) => codesOf(tx))).find(({ name }) => name === 'Entraide')?.id
  const whole = await lead(house)((tx) => crossingOf(tx, 'sex', false))
  expect(whole.values).toEqual(['F', 'M'])
  expect(whole.asked).toEqual([7, 7])
  expect(whole.rows.find(({ id }) => id === help)?.counts).toEqual([1, 0])
  const outside = await lead(house)((tx) => crossingOf(tx, 'sex', true))
  const shown = outside.rows.flatMap(({ counts, total }) => [...counts, total])
  expect(shown.filter((count) => count !== null && count > 0 && count < 11)).toEqual([])
  const curve = await lead(house)((tx) => saturationOf(tx))
  expect(curve.reduce((sum, { fresh }) => sum + fresh, 0)).toBe(curve.at(-1)?.met)
})

test('a word is found in all interviews, whatever its ending', async ({ house }) => {
  await interviews(house)
  // After an elision too.
  expect((await lead(house)((tx) => searchInterviews(tx, 'ascenseur', 1))).total).toBe(7)
  const { rows, total } = await lead(house)((tx) => searchInterviews(tx, 'voisin', 1))
  expect(total).toBe(14)
  expect(rows[0]?.pieces.some(({ found, text }) => found && text === 'voisins')).toBe(true)
})

test('a place is read beside its words, found by its name, and goes out as a variable of the interview', async ({
  house,
}) => {
  const { interviews: list } = await interviews(house)
  const first = list[0]?.id ?? ''
  const { passages } = await lead(house)((tx) => interviewText(tx, first))
  expect(passages.find(({ closed }) => closed === 'Médiathèque')).toMatchObject({ part: 'note', text: 'Le samedi.' })
  const found = await lead(house)((tx) => searchInterviews(tx, 'médiathèque', 1))
  expect(found.rows.map(({ interview_id }) => interview_id)).toEqual([first])
  const archive = unzipSync(await projectBytes(house, 'none'))
  const project = strFromU8(archive['project.qde'] ?? new Uint8Array())
  expect(project).toMatch(/<Variable [^>]*name="Où allez-vous le plus souvent \?"[^>]*typeOfVariable="Text"/)
  expect(project).toContain('<TextValue>Médiathèque</TextValue>')
  expect(project).not.toContain('48.9')
})

test('the codebook goes out and comes back as it was; a project holds each mark at its place', async ({ house }) => {
  await interviews(house)
  const file = await lead(house)((tx) => codebookFile(tx))
  const again = { name: 'book.qdc', bytes: new TextEncoder().encode(file) }
  const count = (await lead(house)((tx) => codesOf(tx))).length
  expect(await lead(house)((tx) => importExchange(tx, again))).toEqual({
    added: 0,
    known: count,
    marks: null,
    moments: null,
  })
  expect(
    await house
      .elsewhere('operator-lead')((tx) => importExchange(tx, again))
      .catch(() => 'refused'),
  ).not.toBe('refused')
  const project = { name: 'all.qdpx', bytes: await projectBytes(house, 'none') }
  expect(await lead(house)((tx) => importExchange(tx, project))).toMatchObject({
    added: 0,
    known: count,
    marks: { made: 0, foreignTexts: 0 },
    moments: { made: 0, foreign: 0 },
  })
  const other = writeCodebook({
    codes: [
      { guid: '0b5e9d1e-0000-4000-8000-000000000001', name: 'Charges', codable: true, noteRefs: [], children: [] },
    ],
    sets: [],
  })
  expect(
    await lead(house)((tx) => importExchange(tx, { name: 'x.qdc', bytes: new TextEncoder().encode(other) })),
  ).toMatchObject({ added: 1 })
  await expect(
    lead(house)((tx) => importExchange(tx, { name: 'x.qdc', bytes: new TextEncoder().encode('<a/>') })),
  ).rejects.toMatchObject({ code: 'survey.not-a-codebook' })
})

test('marks of another program come in where their words stand, once, and what has no place is said', async ({
  house,
}) => {
  const { interviews: list } = await interviews(house)
  const [{ id = '' } = {}] = list
  const said = 'Le hall 🛒 est sombre.\nLe soir, le hall fait peur.'
  await lead(house)((tx) => writeTranscript(tx, id, said))
  const guid = (number: number) => `0b5e9d1e-0000-4000-8000-${String(number).padStart(12, '0')}`
  const selection = (number: number, start: number, end: number, name: string) =>
    `<PlainTextSelection guid="${guid(number)}" name="${name}" startPosition="${start}" endPosition="${end}"><Coding guid="${guid(number + 50)}"><CodeRef targetGUID="${guid(10)}"/></Coding></PlainTextSelection>`
  const project = (ours: string, selections: string) =>
    zipSync({
      'project.qde': strToU8(`<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="Étude" origin="NVivo 14" creatingUserGUID="${guid(1)}" creationDateTime="2026-03-02T10:00:00Z">
<Users><User guid="${guid(1)}" name="Marie"/></Users>
<CodeBook><Codes><Code guid="${guid(10)}" name="Hall" isCodable="true"/></Codes></CodeBook>
<Sources>
<TextSource guid="${guid(20)}" name="Entretien" plainTextPath="internal://${guid(20)}.txt">${selections}</TextSource>
<TextSource guid="${guid(21)}" name="Article" plainTextPath="internal://${guid(21)}.txt">${selection(39, 0, 10, 'Un article')}</TextSource>
</Sources></Project>`),
      [`Sources/${guid(20)}.txt`]: strToU8(ours),
      [`Sources/${guid(21)}.txt`]: strToU8('Un article de journal.'),
    })
  // Counted in UTF-16 units over Windows line ends: what it quotes tells.
  const windows = project(
    said.replace('\n', '\r\n'),
    selection(30, 0, 21, 'Le hall 🛒 est sombre') + selection(31, 24, 50, 'Le soir, le hall fait peur'),
  )
  const bring = (bytes: Uint8Array) => lead(house)((tx) => importExchange(tx, { name: 'nvivo.qdpx', bytes }))
  expect(await bring(windows)).toMatchObject({
    added: 1,
    known: 0,
    marks: { made: 2, known: 0, unplaced: 0, others: 0, foreignTexts: 1 },
  })
  const marked = await lead(house)((tx) => excerptsOf(tx, id))
  expect(marked.filter(({ key }) => key === 'transcript').map(({ start, end }) => said.slice(start, end))).toEqual([
    'Le hall 🛒 est sombre',
    'Le soir, le hall fait peur',
  ])
  expect((await bring(windows)).marks).toMatchObject({ made: 0, known: 2 })
  // The text was put otherwise since: words that stand once are found again, the others are told.
  const other = 'Le soir. Le hall fait peur, le soir. Il est sombre.'
  const changed = project(
    other,
    selection(30, 0, 7, 'Le soir') + selection(31, 40, 50, 'est sombre') + selection(32, 30, 90, 'x'),
  )
  expect((await bring(changed)).marks).toMatchObject({ made: 0, unplaced: 1, foreignTexts: 2 })
  const { rows } = await house.owner.query(
    "select md5(concat_ws(' ', interview_id, null, 'transcript'))::uuid as guid from survey_transcript where interview_id = $1",
    [id],
  )
  const ours = strFromU8(unzipSync(changed)['project.qde'] ?? new Uint8Array()).replaceAll(guid(20), rows[0].guid)
  const renamed = zipSync({
    'project.qde': strToU8(ours),
    [`Sources/${rows[0].guid}.txt`]: strToU8(other),
    [`Sources/${guid(21)}.txt`]: strToU8('Un article de journal.'),
  })
  expect((await bring(renamed)).marks).toMatchObject({ made: 2, unplaced: 1, foreignTexts: 1 })
})

test('who takes an interview back takes their words back: marks, transcript and memos go', async ({ house }) => {
  const { interviews: list } = await interviews(house)
  const { id = '' } = list.at(-1) ?? {}
  const codeId = await code(house, 'Départ')
  await lead(house)((tx) => writeTranscript(tx, id, 'Je vais partir.'))
  await lead(house)((tx) => markExcerpt(tx, id, { key: 'transcript', codeId, first: '', last: '' }))
  await expect(lead(house)((tx) => writeTranscript(tx, id, 'Autre.'))).rejects.toMatchObject({
    code: 'survey.transcript-marked',
  })
  await house.owner.query('update survey_interview set withdrawn_at = now(), counts = false where id = $1', [id])
  expect((await lead(house)((tx) => codeOf(tx, codeId))).code.excerpts).toBe(0)
  await expect(lead(house)((tx) => interviewText(tx, id))).rejects.toMatchObject({ status: 404 })
})

test('nobody but the operator reads codes, marks or the texts they stand in', async ({ house }) => {
  await interviews(house)
  for (const role of ROLES) {
    const { rows } = await house.as(role)((tx) =>
      tx
        .selectFrom('survey_excerpt')
        .select('id')
        .limit(1)
        .execute()
        .then((rows) => ({ rows })),
    )
    const isOperator = role === 'operator-lead' || role === 'operator-animator'
    expect(rows.length > 0, role).toBe(isOperator)
    if (!isOperator)
      await expect(house.as(role)((tx) => interviewsToCode(tx, { page: 1, mine: false }))).rejects.toMatchObject({
        status: 403,
      })
  }
})
