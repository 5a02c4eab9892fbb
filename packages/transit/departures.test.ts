import { expect, test } from 'vitest'
import { departuresFrom, departuresOverTheWeek } from './departures.ts'
import { networkOf } from './network.ts'
import { timetableOn } from './timetable.ts'
import { feedOf, time } from './timetable-text.test-support.ts'

const network = networkOf(
  feedOf(`
    1 weekdays direction=0 to=Centre every=900 from=7:00 until=9:00 exact: A 0:00, B 0:05, C 0:10
    1 weekdays direction=0 to=Centre: A 10:30, B 10:35, C 10:40
    1 weekdays direction=0 to=Depot: A 24:50, B 24:55, C 25:00
    1 weekdays direction=1 to=North: C 7:30, B 7:35, A 7:40
    2 daily every=1200 from=18:00 until=20:00: B 0:00, D 0:10
    1 sunday direction=0 to=Centre: A 11:00, B 11:05, C 11:10
  `),
)
const tuesday = timetableOn(network, '2026-03-10')
const figures = (stops: string[]) =>
  departuresFrom(tuesday, stops).map(({ line, direction, departures }) => [line.routeId, direction, departures])

test('departures are counted by line and direction, and the end of a line is none', () => {
  expect(figures(['B'])).toEqual([
    ['1', 0, 10],
    ['1', 1, 1],
    ['2', undefined, 6],
  ])
  expect(figures(['A'])).toEqual([['1', 0, 10]])
})

test('a bus that calls at two stops in reach counts once, where it calls first', () => {
  expect(figures(['A', 'B'])).toEqual([
    ['1', 0, 10],
    ['1', 1, 1],
    ['2', undefined, 6],
  ])
  const [centre] = departuresFrom(tuesday, ['B', 'A'])
  expect(centre).toMatchObject({ first: time('7:00'), stopIds: ['A'], headsign: 'Centre' })
})

test('hours, bands, the last departure after midnight and the interval', () => {
  const [centre, , evening] = departuresFrom(tuesday, ['B'])
  expect(centre?.byHour.slice(7, 11)).toEqual([4, 4, 0, 1])
  expect(centre?.byHour[24]).toBe(1)
  expect(centre?.last).toBe(time('24:55'))
  expect(centre?.bands).toEqual([
    { fromHour: 7, untilHour: 9, departures: 8, perHour: 4, headwaySeconds: 900 },
    { fromHour: 10, untilHour: 16, departures: 1, perHour: 1 / 6, headwaySeconds: 21_600 },
    { fromHour: 18, untilHour: 20, departures: 0, perHour: 0, headwaySeconds: undefined },
  ])
  expect(centre?.isHeadwayBased).toBe(false)
  expect(evening).toMatchObject({ isHeadwayBased: true, direction: undefined })
  expect(evening?.bands[2]).toMatchObject({ departures: 6, perHour: 3, headwaySeconds: 1200 })
})

test('the night’s buses are those of the evening before, whichever day they are filed under', () => {
  const night = networkOf(feedOf('N daily: A 1:15, B 1:30'))
  const filedToday = departuresFrom(timetableOn(night, '2026-03-10'), ['A'])
  expect(filedToday).toMatchObject([{ departures: 1, last: time('25:15') }])
  const overMidnight = networkOf(feedOf('N daily: A 25:15, B 25:30'))
  expect(departuresFrom(timetableOn(overMidnight, '2026-03-10'), ['A'])).toMatchObject([
    { departures: 1, last: time('25:15') },
  ])
})

test('a typical Tuesday and a Sunday stand side by side', () => {
  const days = departuresOverTheWeek(network, ['A'])
  expect(days.map(({ weekday, chosen, lines }) => [weekday, chosen.day, lines[0]?.departures])).toEqual([
    ['tuesday', '2026-01-06', 10],
    ['sunday', '2026-01-04', 1],
  ])
})

test('a stop without any departure has no lines, and an unknown one is refused', () => {
  expect(departuresFrom(tuesday, ['D'])).toEqual([])
  expect(() => departuresFrom(tuesday, ['Z'])).toThrow(expect.objectContaining({ code: 'unknown-stop' }))
})
