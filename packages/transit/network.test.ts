import { describe, expect, test } from 'vitest'
import { networkOf } from './network.ts'
import { timetableOn } from './timetable.ts'
import { feedOf, time } from './timetable-text.test-support.ts'

const GOOD = `
  1 daily: A 8:00, B 8:10
  2 weekdays: A 8:05, B 8:20
`

/** The problem that one bad trip beside two good ones makes. */
function problemOf(badTrip: string) {
  const network = networkOf(feedOf(`${GOOD}\n${badTrip}`))
  expect(network.trips).toHaveLength(2)
  expect(network.setAside).toBe(1)
  expect(network.problems).toHaveLength(1)
  return network.problems[0]
}

describe('one bad trip is set aside, counted and named', () => {
  test.each([
    ['of a service that no calendar knows', '3 never: A 8:00, B 8:10', 'unknown-service', { serviceId: 'never' }],
    ['with one call', '3 daily: A 8:00', 'too-few-calls', { calls: 1 }],
    ['that arrives before it leaves', '3 daily: A 8:00, B 7:59', 'descending-times', { stopSequence: 10 }],
    [
      'that leaves a stop before it comes',
      '3 daily: A 8:00, B 8:10/8:09, C 8:20',
      'descending-times',
      { stopSequence: 10 },
    ],
    ['without a time at its end', '3 daily: A 8:00, B 8:10, C -', 'missing-end-time', {}],
    ['later than a week', '3 daily: A 8:00, B 200:00', 'bad-time', { stopSequence: 10 }],
    ['of an interval of zero', '3 daily every=0 from=7:00 until=8:00: A 0:00, B 0:10', 'bad-headway', {}],
    [
      'whose interval ends before it begins',
      '3 daily every=600 from=9:00 until=8:00: A 0:00, B 0:10',
      'bad-headway',
      {},
    ],
  ])('%s', (_what, trip, code, details) => {
    expect(problemOf(trip)).toEqual({ code, count: 1, examples: [{ tripId: '3/1', ...details }] })
  })

  test('at a stop, or of a line, that does not exist', () => {
    const feed = feedOf(`${GOOD}\n3 daily: A 8:00, Z 8:10`)
    const withoutStop = { ...feed, stops: feed.stops.filter(({ stopId }) => stopId !== 'Z') }
    expect(networkOf(withoutStop).problems).toEqual([
      { code: 'unknown-stop', count: 1, examples: [{ tripId: '3/1', stopId: 'Z' }] },
    ])
    const withoutLine = { ...feed, routes: feed.routes.filter(({ routeId }) => routeId !== '3') }
    expect(networkOf(withoutLine).problems.map(({ code }) => code)).toEqual(['unknown-route'])
  })

  test('with two calls of the same sequence', () => {
    const feed = feedOf(`${GOOD}\n3 daily: A 8:00, B 8:10`)
    for (const row of feed.stopTimes) if (row.tripId === '3/1') row.stopSequence = 7
    expect(networkOf(feed).problems).toMatchObject([{ code: 'duplicate-sequence', examples: [{ stopSequence: 7 }] }])
  })

  test('a thousand of them are one line with a few examples', () => {
    const bad = Array.from({ length: 1000 }, () => '3 daily: A 8:00, B 7:00').join('\n')
    const { problems, setAside } = networkOf(feedOf(`${GOOD}\n${bad}`))
    expect(setAside).toBe(1000)
    expect(problems).toMatchObject([{ code: 'descending-times', count: 1000 }])
    expect(problems[0]?.examples).toHaveLength(5)
  })
})

describe('rows that belong to nothing are left out', () => {
  test('times of an unknown trip, the same stop twice, a calendar in the wrong order, a transfer to nowhere', () => {
    const feed = feedOf(GOOD)
    const [stop, calendar] = [feed.stops[0], feed.calendar[0]]
    if (!stop || !calendar) throw new RangeError('the feed has stops and calendars')
    feed.stopTimes.push({ tripId: 'ghost', stopId: 'A', stopSequence: 1, arrivalTime: 0, departureTime: 0 })
    feed.stops.push({ ...stop, stopName: 'Another name' })
    feed.calendar.push({ ...calendar, startDate: '2027-01-01' }, { ...calendar, endDate: '2026-02-30' })
    const network = networkOf({ ...feed, transfers: [{ fromStopId: 'A', toStopId: 'nowhere', minTransferTime: 60 }] })
    expect(network.problems.map(({ code, count }) => [code, count])).toEqual([
      ['duplicate-id', 1],
      ['unknown-trip', 1],
      ['bad-date', 2],
      ['bad-transfer', 1],
    ])
    expect(network.setAside).toBe(0)
    expect(network.stops[0]?.stopName).toBe('Stop A')
  })
})

test('empty times are spread evenly between the timed calls around them, and this is said', () => {
  const network = networkOf(feedOf('1 daily: A 8:00/8:02, B -, C -, D 8:11/8:12, E -, F 8:20'))
  expect([...(network.trips[0]?.arrivals ?? [])]).toEqual(
    ['8:00', '8:05', '8:08', '8:11', '8:16', '8:20'].map((at) => time(at)),
  )
  expect(network.problems).toEqual([{ code: 'interpolated-times', count: 1, examples: [{ tripId: '1/1', calls: 3 }] }])
})

test('calls in any order of rows are those of their sequence', () => {
  const feed = feedOf('1 daily: A 8:00, B 8:10, C 8:20')
  const network = networkOf({ ...feed, stopTimes: feed.stopTimes.toReversed() })
  expect([...(network.trips[0]?.departures ?? [])]).toEqual(['8:00', '8:10', '8:20'].map((at) => time(at)))
})

describe('what makes every answer impossible is refused', () => {
  test.each([
    ['stops', { stops: [] }],
    ['routes', { routes: [] }],
    ['trips', { trips: [] }],
    ['stop_times', { stopTimes: [] }],
    ['calendar', { calendar: [], calendarDates: [] }],
  ])('no %s', (table, without) => {
    expect(() => networkOf({ ...feedOf(GOOD), ...without })).toThrow(
      expect.objectContaining({ code: 'missing-table', details: { table } }),
    )
  })

  test('every trip bad: the reasons come along', () => {
    const why = [{ code: 'descending-times', count: 1, examples: [{ tripId: '1/1', stopSequence: 10 }] }]
    expect(() => networkOf(feedOf('1 daily: A 8:00, B 7:00'))).toThrow(
      expect.objectContaining({ code: 'no-usable-trip', details: { problems: why } }),
    )
  })

  test.each(['2026-02-30', '30/03/2026', ''])('a day that is none: "%s"', (day) => {
    expect(() => timetableOn(networkOf(feedOf(GOOD)), day)).toThrow(expect.objectContaining({ code: 'bad-date' }))
  })
})

test('a timetable of dates alone, without a calendar, is enough', () => {
  const feed = feedOf('1 daily: A 8:00, B 8:10')
  const dates = [{ serviceId: 'daily', date: '2026-03-10', exceptionType: 1 as const }]
  const network = networkOf({ ...feed, calendar: [], calendarDates: dates })
  expect(timetableOn(network, '2026-03-10').tripOf).toHaveLength(1)
  expect(timetableOn(network, '2026-03-12').problems.map(({ code }) => code)).toEqual(['out-of-validity', 'no-service'])
})
