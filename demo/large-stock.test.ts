import { expect, test } from 'vitest'
import { LARGE_LINE_BYTES, largeStock } from './large-stock.ts'

test('a stock of any size comes in pieces, one line for each dwelling', async () => {
  let lines = 0
  let bytes = 0
  const codes = new Set<string>()
  for await (const piece of largeStock(20_000)) {
    const text = Buffer.from(piece).toString('latin1')
    bytes += piece.length
    lines += text.split('\r\n').length - 1
    for (const [, code = ''] of text.matchAll(/;(UG\d{9});/g)) codes.add(code)
    expect(piece.length).toBeLessThan(300_000)
  }
  expect(lines).toBe(20_001)
  expect(codes.size).toBe(20_000)
  expect(Math.abs(bytes / lines - LARGE_LINE_BYTES)).toBeLessThan(5)
})

test('tenants live in the occupied dwellings of the same stock', async () => {
  let text = ''
  for await (const piece of largeStock(80, 'tenants')) text += Buffer.from(piece).toString('latin1')
  expect(text).toContain('UG000000038')
  expect(text).not.toContain('UG000000039')
})
