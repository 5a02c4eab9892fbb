import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Answer, allActs, append, type DeviceLog, emptyLog, offer, settle } from './device-log.ts'
import { compareStamps, hear, type Stamp, tick } from './hybrid-clock.ts'
import { durationMs, place } from './instants.ts'
import { ModelServer } from './model-server.test-support.ts'
import {
  addChunk,
  close,
  emptyRecording,
  emptyUpload,
  manifestOf,
  receiveChunk,
  receiveManifest,
  stateOf,
} from './recording.ts'
import { currentVersions, type Version } from './versions.ts'

const NOON = Date.UTC(2026, 4, 12, 10)

/** What can befall two devices and a server. */
const event = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('write' as const),
      device: fc.nat(1),
      jumpMs: fc.integer({ min: -9e9, max: 9e9 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('send' as const),
      device: fc.nat(1),
      limit: fc.integer({ min: 1, max: 4 }),
      lost: fc.constantFrom('nothing', 'request', 'answer', 'delayed'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constantFrom('arrive', 'backup', 'restore'), device: fc.nat(1) }) },
)

test('whatever is lost, repeated, delayed or restored, each act is on the server once when the network is back', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const server = new ModelServer()
      const logs: DeviceLog[] = [emptyLog('tablet'), emptyLog('phone')]
      const delayed: { device: number; answer: Answer }[] = []
      let restore = server.backup()
      const change = (device: number, next: (log: DeviceLog) => DeviceLog) => {
        logs[device] = next(logs[device] ?? emptyLog('never'))
      }
      const exchange = (device: number, limit: number) =>
        server.receive(offer(logs[device] ?? emptyLog('never'), limit))
      let count = 0
      for (const happens of events) {
        const { device } = happens
        if (happens.what === 'write' && 'jumpMs' in happens) {
          const made = { wallMs: NOON + happens.jumpMs, run: 'a', sinceStartMs: count }
          const id = `act ${count++}`
          change(device, (log) => append(log, { id, schema: 1, kind: 'note', subject: 's', content: id }, made).log)
        } else if (happens.what === 'send' && 'lost' in happens) {
          if (happens.lost === 'request') continue
          const answer = exchange(device, happens.limit)
          if (happens.lost === 'delayed') delayed.push({ device, answer })
          if (happens.lost === 'nothing') change(device, (log) => settle(log, answer, NOON))
        } else if (happens.what === 'arrive') {
          const late = delayed.shift()
          if (late) change(late.device, (log) => settle(log, late.answer, NOON))
        } else if (happens.what === 'backup') restore = server.backup()
        else if (happens.what === 'restore') restore()
      }
      for (const device of [0, 1]) {
        for (let round = 0; round < 40; round++) change(device, (log) => settle(log, exchange(device, 5), NOON))
      }
      expect([...server.stored.keys()].sort()).toEqual(
        Array.from({ length: count }, (_, index) => `act ${index}`).sort(),
      )
      expect(server.quarantine).toEqual([])
      for (const log of logs) {
        expect(log.waiting).toEqual([])
        const acts = allActs(log)
        acts.slice(1).forEach((act, index) => {
          expect(act.seq).toBe((acts[index]?.seq ?? 0) + 1)
          expect(compareStamps(act.stamp, acts[index]?.stamp ?? act.stamp)).toBeGreaterThan(0)
        })
      }
    }),
    { numRuns: 200, endOnFailure: true },
  )
})

/** Versions of a few fields, each based on some that were written before it. */
const versions = fc
  .array(
    fc.record({
      field: fc.constantFrom('q1', 'q2'),
      seen: fc.array(fc.nat(20), { maxLength: 3 }),
      author: fc.constantFrom('Marie', 'Paul'),
    }),
    { maxLength: 20 },
  )
  .map((drafts) =>
    drafts.map(
      ({ field, seen, author }, index): Version<string> => ({
        id: `v${index}`,
        field,
        basedOn: seen
          .filter((earlier) => earlier < index && drafts[earlier]?.field === field)
          .map((earlier) => `v${earlier}`),
        value: `text ${index}`,
        author,
        stamp: { wallMs: NOON + (index % 4), counter: 0, device: author },
        guide: 1,
      }),
    ),
  )

test('versions come to the same whatever the order and the repetitions, and none is lost unless somebody saw and replaced it', () => {
  fc.assert(
    fc.property(versions, fc.infiniteStream(fc.nat()), (all, chance) => {
      const shuffled = [...all, ...all]
        .map((version) => ({ version, key: Number(chance.next().value) }))
        .sort((a, b) => a.key - b.key)
      const current = currentVersions(all)
      expect(currentVersions(shuffled.map(({ version }) => version))).toEqual(current.size === 0 ? new Map() : current)
      const shown = new Set([...current.values()].flat().map(({ id }) => id))
      for (const { id, field } of all) {
        const replacedBy = all.some((other) => other.field === field && other.basedOn.includes(id))
        expect(shown.has(id)).toBe(!replacedBy)
      }
    }),
  )
})

test('versions that replace each other in a ring are all shown', () => {
  const ring = ['a', 'b'].map(
    (id, index): Version<string> => ({
      id,
      field: 'q1',
      basedOn: [['b', 'a'][index] ?? '', id],
      value: id,
      author: 'x',
      guide: 1,
      stamp: { wallMs: NOON, counter: 0, device: 'd' },
    }),
  )
  expect(currentVersions(ring).get('q1')).toEqual(ring)
})

test('stamps only grow, are ahead of what was heard, and do not follow a clock from the future', () => {
  const clock = fc.integer({ min: 0, max: 1e13 })
  fc.assert(
    fc.property(fc.array(fc.tuple(clock, fc.boolean(), clock), { maxLength: 40 }), (steps) => {
      let last: Stamp | null = null
      for (const [wallMs, hears, heardMs] of steps) {
        const heard = { wallMs: heardMs, counter: 3, device: 'other' }
        const next: Stamp | null = hears ? hear(last, heard, wallMs, 'own') : tick(last, wallMs, 'own')
        if (last !== null && next !== null) expect(compareStamps(next, last)).toBeGreaterThanOrEqual(hears ? 0 : 1)
        if (hears && heardMs <= wallMs) expect(compareStamps(tick(next, wallMs, 'own'), heard)).toBeGreaterThan(0)
        if (hears && heardMs > wallMs + 300_000) expect(next).toEqual(last)
        last = next
      }
    }),
  )
})

test('whatever clocks say, nothing is placed in the future and no duration is negative', () => {
  const instant = fc.record({
    wallMs: fc.integer({ min: 0, max: 1e13 }),
    run: fc.constantFrom('a', 'b'),
    sinceStartMs: fc.nat(1e9),
  })
  fc.assert(
    fc.property(instant, instant, fc.integer({ min: 0, max: 1e13 }), (made, sent, receivedAt) => {
      expect(place(made, sent, receivedAt).atMs).toBeLessThanOrEqual(receivedAt)
      expect(durationMs(made, sent).ms).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('a recording is whole however its pieces arrive, and never before they all have', () => {
  const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(pieces, fc.array(fc.nat(7), { maxLength: 30 }), fc.nat(30), (data, order, told) => {
      const recording = close(data.reduce(addChunk, emptyRecording('r')))
      let upload = emptyUpload('r')
      const arrived = new Set<number>()
      order.concat([...data.keys()]).forEach((index, turn) => {
        if (turn === told) upload = receiveManifest(upload, manifestOf(recording)).upload
        const chunk = recording.chunks[index]
        const bytes = data[index]
        if (chunk && bytes) {
          const { upload: next, answer } = receiveChunk(upload, chunk, bytes)
          expect(answer).toBe(arrived.has(index) ? 'again' : 'stored')
          arrived.add(index)
          upload = next
        }
        expect(stateOf(upload) === 'whole').toBe(upload.manifest !== null && arrived.size === data.length)
      })
      expect(stateOf(receiveManifest(upload, manifestOf(recording)).upload)).toBe('whole')
    }),
  )
})
