/** The fault cases of field work that need no browser to be shown, by their numbers. */
import { describe, expect, test } from 'vitest'
import type { Act } from './act.ts'
import { allActs, append, type DeviceLog, emptyLog, offer, settle, standing } from './device-log.ts'
import { type DeviceInstant, dayIn, durationMs, place } from './instants.ts'
import { ModelServer } from './model-server.test-support.ts'
import {
  addChunk,
  type Chunk,
  close,
  emptyRecording,
  emptyUpload,
  manifestOf,
  playableBytes,
  receiveChunk,
  receiveManifest,
  stateOf,
} from './recording.ts'
import { choose, currentVersions, type Version } from './versions.ts'

const NOON = Date.UTC(2026, 4, 12, 10)
const at = (ms: number, run = 'a run'): DeviceInstant => ({ wallMs: NOON + ms, run, sinceStartMs: ms })
const draft = (id: string, content: Act['content'] = id, subject = 'interview 1') => ({
  id,
  schema: 1,
  kind: 'answer',
  subject,
  content,
})

/** A log with these acts written one second after the other. */
function written(ids: readonly string[], log: DeviceLog = emptyLog('tablet')): DeviceLog {
  return ids.reduce((before, id, index) => append(before, draft(id), at(1000 * (index + 1))).log, log)
}

test('1: an answer lost after the server had stored: sent again, the same receipt, one row', () => {
  const server = new ModelServer()
  const log = written(['a', 'b'])
  const lost = server.receive(offer(log))
  const answer = server.receive(offer(log))
  expect(answer).toEqual(lost)
  expect(server.inserted).toEqual(['a', 'b'])
  expect(standing(settle(log, answer, NOON))).toEqual({ waiting: 0, arrived: 2, aside: 0, waitingSinceMs: null })
})

test('2: « Terminer » pressed five times is one act', () => {
  const log = written(['end', 'end', 'end', 'end', 'end'])
  expect(log.waiting).toHaveLength(1)
  expect(log.nextSeq).toBe(2)
})

test('3: edited while it was being sent: the new wording follows, none is lost', () => {
  const server = new ModelServer()
  const sending = written(['first wording'])
  const answer = server.receive(offer(sending))
  const edited = append(sending, draft('second wording'), at(9000)).log
  const after = settle(edited, answer, NOON)
  expect(after.waiting.map(({ id }) => id)).toEqual(['second wording'])
  server.receive(offer(after))
  expect([...server.stored.keys()]).toEqual(['first wording', 'second wording'])
})

test('4: two tabs that send the same queue store each act once', () => {
  const server = new ModelServer()
  const log = written(['a', 'b', 'c'])
  const [one, other] = [server.receive(offer(log, 2)), server.receive(offer(log))]
  expect(server.inserted).toEqual(['a', 'b', 'c'])
  expect(settle(settle(log, one, NOON), other, NOON).waiting).toEqual([])
})

const version = (id: string, over: Partial<Version<string>> = {}): Version<string> => ({
  id,
  field: 'interview 1, question 7',
  basedOn: [],
  value: id,
  author: 'Marie',
  stamp: { wallMs: NOON, counter: 0, device: 'tablet' },
  guide: 1,
  ...over,
})

describe('5 and 6: two devices, one interview', () => {
  const seen = version('seen')
  const marie = version('Marie’s', { basedOn: ['seen'], stamp: { wallMs: NOON + 1, counter: 0, device: 'tablet' } })
  const paul = version('Paul’s', {
    basedOn: ['seen'],
    author: 'Paul',
    stamp: { wallMs: NOON + 2, counter: 0, device: 'phone' },
  })

  test('5: different questions are merged, in both orders', () => {
    const elsewhere = { ...paul, field: 'interview 1, question 8', basedOn: [] }
    for (const order of [
      [seen, marie, elsewhere],
      [elsewhere, marie, seen],
    ]) {
      const current = currentVersions(order)
      expect(current.get('interview 1, question 7')).toEqual([marie])
      expect(current.get('interview 1, question 8')).toEqual([elsewhere])
    }
  })

  test('6: the same answer: both are kept with author and time until somebody chooses, and the choice can be traced', () => {
    const current = currentVersions([paul, seen, marie, paul]).get(seen.field) ?? []
    expect(current).toEqual([marie, paul])
    const chosen = choose(current, {
      ...version('both'),
      author: 'Lead',
      stamp: { wallMs: NOON + 3, counter: 0, device: 'desk' },
    })
    expect(chosen.basedOn).toEqual([marie.id, paul.id])
    expect(currentVersions([paul, seen, marie, chosen]).get(seen.field)).toEqual([chosen])
    expect(() => choose([], version('x'))).toThrow('nothing to choose')
  })
})

describe('8: a wrong clock', () => {
  const TWO_YEARS = 2 * 365 * 86_400_000

  test.each([
    ['two years ahead', TWO_YEARS],
    ['a day behind', -86_400_000],
  ])('%s: the server places acts by the stopwatch, and says that the clock is wrong', (_, off) => {
    const made = { wallMs: NOON + off, run: 'a', sinceStartMs: 1000 }
    const sent = { wallMs: NOON + off + 60_000, run: 'a', sinceStartMs: 61_000 }
    expect(place(made, sent, NOON + 60_000)).toEqual({ atMs: NOON, by: 'stopwatch', aheadMs: off, clockIsWrong: true })
  })

  test('changed in the middle of an interview: order by number, stamps that only grow, duration by the stopwatch', () => {
    const instants = [
      at(0),
      { ...at(600_000), wallMs: NOON - 86_400_000 },
      { ...at(1_200_000), wallMs: NOON + TWO_YEARS },
    ]
    const log = instants.reduce(
      (before, made, index) => append(before, draft(`act ${index}`), made).log,
      emptyLog('tablet'),
    )
    expect(log.waiting.map(({ seq }) => seq)).toEqual([1, 2, 3])
    expect(log.waiting.map(({ stamp }) => [stamp.wallMs - NOON, stamp.counter])).toEqual([
      [0, 0],
      [0, 1],
      [TWO_YEARS, 0],
    ])
    const [first, , last] = instants
    expect(first && last && durationMs(first, last)).toEqual({ ms: 1_200_000, sure: true })
  })

  test('after the phone was started anew: by its clock, less how far that is off, and never in the future', () => {
    const made = { wallMs: NOON, run: 'a', sinceStartMs: 1000 }
    const sent = { wallMs: NOON + 3_600_000, run: 'b', sinceStartMs: 5 }
    expect(place(made, sent, NOON + 3_600_000 + 420_000)).toMatchObject({
      atMs: NOON + 420_000,
      by: 'clock',
      clockIsWrong: true,
    })
    expect(place({ ...made, wallMs: NOON + 9e9 }, sent, NOON).atMs).toBe(NOON)
  })
})

test('9: the night of the time change, abroad, at midnight: dates in Paris, no negative duration', () => {
  const before = Date.UTC(2026, 9, 25, 0, 50) // 2.50, summer time
  const after = Date.UTC(2026, 9, 25, 1, 10) // 2.10, winter time
  const run = { run: 'a', sinceStartMs: 0 }
  expect(durationMs({ wallMs: before, ...run }, { wallMs: after, run: 'b', sinceStartMs: 0 })).toEqual({
    ms: 1_200_000,
    sure: false,
  })
  expect(durationMs({ wallMs: after, ...run }, { wallMs: before, run: 'b', sinceStartMs: 0 }).ms).toBe(0)
  expect(dayIn('Europe/Paris', Date.UTC(2026, 9, 24, 22, 30))).toBe('2026-10-25')
  expect(dayIn('Europe/Paris', Date.UTC(2026, 9, 25, 22, 59))).toBe('2026-10-25')
})

const toSecond = new Map([[1, (content: Act['content']) => ({ text: content })]])

describe('10: the application is newer than the queue, or the server than the application', () => {
  test('the server reads the old form, and answers the same when it comes again', () => {
    const server = new ModelServer()
    const newer = { newestSchema: 2, upgrades: toSecond }
    const log = written(['a'])
    const answer = server.receive(offer(log), newer)
    expect(server.stored.get('a')?.content).toEqual({ text: 'a' })
    expect(server.receive(offer(log), newer)).toEqual(answer)
  })

  test('an act newer than the server waits, and one too old is set aside, never thrown away', () => {
    const server = new ModelServer()
    const early = append(emptyLog('tablet'), { ...draft('new'), schema: 2 }, at(0)).log
    expect(settle(early, server.receive(offer(early)), NOON).waiting).toHaveLength(1)
    const late = written(['old'])
    const settled = settle(late, server.receive(offer(late), { oldestSchema: 2, newestSchema: 3 }), NOON)
    expect(settled.aside).toMatchObject([{ act: { id: 'old' }, reason: 'schema-too-old' }])
  })
})

test('11 and 12: an answer stays with the guide that it was asked from, also when its question is gone', () => {
  const old = version('asked from the first guide', { field: 'interview 1, question retired', guide: 1 })
  const current = currentVersions([old, version('asked from the second', { guide: 2 })])
  expect(current.get(old.field)?.[0]?.guide).toBe(1)
  expect(current.size).toBe(2)
})

const sound = (seconds: number) => new Uint8Array(40).fill(seconds)
const recorded = [10, 20, 30].map(sound).reduce(addChunk, emptyRecording('sound 1'))
const sent = (chunks: readonly Chunk[]) =>
  chunks.reduce(
    (upload, chunk) => receiveChunk(upload, chunk, sound((chunk.index + 1) * 10)).upload,
    emptyUpload('sound 1'),
  )

describe('18: a recording', () => {
  test('cut by a dead battery keeps what was stored, which can be sent and played', () => {
    const upload = sent(recorded.chunks.slice(0, 2))
    expect(stateOf(upload)).toBe('open')
    expect(playableBytes(upload)).toBe(80)
    expect(() => manifestOf(recorded)).toThrow('goes on')
    const found = close(recorded)
    expect(() => addChunk(found, sound(40))).toThrow('is closed')
    const [, , last = fail()] = found.chunks
    const rest = receiveChunk(upload, last, sound(30)).upload
    expect(stateOf(receiveManifest(rest, manifestOf(found)).upload)).toBe('whole')
  })

  test('arrives in any order and as often as it likes, and damaged pieces are asked for again', () => {
    const [first] = recorded.chunks
    if (first === undefined) throw new Error('expected a piece')
    const upload = sent(recorded.chunks.toReversed())
    expect(playableBytes(upload)).toBe(120)
    expect(receiveChunk(upload, first, sound(10)).answer).toBe('again')
    expect(receiveChunk(emptyUpload('sound 1'), first, sound(11)).answer).toBe('damaged')
  })

  test('resumed with another file is told apart', () => {
    const other = close([10, 21].map(sound).reduce(addChunk, emptyRecording('sound 1')))
    const upload = sent(recorded.chunks.slice(0, 2))
    const [, second] = other.chunks
    expect(second && receiveChunk(upload, second, sound(21)).answer).toBe('differs')
    const whole = receiveManifest(upload, manifestOf(close(recorded))).upload
    expect(receiveManifest(whole, manifestOf(other)).answer).toBe('differs')
    expect(receiveManifest(whole, manifestOf(close(recorded))).answer).toBe('again')
    expect(stateOf(whole)).toBe('incomplete')
    const mixed = receiveManifest(sent(recorded.chunks.slice(0, 2)), manifestOf(other)).upload
    expect(stateOf(mixed)).toBe('broken')
    expect(receiveChunk(mixed, { ...(recorded.chunks[2] ?? fail()) }, sound(30)).answer).toBe('differs')
    expect(receiveManifest(sent(recorded.chunks), manifestOf(other)).answer).toBe('differs')
  })
})

test.each([
  ['19: revoked', 'revoked'],
  ['20: the convention was closed', 'closed'],
])('%s with acts waiting: they are taken into quarantine with the reason, and leave the device', (_, barred) => {
  const server = new ModelServer()
  const log = written(['a', 'b'])
  const after = settle(log, server.receive(offer(log), { barred }), NOON)
  expect(server.quarantine.map(({ act, reason }) => [act.id, reason])).toEqual([
    ['a', barred],
    ['b', barred],
  ])
  expect(server.stored.size).toBe(0)
  expect([after.waiting, after.aside]).toEqual([[], []])
})

test('21: two people on one phone have two logs: one goes while the other stays locked', () => {
  const server = new ModelServer()
  const marie = { ...written(['a'], emptyLog('phone-Marie')), sealed: true }
  const paul = written(['b'], emptyLog('phone-Paul'))
  server.receive(offer(marie))
  server.receive(offer(paul))
  expect([...server.stored.keys()]).toEqual(['b'])
  expect(marie.waiting).toHaveLength(1)
})

test('22: signed out with acts waiting: they stay, locked, and go at the next sign-in', () => {
  const locked = { ...written(['a']), sealed: true }
  expect(offer(locked).acts).toEqual([])
  expect(() => append(locked, draft('b'), at(0))).toThrow('sign in')
  expect(offer({ ...locked, sealed: false }).acts.map(({ id }) => id)).toEqual(['a'])
})

test('23: consent taken back while the interview is on the device: what arrives and what was kept is destroyed, and counted', () => {
  const server = new ModelServer()
  const log = written(['before'])
  const kept = settle(log, server.receive(offer(log)), NOON)
  const later = append(kept, draft('after'), at(9000)).log
  const answer = { ...server.receive(offer(later), { withdrawn: true }), withdrawn: ['interview 1'] }
  expect(allActs(settle(later, answer, NOON))).toEqual([])
  server.receive(offer(log), { withdrawn: true })
  server.receive(offer(log), { withdrawn: true })
  expect(server.stored.size).toBe(0)
  expect(server.destroyed).toEqual(['after', 'before'])
})

test('24: the server was restored to yesterday: the device offers again what the back-up lacks, and nothing is double', () => {
  const server = new ModelServer()
  const monday = written(['a', 'b'])
  const known = settle(monday, server.receive(offer(monday)), NOON)
  const restore = server.backup()
  const tuesday = append(append(known, draft('c'), at(5000)).log, draft('d'), at(6000)).log
  const sentAll = settle(tuesday, server.receive(offer(tuesday)), NOON)
  expect(sentAll.kept.map(({ id }) => id)).toEqual(['c', 'd'])
  restore()
  expect([...server.stored.keys()]).toEqual(['a', 'b'])
  const met = settle(sentAll, server.receive(offer(sentAll)), NOON)
  expect(met.waiting.map(({ id }) => id)).toEqual(['c', 'd'])
  const again = settle(met, server.receive(offer(met)), NOON)
  expect(again.waiting).toEqual([])
  expect([...server.stored.keys()]).toEqual(['a', 'b', 'c', 'd'])
})

test('24: what the restored server can’t take yet waits for what it rests on', () => {
  const server = new ModelServer()
  const restore = server.backup()
  const begun = written(['begin'])
  const known = settle(begun, server.receive(offer(begun)), NOON)
  restore()
  const refusal = () => (server.stored.has('begin') ? null : 'no such interview')
  const log = append(known, draft('after'), at(5000)).log
  const met = settle(log, server.receive(offer(log), { refusal }), NOON)
  expect([met.waiting.map(({ id }) => id), met.aside]).toEqual([['begin', 'after'], []])
  const again = settle(met, server.receive({ ...offer(met), acts: offer(met).acts.slice(0, 1) }), NOON)
  expect(settle(again, server.receive(offer(again), { refusal }), NOON).waiting).toEqual([])
  expect([...server.stored.keys()]).toEqual(['begin', 'after'])
})

describe('25: an act that the server always refuses', () => {
  const refusal = (content: Act['content']) => (content === 'poison' ? 'no such question' : null)

  test('is set aside with its reason, the others go on, and it can be exported', () => {
    const server = new ModelServer()
    const log = written(['a', 'poison', 'b'])
    const after = settle(log, server.receive(offer(log), { refusal }), NOON)
    expect([...server.stored.keys()]).toEqual(['a', 'b'])
    expect(after.waiting).toEqual([])
    expect(after.aside).toMatchObject([{ act: { id: 'poison' }, reason: 'no such question' }])
    expect(allActs(after).map(({ id }) => id)).toEqual(['a', 'poison', 'b'])
  })

  test('one id with two contents, and one number with two ids (a copied phone), lose neither', () => {
    const server = new ModelServer()
    server.receive(offer(written(['a'])))
    server.receive(offer(append(emptyLog('other'), draft('a', 'something else'), at(0)).log))
    server.receive(offer(written(['b'])))
    expect([...server.stored.keys()]).toEqual(['a'])
    expect(server.quarantine.map(({ act, reason }) => [act.content, reason])).toEqual([
      ['something else', 'id-used'],
      ['b', 'number-used'],
    ])
  })
})

function fail(): never {
  throw new Error('half way')
}
