import { expect, test } from 'vitest'
import { frenchMobile } from './mobile.ts'
import { plainSigns, segmentsOf } from './segments.ts'

test.each([
  ['', 'gsm-7', 0, 0],
  ['a'.repeat(160), 'gsm-7', 160, 1],
  ['a'.repeat(161), 'gsm-7', 161, 2],
  ['a'.repeat(306), 'gsm-7', 306, 2],
  ['a'.repeat(307), 'gsm-7', 307, 3],
  ['€'.repeat(80), 'gsm-7', 160, 1],
  ['€'.repeat(81), 'gsm-7', 162, 2],
  ['ê'.repeat(70), 'ucs-2', 70, 1],
  ['ê'.repeat(71), 'ucs-2', 71, 2],
  ['🙂'.repeat(35), 'ucs-2', 70, 1],
  ['àéèùìòÇ£ñ', 'gsm-7', 9, 1],
] as const)('segmentsOf(%j) follows the tables of 3GPP 23.038', (text, alphabet, units, segments) => {
  expect(segmentsOf(text)).toMatchObject({ alphabet, units, segments })
})

test('a sign of two places is not cut between two messages', () => {
  // 152 signs, then one of two places: the first message stays one short.
  expect(segmentsOf(`${'a'.repeat(152)}€${'a'.repeat(151)}`)).toMatchObject({ units: 305, segments: 2 })
  expect(segmentsOf(`${'a'.repeat(152)}€${'a'.repeat(152)}`)).toMatchObject({ units: 306, segments: 3 })
})

test('the signs that cost are named once; the printer’s signs are replaced, letters stay', () => {
  expect(segmentsOf('garçon, forêt, façade').costly).toEqual(['ç', 'ê'])
  expect(plainSigns('L’été «\u00a0ici\u00a0», à 18\u00a0h…')).toBe('L\'été "ici", à 18 h...')
})

test('frenchMobile knows a mobile however it is written, and nothing else', () => {
  for (const typed of ['06 12 34 56 78', '+33 6 12 34 56 78', '0033612345678', '+33 (0)6.12.34.56.78'])
    expect(frenchMobile(typed)).toBe('33612345678')
  for (const typed of ['01 99 00 12 34', '06 12 34', '+32 470 12 34 56', ''])
    expect(frenchMobile(typed)).toBeUndefined()
})
