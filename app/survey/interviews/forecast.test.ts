import { expect, test } from 'vitest'
import { forecastOf } from './forecast.ts'

const EACH_DAY = [
  '2026-03-02',
  '2026-03-03',
  '2026-03-04',
  '2026-03-05',
  '2026-03-06',
  '2026-03-09',
  '2026-03-10',
  '2026-03-11',
  '2026-03-12',
]

test('nine interviews in three weeks and twelve left end between 21 and 42 days from now', () => {
  // 9 ± √9: 12 a span of three weeks at best, 6 at worst.
  expect(forecastOf(EACH_DAY, 12, '2026-03-13')).toEqual({ perWeek: 3, earliest: '2026-04-03', latest: '2026-04-24' })
})

test('nothing is foreseen from too few interviews, from old ones, or when none is left', () => {
  expect(forecastOf(['2026-03-02', '2026-03-03'], 5, '2026-03-04')).toBeUndefined()
  expect(forecastOf(EACH_DAY, 5, '2026-06-01')).toBeUndefined()
  expect(forecastOf(EACH_DAY, 0, '2026-03-13')).toBeUndefined()
})
