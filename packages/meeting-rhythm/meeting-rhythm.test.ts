import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { easterSunday, publicHolidays } from './days-off.ts'
import { meetingsByDay, proposedDays } from './proposed.ts'
import { DECREED_UNTIL, daysOffBetween, zoneOf } from './school-holidays.ts'

test('Easter falls where the tables put it', () => {
  // Meeus, Astronomical Algorithms, chapter 8, and the extreme days of the calendar.
  const known = {
    1818: '03-22',
    1886: '04-25',
    1954: '04-18',
    1961: '04-02',
    1991: '03-31',
    2000: '04-23',
    2027: '03-28',
  }
  for (const [year, day] of Object.entries(known)) expect(easterSunday(Number(year))).toBe(`${year}-${day}`)
})

test('the public holidays of 2026 are the eleven that were published', () => {
  expect(publicHolidays(2026)).toEqual(
    ['01-01', '04-06', '05-01', '05-08', '05-14', '05-25', '07-14', '08-15', '11-01', '11-11', '12-25'].map(
      (day) => `2026-${day}`,
    ),
  )
})

test('a committee of the second Tuesday meets then, and a week later when that is a public holiday', () => {
  expect(proposedDays(2026, { months: [10, 3], week: 2, weekday: 2 })).toEqual(['2026-03-10', '2026-10-13'])
  expect(proposedDays(2026, { months: [7], week: 2, weekday: 2 })).toEqual(['2026-07-21'])
})

test('any rhythm gives one working weekday a month, in order', () => {
  const rhythm = fc.record({
    months: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1 }),
    week: fc.integer({ min: 1, max: 4 }),
    weekday: fc.integer({ min: 1, max: 5 }),
  })
  fc.assert(
    fc.property(fc.integer({ min: 2024, max: 2100 }), rhythm, (year, asked) => {
      const days = proposedDays(year, asked)
      expect(days).toEqual(days.toSorted())
      expect(days).toHaveLength(asked.months.length)
      for (const day of days) {
        expect(new Date(day).getUTCDay()).toBe(asked.weekday)
        expect(publicHolidays(year)).not.toContain(day)
      }
    }),
  )
})

test('a meeting stands for the nearest day, and a day without one is missing', () => {
  const rows = meetingsByDay(['2026-03-10', '2026-10-13'], [{ on: '2026-03-24' }, { on: '2026-04-30' }])
  expect(rows.map(({ meetings }) => meetings.length)).toEqual([2, 0])
})

test('a rhythm that is none is refused', () => {
  for (const wrong of [
    { months: [13], week: 1, weekday: 1 },
    { months: [1], week: 5, weekday: 1 },
    { months: [1], week: 1, weekday: 6 },
  ])
    expect(() => proposedDays(2026, wrong)).toThrow(RangeError)
})

describe('school holidays', () => {
  test('of Seine-Saint-Denis in the winter and spring of 2027, with public holidays', () => {
    expect(zoneOf('93010')).toBe('C')
    expect(daysOffBetween('2027-02-01', '2027-04-30', 'C')).toEqual([
      { name: 'winter', from: '2027-02-06', to: '2027-02-21' },
      { name: 'public', from: '2027-03-29', to: '2027-03-29' },
      { name: 'spring', from: '2027-04-03', to: '2027-04-18' },
    ])
  })

  test('each mainland department has one zone; Corsica and overseas have none', () => {
    const mainland = Array.from({ length: 95 }, (_, at) => String(at + 1).padStart(2, '0')).filter(
      (one) => one !== '20',
    )
    expect(mainland.filter((department) => zoneOf(`${department}001`) === undefined)).toEqual([])
    expect([zoneOf('2A004'), zoneOf('97105')]).toEqual([undefined, undefined])
  })

  test('are of two weeks, no zone at the same time as the two others, and a day within is found', () => {
    for (const zone of ['A', 'B', 'C'] as const)
      for (const { name, from, to } of daysOffBetween('2025-10-01', DECREED_UNTIL, zone))
        if (name === 'winter' || name === 'spring') {
          const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1
          expect(days, `${zone} ${from}`).toBeGreaterThanOrEqual(16)
          expect(days, `${zone} ${from}`).toBeLessThanOrEqual(17)
          expect(new Date(from).getUTCDay(), `${zone} ${from}`).toBe(6)
        }
    expect(daysOffBetween('2026-12-25', '2026-12-25', 'B').map(({ name }) => name)).toEqual(['christmas', 'public'])
    expect(daysOffBetween('2026-12-22', '2026-12-22', undefined)).toEqual([])
  })
})
