import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { type Source as Archive, bytesSource } from '#packages/intake/source.ts'
import { readCodebook, writeCodebook } from './codebook.ts'
import { archived, id, NVIVO, nvivo, QUALCODER, qualcoder } from './made-files.test-support.ts'
import type { Code, MediaSource, Project, TextSource, Transcript } from './model.ts'
import { countingOf, offsets } from './positions.ts'
import { readProject } from './read-project.ts'
import type { RefiErrorCode } from './refi-error.ts'
import { againstSchema } from './schema.test-support.ts'
import { stretchOf, synchronised } from './transcript.ts'
import { writeProject } from './write-project.ts'

const EMPTY: Project = {
  name: 'Enquête',
  users: [],
  codes: [],
  variables: [],
  cases: [],
  sources: [],
  notes: [],
  links: [],
  sets: [],
  noteRefs: [],
}
const HELP: Code = { guid: id(11), name: 'Entraide', codable: true, noteRefs: [], children: [] }
const interview = (text: string, start: number, end: number): TextSource => ({
  kind: 'text',
  guid: id(40),
  name: 'Entretien 1',
  text,
  selections: [
    {
      guid: id(50),
      start,
      end,
      codings: [{ guid: id(60), code: id(11), noteRefs: [] }],
      noteRefs: [],
      createdBy: id(1),
    },
  ],
  codings: [],
  noteRefs: [],
  values: [],
})

describe('a project made by QualCoder', () => {
  test('is read whole: people, codes, cases, excerpts and memos', async () => {
    const { project, remarks, files } = await readProject(qualcoder())
    expect(remarks).toEqual([])
    expect(files.names).toEqual([`${id(41)}.txt`])
    expect(project).toMatchObject({
      name: 'Interviews',
      origin: 'QualCoder 3.5',
      users: [{ guid: id(1), name: 'Marie' }],
    })
    expect(project.codes[0]).toMatchObject({ name: 'Voisinage', codable: false })
    expect(project.codes[0]?.children.map(({ colour }) => colour)).toEqual(['#5CACC4', '#FF0000'])
    expect(project.codes[0]?.children[0]?.description).toBe('Un service rendu & sans contrepartie')
    expect(project.cases[0]?.values).toEqual([{ variable: id(20), value: '67' }, { variable: id(21) }])
    const [source] = project.sources
    if (source?.kind !== 'text') throw new Error('expected a text')
    const [excerpt] = source.selections
    expect(source.text.slice(excerpt?.start, excerpt?.end)).toBe("La voisine m'aide")
    expect(excerpt?.codings[0]).toEqual({ guid: id(60), code: id(11), createdBy: id(1), noteRefs: [] })
    expect(project.notes[0]).toMatchObject({ name: 'Mémo', text: 'À revoir avec Paul.' })
  })

  test('is the same project after it was written and read again, and written again the same bytes', async () => {
    const { project } = await readProject(qualcoder())
    const once = await written(project)
    const again = await readProject(once)
    expect(again.project).toEqual(project)
    expect(await bytesOf(await written(again.project))).toEqual(await bytesOf(once))
  })
})

describe('a project made by NVivo', () => {
  test('has its excerpts where it quotes them, though it counts otherwise, and what is missing is said', async () => {
    const { project, remarks, files } = await readProject(nvivo())
    const [source] = project.sources
    if (source?.kind !== 'text') throw new Error('expected a text')
    const [excerpt] = source.selections
    expect(source.text.slice(excerpt?.start, excerpt?.end)).toBe('Le bruit du soir me pèse.')
    expect(source.richText).toBe(`${id(40)}.docx`)
    expect(await text(files.open(`${id(40)}.docx`))).toBe('laid out')
    expect(files.size(`${id(42)}.jpg`)).toBe(9)
    expect(project.sources[1]).toMatchObject({
      kind: 'picture',
      file: `${id(42)}.jpg`,
      selections: [{ first: [1, 2] }],
    })
    expect(remarks).toEqual([
      { kind: 'left-out', element: 'Graphs' },
      { kind: 'counted-otherwise', source: id(40) },
      { kind: 'selection-outside', source: id(40), guid: id(51) },
      { kind: 'kept-elsewhere', source: id(43), path: 'relative:///walk.mp4' },
    ])
  })

  test('keeps its pictures and laid-out texts on its way through', async () => {
    const read = await readProject(nvivo())
    const again = await readProject(await written(read.project, (name) => read.files.open(name)))
    expect(again.project).toEqual(read.project)
    expect(await text(again.files.open(`${id(42)}.jpg`))).toBe('a picture')
  })
})

describe('what is written is read again', () => {
  const recording: MediaSource = {
    kind: 'audio',
    guid: id(45),
    name: 'Enregistrement',
    file: `${id(45)}.m4a`,
    transcripts: [
      {
        guid: id(46),
        text: 'Bonjour 👋 Paul',
        syncPoints: [
          { guid: id(80), time: 0, position: 0 },
          { guid: id(81), time: 1500, position: 11 },
        ],
        selections: [
          {
            guid: id(53),
            from: id(80),
            to: id(81),
            codings: [{ guid: id(61), code: id(11), noteRefs: [] }],
            noteRefs: [],
          },
        ],
        noteRefs: [],
      },
    ],
    selections: [{ guid: id(54), begin: 100, end: 900, codings: [], noteRefs: [] }],
    codings: [],
    noteRefs: [],
    values: [],
  }
  const full: Project = {
    ...EMPTY,
    createdAt: '2026-03-02T10:00:00Z',
    createdBy: id(1),
    description: ' deux\n lignes ',
    users: [{ guid: id(1), name: 'Marie <"&> l’animatrice\nà midi', id: 'm' }],
    codes: [{ ...HELP, noteRefs: [id(70)], children: [{ ...HELP, guid: id(12), colour: '#00FF00' }] }],
    variables: [{ guid: id(20), name: 'Naissance', type: 'Date' }],
    cases: [
      {
        guid: id(30),
        codes: [id(11)],
        values: [{ variable: id(20), value: '1950-01-01' }],
        sources: [id(40)],
        selections: [id(50)],
      },
    ],
    sources: [
      interview('On s’aide 👵🏽 ici.', 0, 9),
      recording,
      {
        kind: 'pdf',
        guid: id(47),
        file: `${id(47)}.pdf`,
        text: { ...interview('page', 0, 4), guid: id(48) },
        selections: [
          {
            guid: id(55),
            page: 0,
            first: [1, 2],
            second: [3, 4],
            codings: [],
            noteRefs: [],
            text: { ...interview('mot', 0, 3), guid: id(49) },
          },
        ],
        codings: [],
        noteRefs: [],
        values: [],
      },
    ],
    notes: [{ ...interview('mémo', 0, 1), guid: id(70), selections: [] }],
    links: [{ guid: id(75), name: 'suit', direction: 'OneWay', from: id(40), to: id(45), noteRefs: [id(70)] }],
    sets: [{ guid: id(76), name: 'Tous', codes: [id(12)], sources: [id(45)], notes: [id(70)] }],
    noteRefs: [id(70)],
  }

  test('every part of the standard that we carry, with recordings packed as they are', async () => {
    const archive = await written(full, (name) => [strToU8(`content of ${name}`)])
    const { project, remarks, files } = await readProject(archive)
    expect(project).toEqual(full)
    expect(remarks).toEqual([])
    expect(await text(files.open(`${id(45)}.m4a`))).toBe(`content of ${id(45)}.m4a`)
  })

  test('elements and attributes are those of the schema, in its order', async () => {
    const read = await readProject(await written(full, () => []))
    expect(read.files.names).toContain(`${id(40)}.txt`)
    const xml = await descriptionOf(full)
    const { faults, met } = againstSchema(xml)
    expect(faults).toEqual([])
    for (const name of ['AudioSource', 'Transcript', 'SyncPoint', 'TranscriptSelection', 'AudioSelection', 'PDFSource'])
      expect(met).toContain(name)
    expect(xml).toContain('startPosition="0" endPosition="9"')
    expect(xml).toContain('timeStamp="1500" position="10"') // after an astral character: code points
    const turned = xml.replace(/(<SyncPoint[^>]*>\s*)+/, '').replace('</Transcript>', '<SyncPoint/></Transcript>')
    expect(againstSchema(turned).faults).toEqual([
      'SyncPoint after TranscriptSelection in Transcript',
      'SyncPoint without guid',
    ])
  })

  test('any text and any excerpt of whole characters, astral ones too, keeps its words', async () => {
    const words = fc.array(fc.constantFrom('a', 'é', '👵🏽', '𝔸', '\n', '  ', '&', ']]>', 'œ', '\u00a0'), {
      maxLength: 30,
    })
    await fc.assert(
      fc.asyncProperty(words, fc.nat(30), fc.nat(30), async (parts, a, b) => {
        const offset = (count: number) => parts.slice(0, count).join('').length
        const source = interview(parts.join(''), offset(Math.min(a, b)), offset(Math.max(a, b)))
        const project = { ...EMPTY, codes: [HELP], sources: [source] }
        expect((await readProject(await written(project))).project).toEqual(project)
      }),
      { numRuns: 40 },
    )
  })
})

describe('a transcript', () => {
  const marked = (number: number, start: number, end: number) => ({
    guid: id(number),
    start,
    end,
    codings: [{ guid: id(number + 100), code: id(11), noteRefs: [] }],
    noteRefs: [],
  })
  const sound = (said: string, synced: Pick<Transcript, 'syncPoints' | 'selections'>): MediaSource => ({
    kind: 'audio',
    guid: id(45),
    elsewhere: `relative:///${id(45)}.webm`,
    transcripts: [{ guid: id(46), text: said, ...synced, noteRefs: [] }],
    selections: [],
    codings: [],
    noteRefs: [],
    values: [],
  })
  const project = (source: MediaSource): Project => ({ ...EMPTY, codes: [HELP], sources: [source] })
  const guidAt = (position: number) => id(5000 + position)
  const transcriptOf = (found: Project) => {
    const [source] = found.sources
    if (source?.kind !== 'audio' || !source.transcripts[0]) throw new Error('expected a transcript')
    return source.transcripts[0]
  }

  test('keeps what is heard when, and where its excerpts begin and end, without inventing a time', () => {
    const said = 'Le hall 🛒 est sombre. Le soir aussi.'
    const heard = [
      { guid: id(80), position: 0, time: 1200 },
      { guid: id(81), position: 24, time: 8000 },
    ]
    const synced = synchronised(heard, [marked(50, 0, 10), marked(51, 24, 37), marked(52, 8, 37)], guidAt)
    expect(synced.syncPoints).toEqual([
      heard[0],
      { guid: id(5008), position: 8 },
      { guid: id(5010), position: 10 },
      heard[1],
      { guid: id(5037), position: 37 },
    ])
    expect(synced.selections.map(({ from, to }) => [from, to])).toEqual([
      [id(80), id(5010)],
      [id(81), id(5037)],
      [id(5008), id(5037)],
    ])
    expect(synced.selections[0]).not.toHaveProperty('start')
    expect(said.slice(8, 10)).toBe('🛒')
  })

  test('of any text comes back with its points and excerpts in their places', async () => {
    const words = fc.array(fc.constantFrom('a', 'é', '👵🏽', '𝔸', '\n', ' '), { minLength: 1, maxLength: 20 })
    const places = fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(words, places, fc.uniqueArray(fc.nat(20), { maxLength: 4 }), async (parts, bounds, moments) => {
        const offset = (count: number) => parts.slice(0, count).join('').length
        const at = new Map(moments.map((count, number) => [offset(count), { time: count * 1000, number }]))
        const heard = [...at].map(([position, { time, number }]) => ({ guid: id(80 + number), position, time }))
        const stretches = bounds.map(([a, b], number) =>
          marked(200 + number, offset(Math.min(a, b)), offset(Math.max(a, b))),
        )
        const source = sound(parts.join(''), synchronised(heard, stretches, guidAt))
        const { project: found } = await readProject(await written(project(source)))
        expect(found).toEqual(project(source))
        const transcript = transcriptOf(found)
        const wanted = stretches.map(({ start, end }) => ({ start, end }))
        expect(transcript.selections.map((selection) => stretchOf(transcript, selection))).toEqual(wanted)
        expect(againstSchema(await descriptionOf(project(source))).faults).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  const foreign = (selections: string) =>
    archived({
      'project.qde': `<Project xmlns="urn:QDA-XML:project:1.0" name="x"><CodeBook><Codes><Code guid="${id(11)}" name="a" isCodable="true"/></Codes></CodeBook><Sources><AudioSource guid="${id(45)}" path="absolute:///D:/a.mp3"><Transcript guid="${id(46)}" plainTextPath="internal://t.txt"><SyncPoint guid="${id(80)}" position="3" timeStamp="10"/><SyncPoint guid="${id(81)}" position="7"/><SyncPoint guid="${id(82)}" position="90"/>${selections}</Transcript></AudioSource></Sources></Project>`,
      'Sources/t.txt': '👋\r\nfin.',
    })
  const selection = (name: string, from: number, to: number) =>
    `<TranscriptSelection guid="${id(50)}" name="${name}" fromSyncPoint="${id(from)}" toSyncPoint="${id(to)}"/>`

  test('of another program is read where it quotes; a point or an excerpt beyond it is said', async () => {
    const { project: found, remarks } = await readProject(foreign(selection('fin.', 80, 81)))
    const transcript = transcriptOf(found)
    expect(transcript.text).toBe('👋\nfin.')
    expect(transcript.syncPoints).toEqual([
      { guid: id(80), time: 10, position: 3 },
      { guid: id(81), position: 7 },
      { guid: id(82) },
    ])
    expect(stretchOf(transcript, { from: id(80), to: id(82), guid: id(50), codings: [], noteRefs: [] })).toBeUndefined()
    expect(remarks).toContainEqual({ kind: 'selection-outside', source: id(46), guid: id(82) })
    const lost = await readProject(foreign(selection('fin.', 80, 99)))
    expect(transcriptOf(lost.project).selections).toEqual([])
    expect(lost.remarks).toContainEqual({ kind: 'selection-outside', source: id(46), guid: id(50) })
  })

  test('whose excerpt is bounded by a point that it has not is not written', () => {
    const source = sound('fin', { syncPoints: [], selections: [{ ...marked(50, 0, 3), from: id(80) }] })
    expect(() => writeProject(project(source), () => [])).toThrow(`the sync point ${id(80)}`)
  })
})

describe('what is broken is refused, with what is wrong', () => {
  const without = (from: string, what: string | RegExp) =>
    archived({ 'project.qde': from.replace(what, ''), [`Sources/${id(41)}.txt`]: "Q. ?\nLa voisine m'aide.\n" })
  const cases: [RefiErrorCode, string, () => Archive][] = [
    ['archive', 'zip_damaged', () => bytesSource('x.qdpx', strToU8('not a zip at all'))],
    ['archive', 'zip_unsafe_name', () => archived({ 'project.qde': QUALCODER, 'Sources/../../etc/passwd': 'x' })],
    [
      'archive',
      'zip_ratio',
      () => archived({ 'project.qde': QUALCODER, 'Sources/bomb.txt': new Uint8Array(11 * 1024 ** 2) }),
    ],
    ['archive', 'project.qde cannot be unpacked', () => damaged()],
    ['no-project', 'project.qde', () => archived({ 'study/project.qde': QUALCODER })],
    [
      'too-large',
      'project.qde',
      () => bytesSource('x.qdpx', zipSync({ 'project.qde': [new Uint8Array(65 * 1024 ** 2), { level: 0 }] })),
    ],
    ['bad-xml', 'not well-formed', () => archived({ 'project.qde': QUALCODER.slice(0, 900) })],
    ['bad-xml', 'UTF-8', () => archived({ 'project.qde': new Uint8Array([0x3c, 0xff]) })],
    ['bad-xml', 'root element', () => archived({ 'project.qde': '' })],
    ['bad-xml', 'nests more than', () => archived({ 'project.qde': '<a>'.repeat(300) })],
    [
      'doctype',
      'document type',
      () => archived({ 'project.qde': `<!DOCTYPE x [<!ENTITY a "aaaa">]>${NVIVO.slice(39)}` }),
    ],
    ['not-refi', 'found html', () => archived({ 'project.qde': '<html/>' })],
    ['missing-source', `internal://${id(41)}.txt`, () => archived({ 'project.qde': QUALCODER })],
    [
      'missing-source',
      `internal://${id(40)}.docx`,
      () => archived({ 'project.qde': NVIVO, [`Sources/${id(40)}.txt`]: 'x' }),
    ],
    ['unknown-reference', `the code ${id(11)}`, () => without(QUALCODER, /<Code guid="[^"]*011"[\s\S]*?<\/Code>/)],
    ['unknown-reference', `the note ${id(70)}`, () => without(QUALCODER, /<Notes>[\s\S]*<\/Notes>/)],
    ['unknown-reference', `the variable ${id(21)}`, () => without(QUALCODER, /<Variable guid="[^"]*021"[^>]*>/)],
    ['unknown-reference', `the source ${id(40)}`, () => without(QUALCODER, /<Sources>[\s\S]*<\/Sources>/)],
    ['missing-attribute', 'a Code without name', () => without(QUALCODER, ' name="Bruit"')],
    ['missing-attribute', 'has no code', () => without(QUALCODER, /<CodeRef [^>]*>/)],
    ['bad-guid', '« 1 »', () => archived({ 'project.qde': QUALCODER.replace(id(12), '1') })],
    ['duplicate-guid', 'Bruit', () => archived({ 'project.qde': QUALCODER.replace(id(12), id(11)) })],
    ['bad-number', '« -3 »', () => without(QUALCODER.replace('startPosition="5"', 'startPosition="-3"'), 'x')],
  ]
  test.each(cases)('%s: %s', async (code, words, archive) => {
    await expect(readProject(archive())).rejects.toMatchObject({ code, message: expect.stringContaining(words) })
  })

  test('and nothing broken is written', () => {
    const write = (project: Partial<Project>) => () => writeProject({ ...EMPTY, ...project }, () => [])
    expect(write({ sources: [interview('court', 0, 3)] })).toThrow('is not in the codebook')
    expect(write({ codes: [HELP], sources: [interview('court', 0, 9)] })).toThrow('is not within')
    expect(write({ codes: [HELP], sources: [interview('a\r\nb', 0, 1)] })).toThrow('carriage returns')
    expect(write({ codes: [HELP, HELP] })).toThrow('two codes')
    const source: MediaSource = {
      kind: 'audio',
      guid: id(45),
      file: '../x',
      transcripts: [],
      selections: [],
      codings: [],
      noteRefs: [],
      values: [],
    }
    expect(write({ sources: [source] })).toThrow('no file name')
  })

  function damaged(): Archive {
    const bytes = zipSync({ 'project.qde': [strToU8(QUALCODER), { level: 6 }] })
    bytes.fill(0xff, 60, 200)
    return bytesSource('x.qdpx', bytes)
  }
})

describe('a codebook', () => {
  const MADE_BY_ATLAS = `<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" origin="ATLAS.ti Win 23" xmlns="urn:QDA-XML:codebook:1.0">
<Codes><Code guid="${id(11).toUpperCase()}" name="Aide" color="#46AA00" isCodable="true"><Description>dire</Description></Code></Codes>
<Sets><Set name="groupe" guid="${id(76)}"><Description>un</Description><MemberCode guid="${id(11).toUpperCase()}"/></Set></Sets>
</CodeBook>`

  test('is read with its sets, and written so that it reads the same', () => {
    const codebook = readCodebook(strToU8(`\ufeff${MADE_BY_ATLAS}`))
    expect(codebook).toEqual({
      origin: 'ATLAS.ti Win 23',
      codes: [{ ...HELP, name: 'Aide', colour: '#46AA00', description: 'dire' }],
      sets: [{ guid: id(76), name: 'groupe', description: 'un', codes: [id(11)] }],
    })
    expect(readCodebook(writeCodebook(codebook))).toEqual(codebook)
  })

  test('of another kind, or with a set of unknown codes, is refused', () => {
    expect(() => readCodebook(NVIVO)).toThrow('expected a CodeBook')
    expect(() => readCodebook(MADE_BY_ATLAS.replace(/<Codes>.*<\/Codes>/, '<Codes/>'))).toThrow('not in the codebook')
  })
})

test('positions: the standard counts code points, and what the excerpts quote decides', () => {
  expect(offsets('a👋b', { unit: 'code-points', returns: false })).toEqual([0, 1, 3, 4])
  expect(offsets('a\r\nb', { unit: 'utf-16', returns: true })).toEqual([0, 1, 1, 2, 3])
  expect(countingOf('👋👋 abcdef', [{ start: 3, end: 9, name: 'abcdef' }]).unit).toBe('code-points')
  expect(countingOf('👋👋 abcdef', [{ start: 5, end: 11, name: 'abcdef' }]).unit).toBe('utf-16')
  expect(countingOf('👋👋 abcdef', [{ start: 5, end: 11, name: 'other' }]).unit).toBe('code-points')
})

async function written(project: Project, open: Parameters<typeof writeProject>[1] = () => []): Promise<Archive> {
  return bytesSource('study.qdpx', await joined(writeProject(project, open)))
}

async function joined(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

async function bytesOf(archive: Archive): Promise<Uint8Array> {
  return joined(archive.open())
}

async function text(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  return new TextDecoder().decode(await joined(pieces))
}

/** What the archive says, read by another unzipper than ours. */
async function descriptionOf(project: Project): Promise<string> {
  const { unzipSync } = await import('fflate')
  const files = unzipSync(await joined(writeProject(project, () => [])))
  return new TextDecoder().decode(files['project.qde'])
}
