/** The sound of a project: where passages are heard goes out and comes back; voices go only when asked for, and never once erased. */
import { randomUUID } from 'node:crypto'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { expect } from 'vitest'
import { bytesSource } from '#packages/intake/source.ts'
import { readProject } from '#packages/refi-qda/read-project.ts'
import { stretchOf } from '#packages/refi-qda/transcript.ts'
import { type House, test } from '../../../test/house.ts'
import { settleInterviews } from '../../../test/interviews.ts'
import { type OnDevice, recorded, sendRecording } from '../../../test/recordings.ts'
import { momentsOf, removeMoment, setMoment } from '../recordings/moments.server.ts'
import { eraseRecording } from '../recordings/recordings.server.ts'
import { makeCode } from './codes.server.ts'
import { excerptsOf, markExcerpt, unmarkExcerpt } from './excerpts.server.ts'
import { importExchange } from './exchange.server.ts'
import { writeTranscript } from './interview-text.server.ts'
import { projectBytes } from './project-file.test-support.ts'
import { soundChoices } from './project-sounds.server.ts'

const lead = (house: House) => house.as('operator-lead')
const SAID = 'L’ascenseur 🛒 tombe en panne. Les voisins m’aident.'
const WRITTEN = 'Bonjour 🛒 madame. L’ascenseur tombe en panne.\nLes voisins m’aident.'

interface Scene {
  id: string
  sounds: OnDevice[]
}

/** An interview with two sounds: the transcript and the answer are tied to the first, the transcript's end to the second. */
async function scene(house: House, written = WRITTEN): Promise<Scene> {
  const { interviews, open } = await settleInterviews(house.owner, house.actorOf('operator-lead'), {
    count: 12,
    said: () => SAID,
  })
  const [{ id = '', answerId = '' } = {}] = interviews
  await house.owner.query('update survey_interview set agrees_audio = true, held_on = current_date where id = $1', [id])
  await lead(house)((tx) => writeTranscript(tx, id, written))
  const code = await lead(house)((tx) => makeCode(tx, { name: randomUUID(), definition: '', parentId: null }))
  await lead(house)((tx) =>
    markExcerpt(tx, id, { key: 'transcript', codeId: code, first: 'L’ascenseur', last: 'panne' }),
  )
  await lead(house)((tx) =>
    markExcerpt(tx, id, { key: `${answerId}:verbatim`, codeId: code, first: 'Les voisins', last: '' }),
  )
  const sounds = [recorded(id), recorded(id)]
  for (const [number, sound] of sounds.entries())
    await sendRecording(lead(house), { ...sound, offer: { ...sound.offer, begunMs: 1e12 + number * 1e6 } })
  const [first, second] = sounds.map(({ offer }) => offer.id)
  const tie = (recordingId = '', questionId: string | null, part: string, start: number, atMs: number) =>
    lead(house)((tx) => setMoment(tx, id, { recordingId, questionId, part, start, atMs }))
  await tie(first, null, 'transcript', 0, 200)
  await tie(first, null, 'transcript', WRITTEN.indexOf('L’ascenseur'), 1500)
  await tie(second, null, 'transcript', WRITTEN.indexOf('Les voisins'), 900)
  await tie(first, open, 'verbatim', 0, 2500)
  await tie(second, open, 'verbatim', SAID.indexOf('Les voisins'), 1000)
  return { id, sounds }
}

const movedIn = (
  moments: { recordingId: string; questionId: string | null; part: string; start: number; atMs: number }[],
) => moments.map(({ recordingId, questionId, part, start, atMs }) => ({ recordingId, questionId, part, start, atMs }))

test('a project tells where passages are heard, without the sound; taken in again, marks and moments are back', async ({
  house,
}) => {
  const { id, sounds } = await scene(house)
  const bytes = await projectBytes(house, 'moments', 'operator-animator')
  const { project, remarks, files } = await readProject(bytesSource('x.qdpx', bytes))
  expect(files.names.filter((name) => !name.endsWith('.txt'))).toEqual([])
  expect(remarks.map(({ kind }) => kind)).toEqual(['kept-elsewhere', 'kept-elsewhere'])
  const [first, second] = project.sources.flatMap((source) => (source.kind === 'audio' ? [source] : []))
  expect([first?.guid, second?.guid]).toEqual(sounds.map(({ offer }) => offer.id))
  expect(first).toMatchObject({
    elsewhere: `relative:///${first?.guid}.webm`,
    selections: [{ begin: 2500, name: 'Qu’est-ce qui vous complique la vie ici ?' }],
  })
  const [transcript] = first?.transcripts ?? []
  expect(
    transcript?.syncPoints.filter(({ time }) => time !== undefined).map(({ time, position }) => [time, position]),
  ).toEqual([
    [200, 0],
    [1500, WRITTEN.indexOf('L’ascenseur')],
  ])
  const [marked] = transcript?.selections ?? []
  const stretch = transcript && marked && stretchOf(transcript, marked)
  expect(WRITTEN.slice(stretch?.start, stretch?.end)).toBe('L’ascenseur tombe en panne')
  // No mark stands twice: what was written down is a transcript, and no text of its own.
  expect(second?.transcripts[0]?.selections).toEqual([])
  expect(project.sources.filter((source) => source.kind === 'text' && source.text === WRITTEN)).toEqual([])
  expect(project.cases.find(({ guid }) => guid === id)?.sources).toEqual(
    expect.arrayContaining([first?.guid, second?.guid]),
  )

  const bring = () => lead(house)((tx) => importExchange(tx, { name: 'x.qdpx', bytes }))
  const before = await lead(house)((tx) => momentsOf(tx, id))
  expect(await bring()).toMatchObject({
    marks: { made: 0, known: 2, unplaced: 0, foreignTexts: 0 },
    moments: { made: 0, known: 5, unplaced: 0, foreign: 0, gone: 0, wordless: 0 },
  })
  for (const moment of before) await lead(house)((tx) => removeMoment(tx, id, moment.id))
  for (const mark of await lead(house)((tx) => excerptsOf(tx, id)))
    await lead(house)((tx) => unmarkExcerpt(tx, mark.id))
  expect(await bring()).toMatchObject({ marks: { made: 2 }, moments: { made: 5, known: 0 } })
  expect(movedIn(await lead(house)((tx) => momentsOf(tx, id)))).toEqual(movedIn(before))
  const marks = await lead(house)((tx) => excerptsOf(tx, id))
  expect(marks.map(({ key, start, end }) => (key === 'transcript' ? WRITTEN : SAID).slice(start, end)).sort()).toEqual([
    'Les voisins m’aident.',
    'L’ascenseur tombe en panne',
  ])
  // As it was before there was sound: every program reads it.
  const plain = await readProject(bytesSource('x.qdpx', await projectBytes(house, 'none')))
  expect(plain.project.sources.every(({ kind }) => kind === 'text')).toBe(true)
})

test('voices leave only for the lead, each look recorded, and no more once they are erased or the agreement is taken back', async ({
  house,
}) => {
  const { id, sounds } = await scene(house)
  const [first, second] = sounds.map(({ offer }) => offer.id)
  const looks = async () => {
    const { rows } = await house.owner.query(
      "select object_ids from audit_entry where act = 'look' and object_table = 'survey_recording' and object_ids && $1::text[]",
      [[first, second]],
    )
    return rows.flatMap(({ object_ids }) => object_ids)
  }
  await expect(projectBytes(house, 'file', 'operator-animator')).rejects.toMatchObject({ status: 403 })
  expect(await lead(house)(soundChoices)).toEqual(['none', 'moments', 'file'])
  expect(await house.as('operator-animator')(soundChoices)).toEqual(['none', 'moments'])
  expect(await looks()).toEqual([])
  const heard = async () => {
    const files = unzipSync(await projectBytes(house, 'file'))
    return Object.keys(files).filter((name) => [first, second].some((sound) => sound && name.includes(`${sound}.webm`)))
  }
  expect(await heard()).toHaveLength(2)
  expect((await looks()).sort()).toEqual([first, second].sort())
  const bytes = await projectBytes(house, 'file')
  expect(unzipSync(bytes)[`Sources/${first}.webm`]?.subarray(0, 4)).toEqual(Uint8Array.from([0x1a, 0x45, 0xdf, 0xa3]))
  await lead(house)((tx) => eraseRecording(tx, id, first ?? ''))
  expect(await heard()).toEqual([`Sources/${second}.webm`])
  // What is here no more cannot be tied again.
  expect((await lead(house)((tx) => importExchange(tx, { name: 'x.qdpx', bytes }))).moments).toMatchObject({
    gone: 1,
    made: 0,
  })
  await house.owner.query('update survey_interview set agrees_audio = false where id = $1', [id])
  expect(await heard()).toEqual([])
})

test('of a foreign project’s sounds, what is taken and what is not is told', async ({ house }) => {
  const written = `${WRITTEN} Voilà.`
  const { id } = await scene(house, written)
  const guid = (number: number) => `0b5e9d1e-0000-4000-8000-${String(number).padStart(12, '0')}`
  const coding = (number: number) => `<Coding guid="${guid(number)}"><CodeRef targetGUID="${guid(10)}"/></Coding>`
  const foreign = zipSync({
    'project.qde': strToU8(`<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="Étude" origin="ATLAS.ti 24">
<CodeBook><Codes><Code guid="${guid(10)}" name="Accueil" isCodable="true"/></Codes></CodeBook>
<Sources>
<AudioSource guid="${guid(20)}" name="a.mp3" path="absolute:///D:/a.mp3">
<Transcript guid="${guid(21)}" plainTextPath="internal://t.txt"><SyncPoint guid="${guid(30)}" timeStamp="100" position="0"/><SyncPoint guid="${guid(31)}" timeStamp="900" position="7"/>
<TranscriptSelection guid="${guid(40)}" fromSyncPoint="${guid(30)}" toSyncPoint="${guid(31)}">${coding(50)}</TranscriptSelection></Transcript>
<AudioSelection guid="${guid(41)}" begin="5" end="900">${coding(51)}</AudioSelection>
</AudioSource>
<PictureSource guid="${guid(22)}" name="hall.jpg" path="absolute:///D:/hall.jpg"/>
</Sources></Project>`),
    'Sources/t.txt': strToU8(written),
  })
  const before = await lead(house)((tx) => momentsOf(tx, id))
  const brought = await lead(house)((tx) => importExchange(tx, { name: 'x.qdpx', bytes: foreign }))
  // The words are ours, so their mark comes in; the sound is not, so its times do not.
  expect(brought).toMatchObject({
    marks: { made: 1, foreignTexts: 0 },
    moments: { made: 0, known: 0, foreign: 2, wordless: 1 },
  })
  expect(await lead(house)((tx) => momentsOf(tx, id))).toEqual(before)
})
