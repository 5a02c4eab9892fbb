import fc from 'fast-check'
import { expect, test } from 'vitest'
import { easterSunday, publicHolidays } from './days-off.ts'
import { meetingsByDay, proposedDays } from './proposed.ts'

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
