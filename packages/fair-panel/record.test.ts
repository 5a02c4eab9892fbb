import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'
import { invented } from './invented.test-support.ts'
import { fairLottery } from './lottery.ts'
import { PanelError } from './panel-error.ts'
import { randomFrom, shuffled } from './random.ts'
import { type AuditRecord, commit, numberFromText, pseudonymOf, verifyRecord, withDraw } from './record.ts'
import { sha256Hex } from './sha256.ts'

const problem = invented({ people: 60, size: 10, values: [2, 3], tolerance: 0.1, seed: 2 })
const lottery = await fairLottery(problem, { seed: 'list' })
const input = { ...lottery, seed: 'list', salt: 'salt', seedSource: 'three dice', committedAt: '2026-03-01T09:00:00Z' }
const committed = commit(input)
const drawn = withDraw(committed, { number: 42, drawnAt: '2026-03-02T18:00:00Z', evidence: '0, 4, 2' })

test('a record holds, for the public and for whoever may see the pool', () => {
  expect(verifyRecord(committed).holds).toBe(true)
  expect(verifyRecord(drawn).checks.map((check) => check.code)).toContain('drawn-panel')
  expect(verifyRecord(drawn, { people: problem.people, salt: 'salt' })).toMatchObject({ holds: true })
})

test('a record survives being written as JSON and read again', () => {
  expect(verifyRecord(JSON.parse(JSON.stringify(drawn)) as AuditRecord).holds).toBe(true)
})

test('the same input gives the same bytes', () => {
  expect(canonicalJson(JSON.parse(JSON.stringify(commit(input))))).toBe(
    canonicalJson(JSON.parse(JSON.stringify(committed))),
  )
})

test('no id and no feature of a person is in what is published', () => {
  const published = JSON.stringify({ ...drawn, commitment: { ...drawn.commitment, settings: undefined } })
  for (const { id } of problem.people) expect(published).not.toContain(`"${id}"`)
})

test.each<[string, (record: AuditRecord) => AuditRecord]>([
  ['another number', (record) => ({ ...record, draw: record.draw && { ...record.draw, number: 43 } })],
  ['another winner', (record) => ({ ...record, draw: record.draw && { ...record.draw, members: ['x'] } })],
  ['another list', (record) => withCommitment(record, { panels: [...record.commitment.panels].reverse() })],
  ['other chances', (record) => withCommitment(record, { chances: record.commitment.chances.slice(1) })],
  ['another pool', (record) => withCommitment(record, { poolHash: 'f'.repeat(64) })],
  ['another time', (record) => withCommitment(record, { committedAt: '2026-03-03T09:00:00Z' })],
])('a record changed afterwards does not hold: %s', (_, change) => {
  expect(verifyRecord(change(drawn)).holds).toBe(false)
})

test('a pool changed afterwards does not hold', () => {
  const [first, ...others] = problem.people
  const people = [...others, { id: first?.id ?? '', features: { ...first?.features, 'feature 0': 'value 9' } }]
  const failed = verifyRecord(drawn, { people, salt: 'salt' }).checks.filter((check) => !check.holds)
  expect(failed.map((check) => check.code)).toContain('pool-hash')
})

test('a number outside of the list is refused', () => {
  for (const number of [-1, 1000, 1.5]) {
    expect(() => withDraw(committed, { number, drawnAt: '', evidence: '' })).toThrow(PanelError)
  }
})

test('pseudonyms differ by person and by salt', () => {
  expect(new Set(problem.people.map((person) => pseudonymOf(person.id, 'salt'))).size).toBe(60)
  expect(pseudonymOf('a', 'one')).not.toBe(pseudonymOf('a', 'two'))
})

test('SHA-256 is that of everybody else, for any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(sha256Hex(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'))
    }),
  )
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('numbers from a seed are fixed for ever', () => {
  const random = randomFrom('palier')
  const words = Array.from({ length: 3 }, () => random.below(2 ** 32))
  const digest = createHash('sha256').update('palier:0').digest()
  expect(words).toEqual([digest.readUInt32BE(0), digest.readUInt32BE(4), digest.readUInt32BE(8)])
  expect(numberFromText('same text', 1000)).toBe(numberFromText('same text', 1000))
})

test('20 000 draws of a number spread over the list as chance would', () => {
  const random = randomFrom('spread')
  const counts = Array.from({ length: 10 }, () => 0)
  for (let draw = 0; draw < 20_000; draw++) {
    const cell = random.below(10)
    counts[cell] = (counts[cell] ?? 0) + 1
  }
  for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(4 * Math.sqrt(20_000 * 0.1 * 0.9))
})

test('a shuffle keeps everybody', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.string(), (items, seed) => {
      expect(shuffled(items, randomFrom(seed)).sort()).toEqual([...items].sort())
    }),
  )
})

test('the check of a record needs neither the solver nor Node, so that a browser can make it', () => {
  const seen = new Set<string>()
  const follow = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    for (const [, from = ''] of readFileSync(new URL(file, import.meta.url), 'utf8').matchAll(
      /^(?:import|export) .*from '(.+)'$/gm,
    )) {
      expect(from.startsWith('./'), `${file} imports ${from}`).toBe(true)
      follow(from)
    }
  }
  follow('./record.ts')
})

function withCommitment(record: AuditRecord, change: Partial<AuditRecord['commitment']>): AuditRecord {
  return { ...record, commitment: { ...record.commitment, ...change } }
}
