import { describe, expect, test } from 'vitest'
import { compareProfiles, countOutcomes, outcomeRates, rIndicator } from './outcome-rates.ts'

const outcomes = {
  complete: 60,
  partial: 5,
  refusal: 20,
  nonContact: 10,
  other: 5,
  unknownEligibility: 20,
  notEligible: 25,
}

describe('the standard rates', () => {
  test('on a hundred eligible, 25 not eligible and 20 unknown, worked by hand', () => {
    const { eligibleShare, response, cooperation, refusal, contact } = outcomeRates(outcomes)
    expect(eligibleShare).toBeCloseTo(0.8, 12)
    const close = (rates: number[]) => rates.map((rate) => expect.closeTo(rate, 12))
    expect(response).toEqual(close([60 / 120, 65 / 120, 60 / 116, 65 / 116, 60 / 100, 65 / 100]))
    expect(cooperation).toEqual(close([60 / 90, 65 / 90, 60 / 85, 65 / 85]))
    expect(refusal).toEqual(close([20 / 120, 20 / 116, 20 / 100]))
    expect(contact).toEqual(close([90 / 120, 90 / 116, 90 / 100]))
  })

  test('take a share of eligible that is given', () => {
    expect(outcomeRates(outcomes, 0.5).response[2]).toBeCloseTo(60 / 110, 12)
    expect(() => outcomeRates(outcomes, 2)).toThrow('from 0 to 1')
    expect(() => outcomeRates({ ...outcomes, partial: -1 })).toThrow('partial is -1')
  })

  test('say nothing where nobody was drawn, and count all the unknown where nothing is known', () => {
    const nobody = countOutcomes([])
    expect(outcomeRates(nobody).response).toEqual([null, null, null, null, null, null])
    expect(outcomeRates({ ...nobody, unknownEligibility: 4 }).response[2]).toBe(0)
  })
})

test('final outcome codes are counted, and others refused', () => {
  expect(
    countOutcomes(['1.0', '1.1', '1.2', '2.10', '2.11', '2.20', '2.31', '2.32', '3.1', '3', '4.1', '4.2']),
  ).toEqual({
    complete: 2,
    partial: 1,
    refusal: 2,
    nonContact: 1,
    other: 2,
    unknownEligibility: 2,
    notEligible: 2,
  })
  expect(() => countOutcomes(['5.1'])).toThrow('« 5.1 »')
})

test('profiles of those drawn and of those who answered, and how alike their chances were', () => {
  const { profiles, rIndicator: indicator } = compareProfiles([
    { category: '18–44', drawn: 50, answered: 20 },
    { category: '45+', drawn: 50, answered: 40 },
  ])
  expect(profiles[0]).toMatchObject({ shareOfDrawn: 0.5, responseRate: 0.4 })
  expect(profiles[0]?.shareOfAnswered).toBeCloseTo(1 / 3, 12)
  expect(indicator).toBeCloseTo(1 - 2 * 0.2 * Math.sqrt(100 / 99), 12)
  expect(rIndicator([0.5, 0.5])).toBe(1)
})
