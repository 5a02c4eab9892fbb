import { expect, test } from 'vitest'
import { secondsAt } from './clock.ts'
import { footpathsWithin } from './footpaths.ts'
import { networkOf } from './network.ts'
import { type Reach, type ReachQuestion, reach } from './reach.ts'
import { timetableOn } from './timetable.ts'
import { feedOf } from './timetable-text.test-support.ts'

const TOWN = `
  1 weekdays every=1200 from=7:00 until=10:00 exact: A 0:00, B 0:15, C 0:30
  2 weekdays: A 8:00, D 8:10
  3 sunday every=3600 from=8:00 until=20:00 exact: A 0:00, B 0:15
`
const network = networkOf(feedOf(TOWN))
const access = [['A', 120]] as const

function ask(question: Partial<ReachQuestion> = {}, day = '2026-03-10'): Reach {
  return reach(timetableOn(network, day), { access, leaving: secondsAt(day, '08:30'), ...question })
}

const station = ({ stations }: Reach, id: string) => stations.find((one) => one.id === id)

test('the median over an hour does not depend on one lucky minute', () => {
  // A bus each 20 minutes, ridden 15: 2 minutes to walk, so leaving at :18 takes 17 minutes and at :19 takes 36.
  const b = station(ask(), 'B')
  expect(b).toMatchObject({ quickest: 17 * 60, slowest: 36 * 60, share: 1 })
  expect(b?.median).toBe(26 * 60) // the 30th of 60 departures: each of 17, 18 … 36 comes thrice
  expect(b?.leavingThen).toBe(25 * 60) // at 08:30 for the bus of 08:40, there at 08:55
})

test('stations are counted within 30 and 45 minutes by their median, nearest first', () => {
  const found = ask()
  expect(found.stations.map(({ id }) => id)).toEqual(['A', 'B', 'C'])
  expect(station(found, 'C')?.median).toBe(41 * 60)
  expect(found.within).toEqual([
    { minutes: 30, stations: 2, places: 0 },
    { minutes: 45, stations: 3, places: 0 },
  ])
})

test('what only the early departures reach has its share and no median', () => {
  const found = ask({ leaving: secondsAt('2026-03-10', '08:00'), windowSeconds: 3600, horizonSeconds: 3600 })
  // The only bus of line 2 leaves at 08:00: departures from 07:30 to 07:58 catch it.
  const d = station(found, 'D')
  expect(d).toMatchObject({ quickest: 12 * 60, median: undefined, leavingThen: undefined, slowest: undefined })
  expect(d?.share).toBeCloseTo(29 / 60, 12)
})

test('on Sunday an hour’s wait is part of it', () => {
  const found = ask({}, '2026-03-15')
  expect(station(found, 'B')).toMatchObject({ quickest: 17 * 60, slowest: 76 * 60, leavingThen: 45 * 60 })
  expect(station(found, 'C')).toBeUndefined()
})

test('places are reached by their own walk, or on foot all the way where that is quicker', () => {
  const places = [
    { id: 'pharmacy', egress: [['B', 300]] as const, walkSeconds: 600 },
    {
      id: 'hospital',
      egress: [
        ['C', 240],
        ['B', 1500],
      ] as const,
    },
    { id: 'nowhere', egress: [] },
  ] // prettier-ignore
  const found = ask({ places })
  expect(found.places.map(({ id, median }) => [id, median])).toEqual([
    ['pharmacy', 600],
    ['hospital', 45 * 60],
  ])
  expect(found.within.map(({ places }) => places)).toEqual([1, 2])
})

test('both sides of a street are one station, reached where one gets off first', () => {
  const feed = feedOf(`
    1 daily: A 8:40, B1 8:50
    2 daily: A 8:41, B2 8:45
  `)
  feed.stops = feed.stops.map((stop) => (stop.stopId.startsWith('B') ? { ...stop, parentStation: 'B' } : stop))
  feed.stops.push({ stopId: 'B', stopName: 'Bridge', stopLat: 48.9, stopLon: 2.48, locationType: 1 })
  const found = reach(timetableOn(networkOf(feed), '2026-03-10'), {
    access: [['A', 0]],
    leaving: secondsAt('2026-03-10', '08:30'),
    windowSeconds: 60,
  })
  expect(found.stations.map(({ id, name, median }) => [id, name, median])).toEqual([
    ['A', 'Stop A', 0],
    ['B', 'Bridge', 15 * 60],
  ])
})

test('walks between stops within a distance come from a function', () => {
  // Stops stand 100 m apart in the order A, B, C, D.
  const asked: string[] = []
  const footpaths = footpathsWithin(network, 150, (from, to) => {
    asked.push(from + to)
    return from === 'D' ? undefined : 90
  })
  expect(asked.sort()).toEqual(['AB', 'BA', 'BC', 'CB', 'CD', 'DC'])
  expect(station(ask({ footpaths, windowSeconds: 60 }), 'D')?.median).toBe((10 + 30) * 60 + 90)
})

test('the method is told with the figures', () => {
  const { method } = ask({ wheelchair: 'possible' })
  expect(method).toMatchObject({ day: '2026-03-10', firstDeparture: '08:00', lastDeparture: '08:59', departures: 60 })
  expect(method.words).toContain('60 departures from 08:00 to 08:59 on tuesday 2026-03-10')
  expect(method.words).toContain('at most 3 changes of at least 120 s')
  expect(method.words).toContain('wheelchair')
})

test('where nothing runs, only what is walked to is reached', () => {
  expect(ask({}, '2031-03-11').stations.map(({ id }) => id)).toEqual(['A'])
})

test('a window without a departure is refused', () => {
  expect(() => ask({ windowSeconds: 0 })).toThrow(expect.objectContaining({ code: 'bad-question' }))
  expect(() => ask({ stepSeconds: 0 })).toThrow(expect.objectContaining({ code: 'bad-question' }))
})
