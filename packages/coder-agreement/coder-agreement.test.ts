import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alpha, type Level, type Rating } from './alpha.ts'
import { alphaInterval } from './bootstrap.ts'
import { agreementByCode } from './excerpts.ts'

const LEVELS: Level[] = ['nominal', 'ordinal', 'interval', 'ratio']

/** Units from one row a coder; a dot is a missing value. */
function byCoder(...rows: string[]): Rating[][] {
  const coders = rows.map((row) => row.split(' '))
  return (coders[0] ?? []).map((_, unit) =>
    coders.map((ratings) => {
      const rating = ratings[unit] ?? '.'
      if (rating === '.') return null
      return /^\d+$/.test(rating) ? Number(rating) : rating
    }),
  )
}

const FOUR_OBSERVERS = byCoder(
  '1 2 3 3 2 1 4 1 2 . . .',
  '1 2 3 3 2 2 4 1 2 5 . 3',
  '. 3 3 3 2 3 4 2 2 5 1 .',
  '1 2 3 3 2 4 4 1 2 5 1 .',
)

describe('the examples that Krippendorff publishes (2011)', () => {
  test('A: binary data, two observers, no missing data: 0.095', () => {
    const found = alpha(byCoder('0 1 0 0 0 0 0 0 1 0', '1 1 1 0 0 1 0 0 0 0'), 'nominal')
    expect(found.alpha).toBeCloseTo(0.095, 3)
    expect(found).toMatchObject({ units: 10, values: 20 })
  })

  test('B: nominal data, two observers, no missing data: 0.692', () => {
    const found = alpha(byCoder('a a b b d c c c e d d a', 'b a b b b c c c e d d d'), 'nominal')
    expect(found.alpha).toBeCloseTo(0.692, 3)
  })

  test.each([
    ['nominal', 0.743],
    ['ordinal', 0.815],
    ['interval', 0.849],
    ['ratio', 0.797],
  ] as const)('C and D: four observers, missing data, %s: %f', (level, published) => {
    const found = alpha(FOUR_OBSERVERS, level)
    expect(found.alpha).toBeCloseTo(published, 3)
    expect(found).toMatchObject({ units: 11, values: 40 })
  })

  test('C and D to six digits, as other implementations compute them', () => {
    const found = LEVELS.map((level) => alpha(FOUR_OBSERVERS, level).alpha?.toFixed(6))
    expect(found).toEqual(['0.743421', '0.815388', '0.849107', '0.797403'])
  })
})

describe('alpha', () => {
  const ratings = fc.array(fc.array(fc.option(fc.integer({ min: 0, max: 4 })), { minLength: 3, maxLength: 3 }), {
    minLength: 2,
    maxLength: 12,
  })

  test('is the same whatever the order of units and coders', () => {
    fc.assert(
      fc.property(ratings, fc.constantFrom(...LEVELS), (units, level) => {
        const turned = units.toReversed().map((unit) => unit.toReversed())
        const [one, other] = [alpha(units, level).alpha, alpha(turned, level).alpha]
        if (one === null) expect(other).toBeNull()
        else expect(other).toBeCloseTo(one, 10)
      }),
    )
  })

  test('is never above 1, and 1 just when all agree', () => {
    fc.assert(
      fc.property(ratings, fc.constantFrom(...LEVELS), (units, level) => {
        const { alpha: found } = alpha(units, level)
        if (found === null) return
        const agree = units.every((unit) => new Set(unit.filter((value) => value !== null)).size < 2)
        expect(found <= 1).toBe(true)
        expect(found === 1).toBe(agree)
      }),
    )
  })

  test('is unknown when nothing varies, or nothing can be compared', () => {
    expect(
      alpha(
        [
          ['a', 'a'],
          ['a', 'a'],
        ],
        'nominal',
      ).alpha,
    ).toBeNull()
    expect(
      alpha(
        [
          ['a', null],
          [null, 'b'],
        ],
        'nominal',
      ),
    ).toMatchObject({ alpha: null, units: 0, values: 0 })
    expect(alpha([], 'ordinal').alpha).toBeNull()
  })

  test('refuses names where it needs numbers', () => {
    expect(() => alpha([['a', 'b']], 'interval')).toThrow('got a')
    expect(() => alpha([[-1, 1]], 'ratio')).toThrow('of 0 or more')
  })
})

describe('the interval', () => {
  const units = Array.from({ length: 40 }, (_, unit) => [unit % 3, unit % 8 === 0 ? (unit + 1) % 3 : unit % 3])

  test('encloses alpha, narrows with units, and says how likely the coding is too poor', () => {
    const found = alphaInterval(units, 'nominal', { seed: 'palier' })
    const { alpha: point } = alpha(units, 'nominal')
    expect(found?.lower).toBeLessThan(point ?? 0)
    expect(found?.upper).toBeGreaterThan(point ?? 1)
    const wide = (found?.upper ?? 0) - (found?.lower ?? 0)
    const more = alphaInterval([...units, ...units, ...units, ...units], 'nominal', { seed: 'palier' })
    expect((more?.upper ?? 0) - (more?.lower ?? 0)).toBeLessThan(0.65 * wide)
    expect(alphaInterval(units, 'nominal', { seed: 'palier', minimum: 1.01 })?.below).toBe(1)
  })

  test('is the same for the same seed', () => {
    const once = alphaInterval(FOUR_OBSERVERS, 'ordinal', { seed: 'a', resamples: 50 })
    expect(alphaInterval(FOUR_OBSERVERS, 'ordinal', { seed: 'a', resamples: 50 })).toEqual(once)
  })

  test('leaves out resamples in which nothing varies, and counts them', () => {
    const rare = alphaInterval(
      [
        ['a', 'a'],
        ['a', 'a'],
        ['b', 'b'],
      ],
      'nominal',
      { seed: 'a', resamples: 200 },
    )
    expect(rare?.undefined).toBeGreaterThan(20)
    expect(rare).toMatchObject({ lower: 1, upper: 1 })
    expect(alphaInterval([['a', 'a']], 'nominal', { seed: 'a' })).toBeNull()
    expect(alphaInterval([['a', null]], 'nominal', { seed: 'a' })).toBeNull()
  })

  test('refuses a level or a number of resamples that is none', () => {
    expect(() => alphaInterval(units, 'nominal', { seed: '', level: 95 })).toThrow('between 0 and 1')
    expect(() => alphaInterval(units, 'nominal', { seed: '', resamples: 0 })).toThrow('resamples')
  })
})

describe('agreement on a text', () => {
  const first = [
    { code: 'noise', start: 5, end: 30 },
    { code: 'help', start: 120, end: 150 },
  ]
  const second = [
    { code: 'noise', start: 8, end: 26 },
    { code: 'noise', start: 101, end: 110 },
  ]

  test('is passage by passage: excerpts that differ by a word agree, and what is disputed is named', () => {
    const [help, noise] = agreementByCode([50, 100, 150, 200], [first, second])
    expect(noise).toMatchObject({ code: 'noise', used: [1, 2], disputed: [2] })
    expect(noise?.alpha).toBeCloseTo(1 - (7 * 2) / (2 * 3 * 5), 12)
    expect(help).toMatchObject({ code: 'help', used: [1, 0], disputed: [2], alpha: 0 })
  })

  test('an excerpt that ends where a passage begins does not reach into it', () => {
    const touching = [[{ code: 'noise', start: 0, end: 50 }], []]
    expect(agreementByCode([50, 100], touching)[0]?.used).toEqual([1, 0])
    expect(() => agreementByCode([50, 50], touching)).toThrow('passage 1')
  })
})
