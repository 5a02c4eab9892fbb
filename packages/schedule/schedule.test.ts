import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addMonths, endOfPeriod, isDay, nextCivilSemester } from './days.ts'
import { centsByYear, endOfMission, equalParts, instalmentsOf, startOfNextPhase, type Terms } from './instalments.ts'
import { sharedAlong, WHOLE_BP } from './shares.ts'

const INITIAL = { budgetCents: 60_000_00, semesters: 6, lastPart: 'end' } as const
const OPERATION = { budgetCents: 75_000_00, semesters: 6, lastPart: 'start' } as const

const datesOf = (terms: Terms) => instalmentsOf(terms).map(({ dueOn }) => dueOn)
const amountsOf = (terms: Terms) => instalmentsOf(terms).map(({ netCents }) => netCents)
const sum = (cents: readonly number[]) => cents.reduce((one, other) => one + other, 0)

describe('the convention’s own schedule', () => {
  test('6 × 10 000 € and 3 × 2 × 12 500 € make 135 000 €', () => {
    const initial = amountsOf({ ...INITIAL, startOn: '2026-09-01' })
    const operation = amountsOf({ ...OPERATION, startOn: '2029-09-01' })
    expect(initial).toEqual(Array(6).fill(10_000_00))
    expect(operation).toEqual(Array(6).fill(12_500_00))
    expect(sum([...initial, ...operation])).toBe(135_000_00)
  })

  test.each([
    ['2026-09-01', '2027-03-01', '2027-09-01', '2028-03-01', '2028-09-01', '2029-08-31'],
    ['2026-08-31', '2027-02-28', '2027-08-31', '2028-02-29', '2028-08-31', '2029-08-30'],
    ['2027-08-29', '2028-02-29', '2028-08-29', '2029-02-28', '2029-08-29', '2030-08-28'],
    ['2026-12-15', '2027-06-15', '2027-12-15', '2028-06-15', '2028-12-15', '2029-12-14'],
  ])('ordered on %s, the balance comes with the last day', (startOn, ...others) => {
    expect(datesOf({ ...INITIAL, startOn })).toEqual([startOn, ...others])
  })

  test('the operating phase is paid at the start of each of its semesters', () => {
    expect(datesOf({ ...OPERATION, startOn: '2029-09-01' })).toEqual([
      '2029-09-01',
      '2030-03-01',
      '2030-09-01',
      '2031-03-01',
      '2031-09-01',
      '2032-03-01',
    ])
  })

  test('civil semesters: at the order, then each 1 January and 1 July, and the balance at the end', () => {
    expect(datesOf({ ...INITIAL, startOn: '2026-09-15', semesterRule: 'civil' })).toEqual([
      '2026-09-15',
      '2027-01-01',
      '2027-07-01',
      '2028-01-01',
      '2028-07-01',
      '2029-09-14',
    ])
    expect(datesOf({ ...OPERATION, startOn: '2027-01-01', semesterRule: 'civil' })[1]).toBe('2027-07-01')
  })

  test('by year, phases that follow one another and phases that overlap', () => {
    const first = { ...INITIAL, startOn: '2026-09-01' }
    const byYear = (kind: 'sequential' | 'overlapping') =>
      centsByYear([
        ...instalmentsOf(first),
        ...instalmentsOf({ ...OPERATION, startOn: startOfNextPhase(first, { kind }) }),
      ]).map(([year, cents]) => [year, cents / 100])
    expect(byYear('sequential')).toEqual([
      ['2026', 10_000],
      ['2027', 20_000],
      ['2028', 20_000],
      ['2029', 22_500],
      ['2030', 25_000],
      ['2031', 25_000],
      ['2032', 12_500],
    ])
    expect(byYear('overlapping')).toEqual([
      ['2026', 22_500],
      ['2027', 45_000],
      ['2028', 45_000],
      ['2029', 22_500],
    ])
    expect(startOfNextPhase(first, { kind: 'custom', on: '2028-01-10' })).toBe('2028-01-10')
  })
})

describe('whatever the terms', () => {
  const day = fc
    .date({ min: new Date('2000-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))
  const terms: fc.Arbitrary<Terms> = fc.record({
    budgetCents: fc.integer({ min: 0, max: 1e12 }),
    startOn: day,
    semesters: fc.integer({ min: 1, max: 40 }),
    lastPart: fc.constantFrom('start', 'end'),
    semesterRule: fc.constantFrom('rolling', 'civil'),
    monthEnd: fc.constantFrom('same-day', 'last-day'),
  })

  test('cents add up to the budget, and no two parts differ by more than the remainder', () => {
    fc.assert(
      fc.property(terms, (given) => {
        const cents = amountsOf(given)
        expect(cents).toHaveLength(given.semesters)
        expect(sum(cents)).toBe(given.budgetCents)
        expect(Math.max(...cents) - Math.min(...cents)).toBeLessThan(given.semesters)
      }),
    )
  })

  test('days are of the calendar, never go back, and stay within the mission', () => {
    fc.assert(
      fc.property(terms, (given) => {
        const days = datesOf(given)
        expect(days.every(isDay)).toBe(true)
        expect(days.toSorted()).toEqual(days)
        expect(days[0]).toBe(
          given.semesters === 1 && given.lastPart === 'end'
            ? endOfPeriod(given.startOn, 6, given.monthEnd)
            : given.startOn,
        )
        expect((days.at(-1) ?? '') <= endOfPeriod(given.startOn, given.semesters * 6, given.monthEnd)).toBe(true)
      }),
    )
  })

  test('another day changes no amount', () => {
    fc.assert(
      fc.property(terms, day, (given, startOn) => {
        expect(amountsOf({ ...given, startOn })).toEqual(amountsOf(given))
      }),
    )
  })

  test('a month later than a month earlier is the same month', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -600, max: 600 }), (from, months) => {
        expect(addMonths(addMonths(from, months), -months).slice(0, 7)).toBe(from.slice(0, 7))
      }),
    )
  })
})

test('what is left over goes to the last part', () => {
  expect(equalParts(100_00, 3)).toEqual([33_33, 33_33, 33_34])
  expect(equalParts(2, 3)).toEqual([0, 0, 2])
})

test('ends of months: the same day where there is one, or last day to last day', () => {
  expect(addMonths('2027-02-28', 6)).toBe('2027-08-28')
  expect(addMonths('2027-02-28', 6, 'last-day')).toBe('2027-08-31')
  expect(addMonths('2028-02-28', 6, 'last-day')).toBe('2028-08-28')
  expect(addMonths('2026-08-31', -6)).toBe('2026-02-28')
  expect([nextCivilSemester('2026-06-30'), nextCivilSemester('2026-07-01')]).toEqual(['2026-07-01', '2027-01-01'])
})

test('wrong terms are refused with what was given', () => {
  const given = { ...INITIAL, startOn: '2026-09-01' }
  expect(() => instalmentsOf({ ...given, startOn: '2027-02-29' })).toThrow(/2027-02-29/)
  expect(() => instalmentsOf({ ...given, budgetCents: 0.5 })).toThrow(RangeError)
  expect(() => instalmentsOf({ ...given, semesters: 0 })).toThrow(RangeError)
  expect(() => startOfNextPhase(given, { kind: 'custom', on: 'soon' })).toThrow(/soon/)
})

describe('amended', () => {
  const terms = { ...INITIAL, startOn: '2026-09-01' }

  test('a larger budget and two more semesters: what is kept stands, the rest shares what remains', () => {
    const kept = instalmentsOf(terms).slice(0, 2)
    const after = instalmentsOf({ ...terms, budgetCents: 80_000_00, semesters: 8 }, kept)
    expect(after.map(({ netCents }) => netCents)).toEqual([...[10_000_00, 10_000_00], ...Array(6).fill(10_000_00)])
    expect(after.slice(0, 2)).toEqual(kept)
    expect(after.at(-1)).toMatchObject({ trigger: 'end', dueOn: '2030-08-31' })
    expect(instalmentsOf({ ...terms, budgetCents: 50_000_00 }, kept).map(({ netCents }) => netCents)).toEqual([
      ...[10_000_00, 10_000_00],
      ...Array(4).fill(7_500_00),
    ])
  })

  test('six months of rest move what was planned from that day on, the end of the mission with it, and no amount', () => {
    const suspensions = [{ from: '2027-06-01', months: 6 }]
    expect(datesOf({ ...terms, suspensions })).toEqual([
      ...['2026-09-01', '2027-03-01', '2028-03-01'],
      ...['2028-09-01', '2029-03-01', '2030-02-28'],
    ])
    expect(amountsOf({ ...terms, suspensions })).toEqual(amountsOf(terms))
    expect(startOfNextPhase({ ...terms, suspensions }, { kind: 'sequential' })).toBe('2030-03-01')
    expect(endOfMission({ ...terms, suspensions: [...suspensions, { from: '2029-10-01', months: 2 }] })).toBe(
      '2030-04-30',
    )
    expect(datesOf({ ...terms, semesterRule: 'civil', suspensions })[2]).toBe('2028-01-01')
  })

  test('what cannot be planned is refused', () => {
    const kept = instalmentsOf(terms).slice(0, 3)
    expect(() => instalmentsOf({ ...terms, budgetCents: 29_999_99 }, kept)).toThrow(/1 cents are missing/)
    expect(() => instalmentsOf({ ...terms, semesters: 2 }, kept)).toThrow(/semesters/)
    expect(() => instalmentsOf({ ...terms, semesters: 3 }, kept)).toThrow(/remain/)
  })

  test('whatever is kept, the whole is the new budget and days never go back', () => {
    const cases = fc.record({
      budgetCents: fc.integer({ min: 0, max: 1e9 }),
      more: fc.integer({ min: 0, max: 1e9 }),
      semesters: fc.integer({ min: 1, max: 20 }),
      longer: fc.integer({ min: 1, max: 20 }),
      keep: fc.nat(20),
      from: fc.integer({ min: 0, max: 120 }),
      months: fc.integer({ min: 0, max: 36 }),
    })
    fc.assert(
      fc.property(cases, ({ budgetCents, more, semesters, longer, keep, from, months }) => {
        const before: Terms = { budgetCents, semesters, lastPart: 'start', startOn: '2026-08-31' }
        const kept = instalmentsOf(before).slice(0, Math.min(keep, semesters))
        const suspensions = [{ from: addMonths('2026-08-31', from), months }]
        const after = instalmentsOf(
          { ...before, budgetCents: budgetCents + more, semesters: semesters + longer, suspensions },
          kept,
        )
        expect(sum(after.map(({ netCents }) => netCents))).toBe(budgetCents + more)
        expect(after.slice(0, kept.length)).toEqual(kept)
        const days = after.map(({ dueOn }) => dueOn)
        expect(days.toSorted()).toEqual(days)
      }),
    )
  })
})

describe('several payers', () => {
  const thirds = { cents: 100_00, weights: [1, 1, 1] }

  test('thirds of three times 100 €: the cent goes to another each time, and each pays 100 €', () => {
    expect(sharedAlong([thirds, thirds, thirds])).toEqual([
      [33_34, 33_33, 33_33],
      [33_33, 33_34, 33_33],
      [33_33, 33_33, 33_34],
    ])
  })

  test('a third and two thirds of twelve instalments make 45 000 € and 90 000 €', () => {
    const schedule = [...Array(6).fill(10_000_00), ...Array(6).fill(12_500_00)]
    const parts = sharedAlong(schedule.map((cents) => ({ cents, weights: [1, 2] })))
    expect(parts.slice(0, 3)).toEqual([
      [3_333_33, 6_666_67],
      [3_333_34, 6_666_66],
      [3_333_33, 6_666_67],
    ])
    expect(columnSums(parts)).toEqual([45_000_00, 90_000_00])
  })

  test('70 % and 30 %, then one alone: who pays nothing of an amount gets no cent of it', () => {
    expect(
      sharedAlong([
        { cents: 12_500_01, weights: [7000, 3000] },
        { cents: 12_500_00, weights: [0, WHOLE_BP] },
      ]),
    ).toEqual([
      [8_750_01, 3_750_00],
      [0, 12_500_00],
    ])
  })

  test('what was billed stands, and the cents that it was rounded by are made up for', () => {
    const kept = { ...thirds, kept: [33_33, 33_33, 33_34] }
    expect(sharedAlong([kept, kept, thirds])).toEqual([kept.kept, kept.kept, [33_34, 33_34, 33_32]])
    expect(sharedAlong([thirds, kept])).toEqual([[33_34, 33_34, 33_32], kept.kept])
  })

  test('what was billed otherwise than by the shares is made up for by nobody', () => {
    const alone = { ...thirds, kept: [100_00, 0, 0] }
    expect(sharedAlong([alone, thirds])).toEqual([alone.kept, [33_34, 33_33, 33_33]])
  })

  const weights = fc.array(fc.integer({ min: 1, max: WHOLE_BP }), { minLength: 1, maxLength: 8 })
  const amounts = fc.array(fc.integer({ min: 1e6, max: 1e10 }), { minLength: 1, maxLength: 40 })
  const anything = fc.integer({ min: 1, max: 6 }).chain((payers) =>
    fc.array(
      fc.record({
        cents: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 1e12 })),
        weights: fc
          .array(fc.integer({ min: 0, max: 12 }), { minLength: payers, maxLength: payers })
          .filter((all) => all.some((weight) => weight > 0)),
      }),
      { minLength: 1, maxLength: 20 },
    ),
  )

  test('whatever the shares of each, every amount adds up, and only who pays it gets a part', () => {
    fc.assert(
      fc.property(anything, (schedule) => {
        for (const [at, parts] of sharedAlong(schedule).entries()) {
          expect(sum(parts)).toBe(schedule[at]?.cents)
          expect(parts.every((part, payer) => part >= 0 && (part === 0 || schedule[at]?.weights[payer]))).toBe(true)
        }
      }),
    )
  })

  test('running totals are never a cent from their share; the last is the largest remainder’s of the whole', () => {
    fc.assert(
      fc.property(amounts, weights, (all, shares) => {
        const parts = sharedAlong(all.map((cents) => ({ cents, weights: shares })))
        for (let until = 1; until <= all.length; until++)
          expect(columnSums(parts.slice(0, until))).toEqual(largestRemainder(sum(all.slice(0, until)), shares))
      }),
    )
  })

  test('after any instalments that were rounded one by one, each payer’s total is still exact', () => {
    fc.assert(
      fc.property(amounts, weights, fc.nat(10), (all, shares, keep) => {
        const before = all.slice(0, keep).map((cents) => ({
          cents,
          weights: shares,
          kept: largestRemainder(cents, shares),
        }))
        const after = [...all, 1e9].slice(before.length).map((cents) => ({ cents, weights: shares }))
        expect(columnSums(sharedAlong([...before, ...after]))).toEqual(largestRemainder(sum(all) + 1e9, shares))
      }),
    )
  })

  test('what cannot be shared is refused', () => {
    expect(() => sharedAlong([{ cents: 1, weights: [] }])).toThrow(/somebody/)
    expect(() => sharedAlong([{ cents: 0.5, weights: [1] }])).toThrow(/0.5/)
    expect(() => sharedAlong([{ cents: 1, weights: [-1] }])).toThrow(/-1/)
    expect(() => sharedAlong([thirds, { cents: 1, weights: [1] }])).toThrow(/every payer/)
    expect(() => sharedAlong([{ ...thirds, kept: [1, 2, 3] }])).toThrow(/10000 cents/)
  })
})

function columnSums(rows: readonly number[][]): number[] {
  return (rows[0] ?? []).map((_, payer) => sum(rows.map((row) => row[payer] ?? 0)))
}

/** Hamilton's method, written apart from what is tested: exact shares are compared as fractions of whole numbers. */
function largestRemainder(cents: number, weights: readonly number[]): number[] {
  const whole = BigInt(sum(weights))
  const shares = weights.map((weight, at) => {
    const product = BigInt(cents) * BigInt(weight)
    return { at, floor: Number(product / whole), rest: Number(product % whole) }
  })
  const left = cents - sum(shares.map(({ floor }) => floor))
  const up = new Set(
    shares
      .toSorted((a, b) => b.rest - a.rest || a.at - b.at)
      .slice(0, left)
      .map(({ at }) => at),
  )
  return shares.map(({ at, floor }) => floor + Number(up.has(at)))
}
