import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '#packages/fair-panel/canonical-json.ts'
import { sha256Hex } from '#packages/fair-panel/sha256.ts'
import { closingHash, type DrawRecord, FORMAT, leafOf, lotteryHash, reserveOrder } from './record.ts'
import { chancesOf, verifyRecord } from './verify.ts'

test('a record that was not touched holds, and says who had which chance', () => {
  const verdict = verifyRecord(sample())
  expect(verdict.steps.filter(({ outcome }) => outcome !== 'holds')).toEqual([])
  expect(verdict.facts).toMatchObject({ pool: 4, size: 2, panels: 4, number: 2, chances: { min: 0.5, max: 0.5 } })
})

test('the public record holds without saying what is known of anyone', () => {
  const { openings, ...open } = sample()
  const verdict = verifyRecord(open)
  expect(verdict.holds).toBe(true)
  expect(verdict.steps.filter(({ outcome }) => outcome === 'closed').map(({ name }) => name)).toEqual([
    'openings',
    'quotas',
    'households',
  ])
  expect(JSON.stringify(open)).not.toContain('"F"')
})

test('one changed byte and the record no longer holds', () => {
  const text = JSON.stringify(sample())
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.constantFrom('0', '1', 'a', 'f'), (at, letter) => {
      fc.pre(text[at] !== letter)
      const verdict = verifyRecord(parsed(`${text.slice(0, at)}${letter}${text.slice(at + 1)}`))
      expect(verdict.holds).toBe(false)
    }),
    { numRuns: 500 },
  )
})

test('a panel outside its quotas, two of a household, or a number known before the panels is found', () => {
  const quotas = rebuilt(sample(), { values: ['F', 'F', 'F', 'F'] })
  expect(failed(quotas)).toEqual(['quotas'])
  const households = rebuilt(sample(), { households: ['h', 'h', 'h', 'h'] })
  expect(failed(households)).toEqual(['households'])
  const early = closed({ ...sample(), number: { ...sample().number, enteredAt: '2026-01-01T00:00:00Z' } })
  expect(failed(early)).toEqual(['order'])
})

test('reserveOrder leaves out the drawn, and another number gives another order', () => {
  const names = Array.from({ length: 40 }, (_, i) => `p${i}`)
  const order = reserveOrder({ seal: 'a', number: 1 }, names, new Set([3, 5]))
  expect(order).toHaveLength(38)
  expect(order).not.toContain(3)
  expect(reserveOrder({ seal: 'a', number: 1 }, names, new Set([3, 5]))).toEqual(order)
  expect(reserveOrder({ seal: 'a', number: 2 }, names, new Set([3, 5]))).not.toEqual(order)
})

test('chancesOf counts the share of panels', () => {
  expect(
    chancesOf(
      [
        [0, 1],
        [0, 2],
      ],
      3,
    ),
  ).toEqual([1, 0.5, 0.5])
})

function failed(record: DrawRecord): string[] {
  return verifyRecord(record).steps.flatMap(({ name, outcome }) => (outcome === 'fails' ? [name] : []))
}

function sample(): DrawRecord {
  return build(['F', 'M', 'F', 'M'], ['h1', 'h2', 'h3', 'h4'])
}

function rebuilt(record: DrawRecord, change: { values?: string[]; households?: string[] }): DrawRecord {
  const values = change.values ?? record.openings?.map((opening) => opening.values[0] ?? '') ?? []
  return build(values, change.households ?? ['h1', 'h2', 'h3', 'h4'])
}

function build(values: string[], households: string[]): DrawRecord {
  const openings = values.map((value, i) => ({ salt: `s${i}`, household: households[i] ?? '', values: [value] }))
  const text = canonicalJson({
    format: FORMAT,
    size: 2,
    objective: 'leximin',
    population: 'adults',
    onePerHousehold: true,
    features: ['sex'],
    quotas: [{ feature: 'sex', value: 'F', min: 1, max: 1 }],
    pool: openings.map((opening, i) => ({ pseudonym: `p${i}`, leaf: leafOf(opening) })),
  })
  const panels = [
    [0, 1],
    [0, 3],
    [1, 2],
    [2, 3],
  ]
  return closed({
    format: FORMAT,
    title: 'Essai',
    seal: { text, sha256: sha256Hex(text), at: '2026-03-01T10:00:00Z' },
    lottery: { panels, sha256: lotteryHash(sha256Hex(text), panels), at: '2026-03-01T10:01:00Z', algorithm: 'test' },
    number: {
      value: 2,
      source: 'dice',
      enteredAt: '2026-03-02T10:00:00Z',
      confirmedAt: '2026-03-02T10:05:00Z',
      confirmedBy: 'second-person',
    },
    drawn: ['p1', 'p2'],
    openings,
  })
}

function closed(record: Omit<DrawRecord, 'sha256'>): DrawRecord {
  return { ...record, sha256: closingHash(record) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
