import fc from 'fast-check'
import { expect, test } from 'vitest'
import { enumeratedLeximin, enumeratedPanels } from './enumeration.test-support.ts'
import { fairestLottery } from './fairest.ts'
import { solver } from './linear-model.ts'
import { PanelError } from './panel-error.ts'
import { poolOf } from './pool.ts'
import { checkedProblem, type Problem } from './problem.ts'
import { randomFrom } from './random.ts'

const highs = await solver()

test('leximin equals what enumerating every panel gives, on any small pool', () => {
  fc.assert(
    fc.property(smallProblem(), (problem) => {
      const pool = poolOf(checkedProblem(problem))
      const panels = enumeratedPanels(pool)
      if (panels.length === 0) {
        expect(() => lottery(problem)).toThrow(PanelError)
        return
      }
      const found = lottery(problem)
      const exact = enumeratedLeximin(highs, pool, panels)
      pool.counts.forEach((_, type) => {
        expect(found.probabilities[type]).toBeCloseTo(exact[type] ?? Number.NaN, 5)
        expect(found.uncoverable.has(type)).toBe(panels.every((panel) => panel[type] === 0))
      })
    }),
    { numRuns: 100, seed: 11 },
  )
})

test('maximin has the largest minimum among coverable people, on any small pool', () => {
  fc.assert(
    fc.property(smallProblem(), (problem) => {
      const pool = poolOf(checkedProblem(problem))
      const panels = enumeratedPanels(pool)
      if (panels.length === 0) return
      const found = lottery(problem, 'maximin')
      const exact = enumeratedLeximin(highs, pool, panels)
      const least = (vector: Float64Array) => Math.min(...vector.filter((_, type) => !found.uncoverable.has(type)))
      expect(least(found.probabilities)).toBeCloseTo(least(exact), 5)
    }),
    { numRuns: 60, seed: 12 },
  )
})

test('no panel can prove a Nash lottery wrong: Σ 1/π over any panel is at most n', () => {
  fc.assert(
    fc.property(smallProblem(), (problem) => {
      const pool = poolOf(checkedProblem(problem))
      const panels = enumeratedPanels(pool)
      if (panels.length === 0) return
      const { probabilities, uncoverable } = lottery(problem, 'nash')
      const covered = pool.counts.reduce((sum, count, type) => (uncoverable.has(type) ? sum : sum + count), 0)
      for (const panel of panels) {
        const sum = panel.reduce(
          (total, seats, type) => (seats > 0 ? total + seats / (probabilities[type] ?? 0) : total),
          0,
        )
        expect(sum).toBeLessThanOrEqual(covered * (1 + 1e-3))
      }
    }),
    { numRuns: 60, seed: 13 },
  )
})

function lottery(problem: Problem, objective: 'leximin' | 'maximin' | 'nash' = 'leximin') {
  return fairestLottery(highs, poolOf(checkedProblem(problem)), { objective, list: 100, random: randomFrom('test') })
}

/** Pools of 4 to 11 people, two or three features, quotas around a panel that exists, some households. */
function smallProblem(): fc.Arbitrary<Problem> {
  return fc
    .record({
      values: fc.array(fc.array(fc.nat(2), { minLength: 3, maxLength: 3 }), { minLength: 4, maxLength: 11 }),
      size: fc.integer({ min: 1, max: 5 }),
      slack: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 18, maxLength: 18 }),
      homes: fc.option(fc.array(fc.nat(5), { minLength: 11, maxLength: 11 }), { nil: undefined }),
    })
    .map(({ values, size, slack, homes }) => {
      const people = values.map((row, index) => ({
        id: `p${String(index).padStart(2, '0')}`,
        features: Object.fromEntries(row.map((value, feature) => [`f${feature}`, `v${value}`])),
        household: homes ? `h${homes[index]}` : undefined,
      }))
      const k = Math.min(size, people.length)
      const quotas = [0, 1, 2].flatMap((feature) =>
        [0, 1, 2].map((value) => {
          const name = { feature: `f${feature}`, value: `v${value}` }
          const seats = people.slice(0, k).filter((person) => person.features[name.feature] === name.value).length
          const [down = 0, up = 0] = slack.slice(2 * (3 * feature + value))
          return { ...name, min: Math.max(0, seats - (down >> 2)), max: seats + (up >> 2) }
        }),
      )
      return { people, quotas, size: k, householdLimit: homes ? 1 : undefined }
    })
}
