import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clockAt, originOf, secondsAt } from './clock.ts'
import { daysAfter, isDay, weekdayOf } from './day.ts'
import { networkOf } from './network.ts'
import { representativeDay } from './representative-day.ts'
import { feedOf } from './timetable-text.test-support.ts'

describe('the clock', () => {
  test('half past eight is 30 600 on every day, also when clocks change', () => {
    for (const day of ['2026-03-10', '2026-03-29', '2026-07-14', '2026-10-25']) {
      expect(secondsAt(day, '08:30')).toBe(30_600)
      expect(clockAt(day, 30_600)).toBe('08:30')
    }
  })

  test('in spring the count starts at 23:00 of the day before, in autumn at 01:00', () => {
    expect(new Date(originOf('2026-03-29')).toISOString()).toBe('2026-03-28T22:00:00.000Z')
    expect(new Date(originOf('2026-10-25')).toISOString()).toBe('2026-10-24T23:00:00.000Z')
    expect(secondsAt('2026-03-29', '00:00')).toBe(3600)
    expect(secondsAt('2026-10-25', '00:00')).toBe(-3600)
  })

  test('of an hour that comes twice the first is meant, and a skipped one goes on from the hour before', () => {
    expect(secondsAt('2026-10-25', '02:30')).toBe(5400)
    expect(secondsAt('2026-10-25', '03:30')).toBe(12_600)
    expect(clockAt('2026-03-29', secondsAt('2026-03-29', '02:30'))).toBe('03:30')
  })

  test('a time after midnight is counted on, and what is no time is refused', () => {
    expect(secondsAt('2026-03-10', '25:10:05')).toBe(90_605)
    expect(clockAt('2026-03-10', 90_600)).toBe('01:10')
    expect(() => secondsAt('2026-03-10', '8h30')).toThrow(expect.objectContaining({ code: 'bad-clock' }))
  })

  test('another zone has other changes', () => {
    expect(new Date(originOf('2026-03-29', 'America/New_York')).toISOString()).toBe('2026-03-29T04:00:00.000Z')
    expect(new Date(originOf('2026-03-08', 'America/New_York')).toISOString()).toBe('2026-03-08T04:00:00.000Z')
  })
})

test('days are counted over months, years and changes of the clock', () => {
  expect(daysAfter('2026-12-31', 1)).toBe('2027-01-01')
  expect(daysAfter('2028-03-01', -1)).toBe('2028-02-29')
  expect(weekdayOf('2026-03-10')).toBe('tuesday')
  expect(isDay('2026-02-29')).toBe(false)
  fc.assert(
    fc.property(fc.integer({ min: -3000, max: 30_000 }), (weeks) => {
      const day = daysAfter('2026-03-10', 7 * weeks)
      expect(weekdayOf(day)).toBe('tuesday')
      expect(daysAfter(day, -7 * weeks)).toBe('2026-03-10')
    }),
  )
})

describe('a day that stands for a weekday', () => {
  const town = `
    1 weekdays: A 8:00, B 8:10
    1 weekdays: A 9:00, B 9:10
    S sunday: A 9:00, B 9:20
  `

  test('is the first with the usual number of rides, passing over exceptions', () => {
    const network = networkOf(feedOf(`${town}\nweekdays not 2026-01-06\nsunday also 2026-01-06`))
    const chosen = representativeDay(network, 'tuesday')
    expect(chosen).toEqual({ day: '2026-01-13', rides: 2, compared: 52, exceptional: 1 })
    expect(representativeDay(network, 'sunday')).toMatchObject({ day: '2026-01-04', rides: 1 })
  })

  test('is on or after the day asked for, else the last before it', () => {
    const network = networkOf(feedOf(town))
    expect(representativeDay(network, 'tuesday', '2026-09-02').day).toBe('2026-09-08')
    expect(representativeDay(network, 'tuesday', '2030-01-01').day).toBe('2026-12-29')
  })

  test('is taken from the exceptions when there is nothing else', () => {
    const feed = feedOf(town)
    const days = ['2026-03-10', '2026-03-17'].map((date) => ({
      serviceId: 'weekdays',
      date,
      exceptionType: 1 as const,
    }))
    const network = networkOf({ ...feed, calendar: [], calendarDates: days, trips: feed.trips.slice(0, 2) })
    expect(representativeDay(network, 'tuesday')).toMatchObject({ day: '2026-03-10', compared: 2, exceptional: 0 })
  })

  test('is refused when nothing runs on any', () => {
    const network = networkOf(feedOf('1 sunday: A 8:00, B 8:10'))
    expect(() => representativeDay(network, 'monday')).toThrow(expect.objectContaining({ code: 'no-such-weekday' }))
  })
})
