/** What was promised of sound and photos: agreed to, whole however the network is cut, sealed on the disk, gone when it was said. */
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect } from 'vitest'
import { settings } from '#app/platform/settings.server.ts'
import { type House, test } from '../../../test/house.ts'
import { type Held, settleInterviews } from '../../../test/interviews.ts'
import { type OnDevice, PIECE, recorded, sendPieces, sendRecording } from '../../../test/recordings.ts'
import { writeTranscript } from '../coding/interview-text.server.ts'
import { withdrawInterview } from '../interviews/interviews.server.ts'
import { rangeOf } from './byte-range.ts'
import { clockOf, msOf } from './clock.ts'
import { momentsOf, removeMoment, setMoment } from './moments.server.ts'
import type { RecordingOffer } from './recording-offer.ts'
import { eraseRecording, expireRecordings, recordingsOf, recordingToPlay, takeRecording } from './recordings.server.ts'

const animator = (house: House) => house.as('operator-animator')

let held: Promise<Held> | undefined
let next = 0
beforeAll(() => {
  held = undefined
  next = 0
})

/** An interview in which both were agreed to, held yesterday. */
async function agreed(house: House): Promise<{ id: string; question: string }> {
  held ??= settleInterviews(house.owner, house.actorOf('operator-lead'), { count: 20, said: () => 'Le bruit.' })
  const { interviews, open } = await held
  const { id } = interviews[next++] ?? { id: '' }
  await house.owner.query(
    'update survey_interview set agrees_audio = true, agrees_photo = true, held_on = current_date - 1 where id = $1',
    [id],
  )
  return { id, question: open }
}

const send = (house: House, sound: OnDevice, numbers?: number[]) => sendPieces(animator(house), sound, numbers)

const tell = (house: House, offer: RecordingOffer) => animator(house)((tx) => takeRecording(tx, offer))

async function arrived(house: House, interview: string): Promise<OnDevice> {
  const sound = recorded(interview)
  await sendRecording(animator(house), sound)
  return sound
}

const shown = (house: House, interview: string) => animator(house)((tx) => recordingsOf(tx, interview))

test('a sending that was cut goes on with what is missing; a piece that comes twice is there once; the whole can be jumped into', async ({
  house,
}) => {
  const { id, question } = await agreed(house)
  const sound = recorded(id)
  const moments = [{ question, atMs: 2500 }]
  expect(await tell(house, sound.offer)).toEqual({ state: 'open', received: [] })
  await send(house, sound, [0, 2])
  await send(house, sound, [0])
  const cut = await tell(house, { ...sound.offer, moments, manifest: sound.manifest })
  expect(cut).toEqual({ state: 'incomplete', received: [0, 2] })
  await send(house, sound, [1, 3, 4, 5, 6, 7])
  const whole = { ...sound.offer, moments, manifest: sound.manifest }
  expect((await tell(house, whole)).state).toBe('whole')
  expect((await tell(house, whole)).state).toBe('whole')
  const [one] = await shown(house, id)
  expect(one).toMatchObject({ kind: 'audio', isWhole: true })
  expect(one?.lengthMs).toBeGreaterThan(5900)
  const { rows } = await house.owner.query('select at_ms, question_id from survey_moment where recording_id = $1', [
    sound.offer.id,
  ])
  expect(rows).toEqual([{ at_ms: 2500, question_id: question }])
  await animator(house)((tx) => recordingToPlay(tx, id, sound.offer.id))
  const looks = await house.owner.query(
    "select from audit_entry where act = 'look' and object_table = 'survey_recording' and object_ids = array[$1::text]",
    [sound.offer.id],
  )
  expect(looks.rowCount).toBe(1)
})

test('18: a recording that was never ended, its battery dead, plays as far as it came', async ({ house }) => {
  const { id } = await agreed(house)
  const sound = recorded(id)
  await tell(house, sound.offer)
  await send(house, sound, [0, 1, 3])
  expect(await shown(house, id)).toMatchObject([{ isWhole: false, lengthMs: null }])
  const { bytes } = await animator(house)((tx) => recordingToPlay(tx, id, sound.offer.id))
  expect(bytes.length).toBeGreaterThan(PIECE)
  expect(bytes.length).toBeLessThan(3 * PIECE)
})

test('what lies on the disk is sealed', async ({ house }) => {
  const { id } = await agreed(house)
  const sound = await arrived(house, id)
  const folder = join(settings.dataFolder, 'files', house.actorOf('operator-lead').conventionId)
  const inClear = sound.pieces[1]?.data.subarray(100, 140).toString('latin1') ?? ''
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'))
  expect(files.length).toBeGreaterThan(5)
  expect(files.some((text) => text.includes(inClear))).toBe(false)
})

test('without agreement nothing is taken; before its interview arrived it waits on the device', async ({ house }) => {
  const { id } = await agreed(house)
  await house.owner.query('update survey_interview set agrees_audio = false where id = $1', [id])
  expect((await tell(house, recorded(id).offer)).state).toBe('erased')
  expect((await tell(house, recorded(randomUUID()).offer)).state).toBe('later')
  await expect(
    house.owner.query(
      `insert into survey_recording (convention_id, id, interview_id, kind, media_type, began_at, made_by)
       select convention_id, gen_random_uuid(), id, 'audio', 'audio/webm', now(), interviewer_id from survey_interview where id = $1`,
      [id],
    ),
  ).rejects.toThrow(/did not agree/)
})

async function leftOf(house: House, { offer }: OnDevice) {
  const { rows } = await house.owner.query(
    `select r.erased_why as why, r.seal is null as unsealed,
       (select count(*)::int from survey_recording_piece p where p.recording_id = r.id) as pieces from survey_recording r where r.id = $1`,
    [offer.id],
  )
  return rows[0]
}

test('the agreement to the sound taken back takes the sound alone; the interview taken back takes all, on the device too', async ({
  house,
}) => {
  const { id } = await agreed(house)
  const sound = await arrived(house, id)
  const photo = recorded(id, PHOTO, 'photo')
  await tell(house, photo.offer)
  await send(house, photo)
  expect((await tell(house, { ...photo.offer, manifest: photo.manifest })).state).toBe('whole')
  await house.owner.query('update survey_interview set agrees_audio = false where id = $1', [id])
  expect(await leftOf(house, sound)).toEqual({ why: 'agreement', unsealed: true, pieces: 0 })
  expect(await shown(house, id)).toMatchObject([{ kind: 'photo', caption: 'Le hall' }])
  expect((await tell(house, sound.offer)).state).toBe('erased')
  await animator(house)((tx) => withdrawInterview(tx, id))
  expect(await leftOf(house, photo)).toEqual({ why: 'withdrawn', unsealed: true, pieces: 0 })
  expect((await tell(house, photo.offer)).state).toBe('erased')
})

test('sound goes thirty days after it was written down, and three months after the interview', async ({ house }) => {
  const [written, old, young] = [await agreed(house), await agreed(house), await agreed(house)]
  const sounds = [await arrived(house, written.id), await arrived(house, old.id), await arrived(house, young.id)]
  for (const { id } of [written, old, young])
    await house.owner.query('update survey_interview set completed_at = coalesce(completed_at, now()) where id = $1', [
      id,
    ])
  await animator(house)((tx) => writeTranscript(tx, written.id, 'Le bruit, le soir.'))
  await expireRecordings()
  const left = async () => {
    const found = []
    for (const sound of sounds) found.push(await leftOf(house, sound))
    return found
  }
  expect(await left()).toMatchObject([{ why: null }, { why: null }, { why: null }])
  await house.owner.query(
    "update survey_transcript set written_at = now() - interval '30 days 1 hour' where interview_id = $1",
    [written.id],
  )
  await house.owner.query(
    "update survey_interview set held_on = (current_date - interval '3 months 1 day')::date where id = $1",
    [old.id],
  )
  await expireRecordings()
  expect(await left()).toMatchObject([
    { why: 'written-down', unsealed: true, pieces: 0 },
    { why: 'age', unsealed: true, pieces: 0 },
    { why: null, unsealed: false },
  ])
})

test('a photo that still tells where it was taken, and what is no sound, are not kept', async ({ house }) => {
  const { id } = await agreed(house)
  for (const unfit of [recorded(id, PHOTO_WITH_EXIF, 'photo'), recorded(id, Buffer.from('<script>'.repeat(900)))]) {
    await tell(house, unfit.offer)
    await send(house, unfit)
    expect((await tell(house, { ...unfit.offer, manifest: unfit.manifest })).state).toBe('unfit')
    expect(await leftOf(house, unfit)).toEqual({ why: 'unfit', unsealed: true, pieces: 0 })
  }
})

test('words are tied to a moment of their own sound, one at each place, until the sound goes', async ({ house }) => {
  const [{ id, question }, other] = [await agreed(house), await agreed(house)]
  const sound = await arrived(house, id)
  const place = { recordingId: sound.offer.id, questionId: question, part: 'note', start: 4 }
  const set = (atMs: number, interview = id) => animator(house)((tx) => setMoment(tx, interview, { ...place, atMs }))
  await set(1000)
  await set(4200)
  const moments = () => animator(house)((tx) => momentsOf(tx, id))
  expect(await moments()).toMatchObject([{ ...place, atMs: 4200 }])
  await expect(set(60_000)).rejects.toMatchObject({ code: 'survey.moment-beyond' })
  await expect(set(1000, other.id)).rejects.toMatchObject({ status: 404 })
  const [moment] = await moments()
  await animator(house)((tx) => removeMoment(tx, other.id, moment?.id ?? ''))
  expect(await moments()).toHaveLength(1)
  await animator(house)((tx) => eraseRecording(tx, id, sound.offer.id))
  expect(await moments()).toEqual([])
  expect(await leftOf(house, sound)).toEqual({ why: 'by-hand', unsealed: true, pieces: 0 })
})

test('a moment is written like a clock', () => {
  expect(['0:07', '12:34', '1:02:03', '90:00'].map(msOf)).toEqual([7000, 754_000, 3_723_000, 5_400_000])
  expect(['', '12', '1:60', 'midi'].map(msOf)).toEqual([undefined, undefined, undefined, undefined])
  expect([7000, 754_999, 3_723_000].map(clockOf)).toEqual(['0:07', '12:34', '1:02:03'])
})

test('the pilot hears nothing, and other conventions see nothing', async ({ house }) => {
  const { id } = await agreed(house)
  const sound = await arrived(house, id)
  await expect(house.as('landlord-pilot')((tx) => recordingToPlay(tx, id, sound.offer.id))).rejects.toMatchObject({
    status: 403,
  })
  const seen = await house.as('landlord-pilot')((tx) => tx.selectFrom('survey_recording').select('id').execute())
  expect(seen).toEqual([])
})

test('a player asks for parts: within, from the end, beyond', () => {
  expect(rangeOf('bytes=0-', 100)).toEqual({ first: 0, last: 99 })
  expect(rangeOf('bytes=10-19', 100)).toEqual({ first: 10, last: 19 })
  expect(rangeOf('bytes=-5', 100)).toEqual({ first: 95, last: 99 })
  expect(rangeOf('bytes=100-', 100)).toBe('beyond')
  expect(rangeOf('lines=1-2', 100)).toBeUndefined()
})

const segment = (marker: number, content: readonly number[]) => [0xff, marker, 0, content.length + 2, ...content]
const picture = (...before: number[][]) =>
  Buffer.from([
    ...[0xff, 0xd8, ...before.flat()],
    ...segment(0xc0, [8, 0, 64, 0, 64, 1, 1, 0x11, 0]),
    ...segment(0xda, [1, 1, 0, 0, 63, 0]),
    ...[1, 2, 0xff, 0xd9],
  ])
const PHOTO = picture()
const PHOTO_WITH_EXIF = picture(segment(0xe1, [...Buffer.from('Exif\0\0')]))
