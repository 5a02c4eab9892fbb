import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addMonths, endOfPeriod, isDay, nextCivilSemester } from './days.ts'
import { centsByYear, endOfMission, equalParts, instalmentsOf, startOfNextPhase, type Terms } from './instalments.ts'
import { sharedOut, WHOLE_BP } from './shares.ts'

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
  test('a third and two thirds of 10 000 €: the largest remainder takes the cent', () => {
    expect(sharedOut(10_000_00, [1, 2])).toEqual([3_333_33, 6_666_67])
  })

  test('70 % and 30 % of 12 500 €', () => {
    expect(sharedOut(12_500_00, [7000, 3000])).toEqual([8_750_00, 3_750_00])
  })

  test('on equal remainders the earlier one wins, and who pays nothing gets nothing', () => {
    expect(sharedOut(1_01, [5000, 5000])).toEqual([51, 50])
    expect(sharedOut(1_00, [WHOLE_BP, 0])).toEqual([1_00, 0])
  })

  const shares = fc
    .array(fc.integer({ min: 0, max: WHOLE_BP }), { minLength: 1, maxLength: 8 })
    .filter((weights) => weights.some((weight) => weight > 0))

  test('parts add up, and none is a cent away from its exact share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), shares, (cents, weights) => {
        const parts = sharedOut(cents, weights)
        expect(sum(parts)).toBe(cents)
        const total = sum(weights)
        for (const [at, part] of parts.entries())
          expect(Math.abs(part - (cents * (weights[at] ?? 0)) / total)).toBeLessThan(1.001)
      }),
    )
  })

  test('over a whole schedule, what each payer was and will be billed adds up to the budget', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e10 }),
        fc.integer({ min: 1, max: 40 }),
        shares,
        (budget, parts, weights) => {
          const schedule = equalParts(budget, parts).map((cents) => sharedOut(cents, weights))
          expect(sum(schedule.map(sum))).toBe(budget)
        },
      ),
    )
  })

  test('what cannot be shared is refused', () => {
    expect(() => sharedOut(1, [])).toThrow(/somebody/)
    expect(() => sharedOut(0.5, [1])).toThrow(/0.5/)
    expect(() => sharedOut(1, [-1])).toThrow(/-1/)
  })
})
