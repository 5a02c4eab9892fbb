import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Asked, classWeights, responseClasses } from './response-classes.ts'

const people = (count: number, answered: number, known: Record<string, string>, weights: [number, number] = [1, 1]) =>
  Array.from({ length: count }, (_, at): Asked => {
    const own = at < answered
    return { answered: own, known, weight: own ? weights[0] : weights[1] }
  })

describe('weights by class', () => {
  test('are the base weights divided by the weighted rate of each class, and keep its sum', () => {
    // Worked by hand: 20 × 3 + 30 × 1 = 90 asked, of whom 12 × 3 + 24 × 1 = 60 answered; 40 × 2 = 80 and 16 × 2 = 32.
    const asked = [
      ...people(20, 12, { age: '18–44' }, [3, 3]),
      ...people(30, 24, { age: '18–44' }, [1, 1]),
      ...people(40, 16, { age: '45+' }, [2, 2]),
    ]
    const classOf = asked.map(({ known }) => (known.age === '45+' ? 1 : 0))
    const weights = classWeights(asked, classOf)
    expect([weights[0], weights[20], weights[50]]).toEqual([4.5, 1.5, 5])
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(90 + 80, 9)
  })

  test('of 40 women of 60 and 10 men of 40 are 1.5 and 4 (Raghunathan, Missing Data Analysis in Practice, 2015, chapter 10.1201/b19428-5, its abstract)', () => {
    const asked = [...people(60, 40, { sex: 'F' }), ...people(40, 10, { sex: 'M' })]
    const { classes, classOf } = responseClasses(asked)
    const weights = classWeights(asked, classOf)
    expect(classes).toHaveLength(2)
    expect([weights[0], weights[60], weights[59]]).toEqual([1.5, 4, 0])
  })

  test('are refused where nobody of a class answered', () => {
    expect(() => classWeights(people(3, 1, {}), [0, 1, 1])).toThrow(/nobody of class 1/)
  })
})

describe('classes', () => {
  test('follow the feature that sets the rates furthest apart, then the next one within a half', () => {
    const asked = [
      ...people(40, 12, { age: '18–29', sex: 'F' }),
      ...people(40, 12, { age: '18–29', sex: 'M' }),
      ...people(40, 36, { age: '30–59', sex: 'F' }),
      ...people(40, 24, { age: '30–59', sex: 'M' }),
      ...people(40, 36, { age: '60+', sex: 'F' }),
      ...people(40, 24, { age: '60+', sex: 'M' }),
    ]
    const { classes } = responseClasses(asked, { ordered: { age: ['18–29', '30–59', '60+'] } })
    expect(classes).toEqual([
      { of: { age: ['18–29'] }, asked: 80, answered: 24, rate: 0.3 },
      { of: { age: ['30–59', '60+'], sex: ['M'] }, asked: 80, answered: 48, rate: 0.6 },
      { of: { age: ['30–59', '60+'], sex: ['F'] }, asked: 80, answered: 72, rate: 0.9 },
    ])
  })

  test('are not made of rates that chance explains, nor of too few people', () => {
    const alike = [...people(50, 30, { sex: 'F' }), ...people(50, 28, { sex: 'M' })]
    expect(responseClasses(alike).classes).toHaveLength(1)
    const few = [...people(91, 80, { sex: 'F' }), ...people(9, 5, { sex: 'M' })]
    expect(responseClasses(few).classes).toHaveLength(1)
    expect(responseClasses(few, { leastAsked: 9 }).classes).toHaveLength(2)
  })

  test('hold everyone asked once, with enough who answered, and keep the sum of the weights', () => {
    const person = fc.record({
      answered: fc.boolean(),
      weight: fc.double({ min: 0.5, max: 20, noNaN: true }),
      known: fc.record({ a: fc.constantFrom('1', '2', '3'), b: fc.constantFrom('x', 'y') }),
    })
    fc.assert(
      fc.property(fc.array(person, { minLength: 30, maxLength: 120 }), (asked) => {
        if (!asked.some(({ answered }) => answered)) return
        const { classes, classOf } = responseClasses(asked)
        expect(classes.reduce((sum, one) => sum + one.asked, 0)).toBe(asked.length)
        if (classes.length > 1)
          for (const one of classes) expect([one.asked >= 10, one.answered >= 5]).toEqual([true, true])
        const before = asked.reduce((sum, { weight }) => sum + weight, 0)
        const after = classWeights(asked, classOf).reduce((sum, weight) => sum + weight, 0)
        expect(after / before).toBeCloseTo(1, 9)
      }),
    )
  })
})
