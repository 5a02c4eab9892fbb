import { describe, expect, test } from 'vitest'
import { networkOf } from './network.ts'
import { leave, spoken } from './spoken.test-support.ts'
import { timetableOn } from './timetable.ts'
import { feedOf } from './timetable-text.test-support.ts'

const TOWN = feedOf(`
  1 weekdays: A 8:00, B 8:10, C 8:20
  1 weekdays: A 8:15, B 8:25, C 8:35
  2 weekdays: D 8:05, B 8:12, E 8:30
  2 weekdays: D 8:25, B 8:32, E 8:50
`)
const fromA = [['A', 300]] as const

describe('one line', () => {
  test('the walk to the stop ends when the bus leaves, and no earlier bus is taken', () => {
    const there = leave(TOWN, { at: '07:50', access: fromA }).journeyTo('C')
    expect(spoken(there)).toBe('walk 07:55 door → A 08:00 · 1 08:00 A → C 08:20')
    expect(there).toMatchObject({ rides: 1, walkSeconds: 300 })
  })

  test('who comes to the stop a second late waits for the next bus', () => {
    expect(spoken(leave(TOWN, { at: '07:55', access: fromA }).journeyTo('C'))).toContain('A → C 08:20')
    const late = leave(TOWN, { at: '07:55', access: [['A', 301]] })
    expect(spoken(late.journeyTo('C'))).toBe('walk 08:09 door → A 08:15 · 1 08:15 A → C 08:35')
  })

  test('a bus does not run backwards, and after the last one there is no way', () => {
    expect(leave(TOWN, { at: '07:50', access: [['C', 0]] }).journeyTo('A')).toBeUndefined()
    expect(leave(TOWN, { at: '09:00', access: fromA }).at('C')).toBeUndefined()
  })

  test('nobody gets on or off where the timetable says so', () => {
    const town = feedOf(`
      1 daily: A 8:00, B 8:10 !, C 8:20 ?, D 8:30
    `)
    const at = '07:00'
    expect(leave(town, { at, access: [['B', 0]] }).at('D')).toBeUndefined()
    expect(leave(town, { at, access: [['A', 0]] }).at('C')).toBeUndefined()
    expect(spoken(leave(town, { at, access: [['A', 0]] }).journeyTo('D'))).toContain('1 08:00 A → D 08:30')
  })

  test('a line that passes a stop twice can be taken from either call', () => {
    const loop = feedOf('1 daily: A 8:00, B 8:05, C 8:10, A 8:15, D 8:20')
    expect(spoken(leave(loop, { at: '08:01', access: [['A', 0]] }).journeyTo('D'))).toContain('1 08:15 A → D 08:20')
    expect(leave(loop, { at: '08:01', access: [['A', 0]] }).at('B')).toBeUndefined()
  })
})

describe('a change', () => {
  test('two minutes between arriving and leaving are just enough', () => {
    expect(spoken(leave(TOWN, { at: '07:50', access: fromA, changeSeconds: 120 }).journeyTo('E'))).toBe(
      'walk 07:55 door → A 08:00 · 1 08:00 A → B 08:10 · 2 08:12 B → E 08:30',
    )
  })

  test('with one second more to change the connection is missed', () => {
    const there = leave(TOWN, { at: '07:50', access: fromA, changeSeconds: 121 }).journeyTo('E')
    expect(spoken(there)).toBe('walk 07:55 door → A 08:00 · 1 08:00 A → B 08:10 · 2 08:32 B → E 08:50')
  })

  test('a time to change that the timetable gives for a stop counts where it is longer', () => {
    const feed = { ...TOWN, transfers: [{ fromStopId: 'B', toStopId: 'B', minTransferTime: 180 }] }
    expect(spoken(leave(feed, { at: '07:50', access: fromA }).journeyTo('E'))).toContain('2 08:32 B → E 08:50')
  })

  test('with one ride allowed there is no way', () => {
    expect(leave(TOWN, { at: '07:50', access: fromA, maxRides: 1 }).at('E')).toBeUndefined()
  })

  test('of two journeys that arrive together the one with fewer rides is told', () => {
    const town = feedOf(`
      1 daily: A 8:00, B 8:05
      2 daily: B 8:10, C 8:20
      3 daily: A 8:01, C 8:20
    `)
    expect(leave(town, { at: '07:50', access: [['A', 0]] }).journeyTo('C')).toMatchObject({ rides: 1 })
  })
})

describe('walks', () => {
  const town = feedOf(`
    1 daily: A 8:00, B 8:10
    2 daily: B 8:20, D 8:40
    3 daily: C 8:16, D 8:25
  `)

  test('walking to another stop beats waiting for a change', () => {
    const there = leave(town, { at: '07:50', access: [['A', 0]], walks: ['B C 240'], changeSeconds: 120 }).journeyTo(
      'D',
    )
    expect(spoken(there)).toBe(
      'walk 08:00 door → A 08:00 · 1 08:00 A → B 08:10 · walk 08:10 B → C 08:14 · 3 08:16 C → D 08:25',
    )
  })

  test('the margin of a change comes on top of the walk', () => {
    const there = leave(town, { at: '07:50', access: [['A', 0]], walks: ['B C 241'], changeSeconds: 120 }).journeyTo(
      'D',
    )
    expect(spoken(there)).toContain('2 08:20 B → D 08:40')
  })

  test('walks of the timetable itself are known', () => {
    const feed = { ...town, transfers: [{ fromStopId: 'B', toStopId: 'C', minTransferTime: 200 }] }
    expect(leave(feed, { at: '07:50', access: [['A', 0]] }).at('C')).toBe(8 * 3600 + 600 + 200)
  })

  test('two walks are never joined into one', () => {
    const chain = feedOf(`
      1 daily: A 8:00, B 8:10
      2 daily: X 5:00, C 5:10
    `)
    const arrivals = leave(chain, { at: '07:50', access: [['A', 0]], walks: ['B C 60', 'C X 60'] })
    expect(arrivals.at('C')).toBe(8 * 3600 + 660)
    expect(arrivals.at('X')).toBeUndefined()
  })

  test('a place at the end of a walk is reached from whichever stop is quickest', () => {
    const arrivals = leave(town, { at: '07:50', access: [['A', 0]], walks: ['B C 240'] })
    const egress = [
      ['B', 1800],
      ['D', 60],
    ] as const
    expect(spoken(arrivals.journeyToPlace(egress))).toContain('3 08:16 C → D 08:25 · walk 08:25 D → place 08:26')
    expect(arrivals.journeyToPlace([['B', 120]])?.arrival).toBe(8 * 3600 + 720)
  })

  test('of several stops near the door the best is walked to', () => {
    const access = [
      ['A', 60],
      ['C', 900],
    ] as const
    expect(spoken(leave(town, { at: '08:01', access }).journeyTo('D'))).toBe(
      'walk 08:01 door → C 08:16 · 3 08:16 C → D 08:25',
    )
  })
})

describe('days', () => {
  const town = feedOf(`
    1 weekdays: A 8:00, B 8:10
    1 weekdays: A 24:30, B 24:40
    S sunday: A 9:00, B 9:20
    weekdays not 2026-05-01
    sunday also 2026-05-01
  `)
  const access = [['A', 0]] as const

  test('the last bus of the evening leaves after midnight', () => {
    expect(spoken(leave(town, { at: '23:50', access }).journeyTo('B'))).toContain('1 00:30 A → B 00:40')
  })

  test('asked on the day after, it is still yesterday’s bus', () => {
    const day = '2026-03-11'
    expect(spoken(leave(town, { day, at: '00:10', access }).journeyTo('B'), day)).toContain('1 00:30 A → B 00:40')
    const saturday = '2026-03-14' // Friday's bus runs, Saturday's does not exist
    expect(leave(town, { day: saturday, at: '00:10', access }).at('B')).toBe(40 * 60)
    expect(leave(town, { day: saturday, at: '00:31', access, horizonSeconds: 86_000 }).at('B')).toBeUndefined()
  })

  test('a bus filed under tomorrow is caught by who leaves tonight', () => {
    const night = feedOf('N weekdays: A 0:30, B 0:45')
    expect(leave(night, { at: '23:50', access }).at('B')).toBe(24 * 3600 + 45 * 60)
    expect(leave(night, { day: '2026-03-13', at: '23:50', access }).at('B')).toBeUndefined()
  })

  test('on Sunday the Sunday service runs', () => {
    const day = '2026-03-15'
    expect(spoken(leave(town, { day, at: '07:00', access }).journeyTo('B'), day)).toContain('S 09:00 A → B 09:20')
  })

  test('a holiday on a Friday has the Sunday service', () => {
    const day = '2026-05-01'
    expect(spoken(leave(town, { day, at: '07:00', access }).journeyTo('B'), day)).toContain('S 09:00 A → B 09:20')
  })

  test('the clocks go forward: Saturday’s bus of 25:10 leaves at 01:10, an hour and ten after midnight', () => {
    const feed = feedOf(`
      1 saturday: A 25:10, B 25:20
      2 sunday: A 8:30, B 8:40
    `)
    const day = '2026-03-29'
    expect(spoken(leave(feed, { day, at: '00:30', access }).journeyTo('B'), day)).toContain('1 01:10 A → B 01:20')
    expect(spoken(leave(feed, { day, at: '08:00', access }).journeyTo('B'), day)).toContain('2 08:30 A → B 08:40')
    const overnight = leave(feed, { day, at: '01:30', access }).journeyTo('B')
    // From 01:30 to 08:30 by the clocks are six hours only.
    expect((overnight?.legs[1]?.departure ?? 0) - 6 * 3600).toBe(2 * 3600 + 1800)
  })

  test('the clocks go back: a bus before the change and one of the day after it', () => {
    const feed = feedOf(`
      1 saturday: A 24:20, B 24:30
      2 sunday: A 8:30, B 8:40
    `)
    const day = '2026-10-25'
    expect(spoken(leave(feed, { day, at: '00:10', access }).journeyTo('B'), day)).toContain('1 00:20 A → B 00:30')
    expect(spoken(leave(feed, { day, at: '00:40', access }).journeyTo('B'), day)).toContain('2 08:30 A → B 08:40')
  })

  test('outside validity nothing runs, and the timetable says so', () => {
    const timetable = timetableOn(networkOf(town), '2031-03-11')
    expect(timetable.patterns).toBe(0)
    expect(timetable.problems.map(({ code }) => code)).toEqual(['out-of-validity', 'no-service'])
    expect(leave(town, { day: '2031-03-11', at: '08:00', access }).at('B')).toBeUndefined()
  })
})

describe('frequencies and overtaking', () => {
  test('a line told by its interval is taken at the next whole interval, and marked as not promised', () => {
    const feed = feedOf('F daily every=600 from=7:00 until=9:00: A 0:00, B 0:06/0:07, C 0:15')
    const there = leave(feed, { at: '08:01', access: [['B', 0]] }).journeyTo('C')
    expect(spoken(there)).toContain('F 08:07 B → C 08:15')
    expect(there?.legs[1]).toMatchObject({ isHeadwayBased: true })
    expect(leave(feed, { at: '08:58', access: [['A', 0]] }).at('C')).toBeUndefined() // 09:00 is after the last
  })

  test('exact departures of a repeated trip are promised', () => {
    const feed = feedOf('F daily every=600 from=7:00 until=9:00 exact: A 6:00, B 6:06')
    expect(leave(feed, { at: '08:01', access: [['A', 0]] }).journeyTo('B')?.legs[1]).toMatchObject({
      departure: 8 * 3600 + 600,
      isHeadwayBased: false,
    })
  })

  test('an express that leaves later and overtakes is the one to take', () => {
    const feed = feedOf(`
      1 daily: A 8:00, B 8:20, C 8:40
      1 daily: A 8:05, B 8:15, C 8:25
      1 daily: A 8:10, B 8:30, C 8:50
    `)
    expect(timetableOn(networkOf(feed), '2026-03-10').patterns).toBe(2)
    const arrivals = leave(feed, { at: '07:55', access: [['A', 0]] })
    expect(spoken(arrivals.journeyTo('C'))).toContain('1 08:05 A → C 08:25')
    expect(spoken(leave(feed, { at: '08:16', access: [['B', 0]] }).journeyTo('C'))).toContain('1 08:20 B → C 08:40')
  })
})

describe('a wheelchair', () => {
  const feed = feedOf(`
    1 daily wheelchair=2: A 8:00, B 8:10
    1 daily wheelchair=1: A 8:10, B 8:20
    2 daily: A 8:05, C 8:15
    3 daily wheelchair=1: A 8:05, D 8:15
  `)
  for (const stop of feed.stops) stop.wheelchairBoarding = stop.stopId === 'D' ? 2 : stop.stopId === 'C' ? 0 : 1
  const ask = { at: '07:55', access: [['A', 0]] } as const

  test('not asked for: the first bus', () => {
    expect(leave(feed, ask).journeyTo('B')?.legs[1]).toMatchObject({ departure: 28_800, wheelchair: 'not-accessible' })
  })

  test('a vehicle that is not accessible is left for the next', () => {
    const there = leave(feed, { ...ask, wheelchair: 'certain' }).journeyTo('B')
    expect(there?.legs[1]).toMatchObject({ departure: 29_400, wheelchair: 'accessible' })
  })

  test('what is unknown is used and flagged when possible is enough, and left out when certainty is asked', () => {
    expect(leave(feed, { ...ask, wheelchair: 'possible' }).journeyTo('C')?.legs[1]).toMatchObject({
      wheelchair: 'unknown',
    })
    expect(leave(feed, { ...ask, wheelchair: 'certain' }).journeyTo('C')).toBeUndefined()
  })

  test('nobody is sent to a stop that is not accessible', () => {
    expect(leave(feed, { ...ask, wheelchair: 'possible' }).journeyTo('D')).toBeUndefined()
  })

  test('a stop that says nothing is as its station', () => {
    const station = { stopId: 'S', stopName: 'Station', stopLat: 48.9, stopLon: 2.48, locationType: 1 }
    const stops = feed.stops.map((stop) => (stop.stopId === 'C' ? { ...stop, parentStation: 'S' } : stop))
    const closed = { ...feed, stops: [...stops, { ...station, wheelchairBoarding: 2 }] }
    expect(leave(closed, { ...ask, wheelchair: 'possible' }).journeyTo('C')).toBeUndefined()
  })
})

test.each([
  ['a stop that is not there', { access: [['Z', 1]] as const }, 'unknown-stop'],
  ['a walk of negative time', { access: [['A', -1]] as const }, 'bad-walk'],
  ['no ride at all', { access: fromA, maxRides: 0 }, 'bad-question'],
  ['a fraction of a second to change', { access: fromA, changeSeconds: 0.5 }, 'bad-question'],
])('a question with %s is refused', (_name, travel, code) => {
  expect(() => leave(TOWN, { at: '08:00', ...travel })).toThrow(expect.objectContaining({ code }))
})
