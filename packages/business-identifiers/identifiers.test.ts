import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bareIdentifier,
  isFrenchVatNumber,
  isIban,
  isSiren,
  isSiret,
  spacedIdentifier,
  vatNumber,
} from './identifiers.ts'

/** Public numbers of large bodies, and INSEE's textbook example first. */
const KNOWN = [
  ['732829320', '73282932000074', 'FR44732829320'],
  ['356000000', '35600000000048', 'FR39356000000'],
  ['552081317', '55208131766522', 'FR03552081317'],
  ['780129987', '78012998703591', 'FR66780129987'],
  ['552049447', '55204944776279', 'FR35552049447'],
  ['380129866', '38012986646850', 'FR89380129866'],
  ['542051180', '54205118000066', 'FR59542051180'],
] as const

describe('numbers of businesses', () => {
  test.each(KNOWN)('%s, its place %s and its VAT number %s hold', (siren, siret, vat) => {
    expect(isSiren(siren)).toBe(true)
    expect(isSiret(siret)).toBe(true)
    expect(vatNumber(siren)).toBe(vat)
    expect(isFrenchVatNumber(vat)).toBe(true)
  })

  test('an office of La Poste holds by its digit sum, and not by another sum', () => {
    expect(isSiret('35600000049837')).toBe(true)
    expect(isSiret('35600000049838')).toBe(false)
  })

  test.each([
    '73282932000075', // wrong check digit
    '73282932',
    '7328293200007',
    '732829320 00074', // not bare
    '١٢٣٤٥٦٧٨٩',
    '',
  ])('« %s » is neither', (text) => {
    expect(isSiren(text) || isSiret(text)).toBe(false)
  })

  test('the place of a business that cannot be is refused, even where all fourteen digits pass', () => {
    const siret = '73282932100007'
    expect(isSiren('732829321')).toBe(false)
    expect(isSiret(siret)).toBe(false)
  })

  test('one wrong digit is always noticed', () => {
    const position = fc.integer({ min: 0, max: 8 })
    const another = fc.integer({ min: 1, max: 9 })
    fc.assert(
      fc.property(fc.constantFrom(...KNOWN), position, another, ([siren], at, by) => {
        const digit = (Number(siren[at]) + by) % 10
        expect(isSiren(siren.slice(0, at) + digit + siren.slice(at + 1))).toBe(false)
      }),
    )
  })

  test('a wrong VAT key is refused; one with a letter is checked by its form', () => {
    expect(isFrenchVatNumber('FR45732829320')).toBe(false)
    expect(isFrenchVatNumber('FRK7732829320')).toBe(true)
    expect(isFrenchVatNumber('FRO7732829320')).toBe(false)
    expect(isFrenchVatNumber('FRK7732829321')).toBe(false)
    expect(() => vatNumber('732829321')).toThrow(RangeError)
  })
})

describe('IBAN', () => {
  test.each([
    'FR7630006000011234567890189', // example of the French banking federation
    'GB82WEST12345698765432', // example of the standard
    'DE89370400440532013000',
  ])('%s holds', (iban) => {
    expect(isIban(iban)).toBe(true)
  })

  test.each([
    'FR7630006000011234567890188', // wrong key
    'FR763000600001123456789018', // too short
    '7630006000011234567890189',
  ])('%s does not', (iban) => {
    expect(isIban(iban)).toBe(false)
  })
})

test('people write with spaces; print does too', () => {
  expect(bareIdentifier('732 829\u00a0320\u202f00074')).toBe('73282932000074')
  expect(bareIdentifier('fr 44 732-829-320')).toBe('FR44732829320')
  expect(spacedIdentifier('732829320')).toBe('732\u00a0829\u00a0320')
  expect(spacedIdentifier('73282932000074')).toBe('732\u00a0829\u00a0320\u00a000074')
})
