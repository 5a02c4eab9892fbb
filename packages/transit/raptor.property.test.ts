import fc from 'fast-check'
import { expect, test } from 'vitest'
import { connectionsOf, NOT_REACHED, scan, scanWithRides, walksOf } from './connection-scan.test-support.ts'
import { footpathsOf } from './footpaths.ts'
import type { Feed } from './gtfs.ts'
import type { Journey, Leg } from './journey.ts'
import { networkOf } from './network.ts'
import { type RandomQuestion, randomQuestion } from './random-timetable.test-support.ts'
import { type Arrivals, arrivalsOfEach, earliestArrivals, type Travel } from './raptor.ts'
import { type Timetable, timetableOn } from './timetable.ts'

const RUNS = { numRuns: 250 }
const EVERY_RIDE = 12
const LATEST = 30 * 3600

interface Prepared {
  readonly timetable: Timetable
  readonly travel: Travel
  ask(departure: number, more?: Partial<Travel>): Arrivals
}

function prepared({ feed, walks, access, changeSeconds, departure }: RandomQuestion): Prepared {
  const timetable = timetableOn(networkOf(feed), '2026-03-10')
  const footpaths = footpathsOf(timetable.network, walks)
  const horizonSeconds = LATEST - departure
  const travel: Travel = { access, footpaths, changeSeconds, maxRides: EVERY_RIDE, horizonSeconds }
  return { timetable, travel, ask: (at, more) => earliestArrivals(timetable, { ...travel, ...more }, at) }
}

function stopsOf(feed: Feed): string[] {
  return [...feed.stops].map(({ stopId }) => stopId)
}

function asList(arrivals: Arrivals, feed: Feed): (number | undefined)[] {
  return stopsOf(feed).map((id) => arrivals.at(id))
}

function orUndefined(arrivals: Int32Array): (number | undefined)[] {
  return Array.from(arrivals, (time) => (time === NOT_REACHED ? undefined : time))
}

test('arrivals are those of a plain connection scan', () => {
  fc.assert(
    fc.property(randomQuestion, (question) => {
      const connections = connectionsOf(question.feed)
      const walks = walksOf(connections, question.walks)
      const expected = scan(connections, walks, { ...question, latest: LATEST })
      expect(asList(prepared(question).ask(question.departure), question.feed)).toEqual(orUndefined(expected))
    }),
    RUNS,
  )
})

test('with a limit of rides they are those of as many scans', () => {
  fc.assert(
    fc.property(randomQuestion, fc.integer({ min: 1, max: 3 }), (question, maxRides) => {
      const connections = connectionsOf(question.feed)
      const walks = walksOf(connections, question.walks)
      const expected = scanWithRides(connections, walks, { ...question, latest: LATEST }, maxRides)
      const arrivals = prepared(question).ask(question.departure, { maxRides })
      expect(asList(arrivals, question.feed)).toEqual(orUndefined(expected))
    }),
    RUNS,
  )
})

test('a range of departures gives what each departure alone gives', () => {
  const steps = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(randomQuestion, steps, fc.integer({ min: 1, max: 3 }), (question, minutes, maxRides) => {
      const { timetable, travel, ask } = prepared(question)
      const departures = minutes.map((minute) => question.departure + minute * 60)
      const inRange = { ...travel, maxRides, horizonSeconds: undefined }
      for (const { departure, arrival } of arrivalsOfEach(timetable, inRange, departures)) {
        const alone = ask(departure, { maxRides, horizonSeconds: undefined })
        expect(orUndefined(arrival)).toEqual(asList(alone, question.feed))
      }
    }),
    RUNS,
  )
})

test('every journey told can be made, and arrives when it was said', () => {
  fc.assert(
    fc.property(randomQuestion, (question) => {
      const arrivals = prepared(question).ask(question.departure)
      for (const id of stopsOf(question.feed)) {
        const journey = arrivals.journeyTo(id)
        expect(journey?.arrival).toBe(arrivals.at(id))
        if (journey) checkJourney(journey, question, id)
      }
    }),
    RUNS,
  )
})

function checkJourney(journey: Journey, question: RandomQuestion, goal: string): void {
  const { legs, departure, arrival } = journey
  expect(departure).toBeGreaterThanOrEqual(question.departure)
  expect(arrival).toBeGreaterThanOrEqual(departure)
  expect(legs[0]?.kind).toBe('walk')
  expect(legs[0]?.from).toBeUndefined()
  expect(legs.at(-1)?.to?.stopId).toBe(goal)
  for (const [rank, leg] of legs.entries()) {
    const before = legs[rank - 1]
    expect(leg.arrival).toBeGreaterThanOrEqual(leg.departure)
    if (before) {
      expect(leg.from?.stopId).toBe(before.to?.stopId)
      const margin = leg.kind === 'ride' && rank > 1 ? question.changeSeconds : 0
      expect(leg.departure - before.arrival).toBeGreaterThanOrEqual(margin)
    }
    if (leg.kind === 'ride') expect(isInTimetable(leg, question.feed)).toBe(true)
    else expect(isGiven(leg, question)).toBe(true)
  }
}

function isInTimetable(leg: Leg & { kind: 'ride' }, feed: Feed): boolean {
  const calls = [...feed.stopTimes].filter(({ tripId }) => tripId === leg.trip.tripId)
  const shows = (given: number | null | undefined, time: number) => ((time - (given ?? Number.NaN)) / 86_400) % 1 === 0
  const on = calls.findIndex((call) => call.stopId === leg.from.stopId && shows(call.departureTime, leg.departure))
  const off = calls.findLastIndex((call) => call.stopId === leg.to.stopId && shows(call.arrivalTime, leg.arrival))
  return on !== -1 && on < off
}

function isGiven(leg: Leg & { kind: 'walk' }, { access, walks }: RandomQuestion): boolean {
  const seconds = leg.arrival - leg.departure
  if (!leg.from) return access.some(([id, walk]) => id === leg.to?.stopId && walk === seconds)
  return walks.some(({ from, to, ...walk }) => {
    return from === leg.from?.stopId && to === leg.to?.stopId && walk.seconds === seconds
  })
}

test('who waits before leaving never arrives earlier', () => {
  fc.assert(
    fc.property(randomQuestion, fc.integer({ min: 1, max: 3600 }), (question, wait) => {
      const { ask } = prepared(question)
      const now = asList(ask(question.departure, { horizonSeconds: undefined }), question.feed)
      const later = asList(ask(question.departure + wait, { horizonSeconds: undefined }), question.feed)
      for (const [rank, time] of later.entries()) {
        if (time !== undefined) expect(now[rank]).toBeLessThanOrEqual(time)
      }
    }),
    RUNS,
  )
})

test('with a wheelchair it is as if what may not be used were not there', () => {
  fc.assert(
    fc.property(randomQuestion, fc.constantFrom('possible' as const, 'certain' as const), (question, wheelchair) => {
      const mayUse = (value: number | null | undefined) => value === 1 || (wheelchair === 'possible' && value !== 2)
      const trips = new Set(
        [...question.feed.trips].filter((trip) => mayUse(trip.wheelchairAccessible)).map((trip) => trip.tripId),
      )
      const stops = new Set(
        [...question.feed.stops].filter((stop) => mayUse(stop.wheelchairBoarding)).map((stop) => stop.stopId),
      )
      const stopTimes = [...question.feed.stopTimes].flatMap((call) => {
        if (!trips.has(call.tripId)) return []
        return stops.has(call.stopId) ? [call] : [{ ...call, pickupType: 1, dropOffType: 1 }]
      })
      const connections = connectionsOf({ ...question.feed, stopTimes })
      const expected = scan(connections, walksOf(connections, question.walks), { ...question, latest: LATEST })
      const arrivals = prepared(question).ask(question.departure, { wheelchair })
      expect(asList(arrivals, question.feed)).toEqual(orUndefined(expected))
    }),
    RUNS,
  )
})
