import { expect, test } from 'vitest'
import { builtRoutes, firstPageBytes } from '../bin/page-weight.ts'

const MOST_BYTES = 130_000

test.each(builtRoutes())('a first visit to %s loads at most 130 kB of JavaScript', (route) => {
  expect(firstPageBytes(route).brotli).toBeLessThanOrEqual(MOST_BYTES)
})
