import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isDoubleEncoded, repairDoubleEncoded } from '../csv/repair.ts'
import { KeyTable } from '../key-table.ts'
import { safeCell } from '../safe-cell.ts'
import type { Cell } from '../table.ts'
import { email, inseeCode, phone, postalCode, siret } from './code.ts'
import { date, serialDay, year } from './date.ts'
import { parseNumber } from './number.ts'
import type { ColumnOptions, ValueReader } from './reader.ts'
import { cleanKey, cleanText } from './text.ts'
import { sex, yesNo } from './word.ts'

function read<T>(reader: ValueReader<T>, cell: Cell, options: ColumnOptions = {}) {
  const codes: string[] = []
  const value = reader.read(cell, options, (code) => codes.push(code))
  return { value, codes }
}

describe('numbers', () => {
  test.each([
    ['12,5', 12.5],
    ['12.5', 12.5],
    ['1 234,50 €', 1234.5],
    ['1\u202F234', 1234],
    ['1.234,56', 1234.56],
    ['1,234.56', 1234.56],
    ['1.234.567', 1234567],
    ['(12)', -12],
    ['−3', -3],
    ['0,125', 0.125],
    [',5', 0.5],
    ['51,25 m²', 51.25],
    ["12'345", 12345],
  ])('%s is read', (written, value) => expect(parseNumber(written, undefined)).toBe(value))

  test.each(['douze', '1,2,3', '12 34', '1.2.3', '--1', '(-1)', ''])('« %s » is no number', (written) =>
    expect(parseNumber(written, undefined)).toBe('number_invalid'),
  )

  test('a number written in the column’s own way comes back the same', () => {
    const way = fc.constantFrom([',', '\u202F'] as const, [',', '.'] as const, ['.', ','] as const, [',', ' '] as const)
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.integer({ min: 0, max: 4 }),
        way,
        (digits, decimals, [mark, group]) => {
          const value = digits / 10 ** decimals
          const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.')
          const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group)
          const written = `${value < 0 ? '-' : ''}${grouped}${fraction ? mark + fraction : ''}`
          expect(parseNumber(written, mark)).toBeCloseTo(value, 6)
        },
      ),
    )
  })
})

describe('dates', () => {
  test('any day written in any usual way is that day', () => {
    const way = fc.constantFrom('iso', 'slash', 'dash', 'short', 'compact', 'serial')
    fc.assert(
      fc.property(fc.integer({ min: 4000, max: 60_000 }), way, (serial, how) => {
        const iso = serialDay(serial, false)
        const [y = '', m = '', d = ''] = iso.split('-')
        const writings = {
          iso,
          slash: `${d}/${m}/${y}`,
          dash: `${d}-${m}-${y} 10:30`,
          short: `${y}-${Number(m)}-${Number(d)}`,
          compact: y + m + d,
          serial: String(serial),
        }
        const placeholder = ['1970-01-01'].includes(iso)
        expect(read(date(), writings[how], { dates: 'day-first' }).value).toBe(placeholder ? undefined : iso)
      }),
    )
  })
  test('months in words are read, with or without accents', () => {
    expect(
      ['1er août 2024', '12 mars 1999', '3 fevrier 2001', '9 juillet 2010', '9 juin 2010'].map(
        (day) => read(date(), day).value,
      ),
    ).toEqual(['2024-08-01', '1999-03-12', '2001-02-03', '2010-07-09', '2010-06-09'])
  })
  test('29 February is a day in leap years only', () => {
    expect(read(date(), '29/02/2024').value).toBe('2024-02-29')
    expect(read(date(), '29/02/2023').codes).toEqual(['date_impossible'])
  })
  test('a year of two digits needs an answer', () => {
    expect(read(year(), '53').codes).toEqual(['year_short'])
    expect([read(year(), '53', { pivotYear: 2026 }).value, read(year(), '17', { pivotYear: 2026 }).value]).toEqual([
      1953, 2017,
    ])
  })
})

describe('codes', () => {
  test('commune and postal codes', () => {
    expect(['93010', '2a004', '75 056', '1004', 93010].map((cell) => read(inseeCode(), cell).value)).toEqual([
      '93010',
      '2A004',
      '75056',
      '01004',
      '93010',
    ])
    expect(read(postalCode(), '93143 BONDY CEDEX').value).toBe('93143')
    expect(read(inseeCode(), '00123').codes).toEqual(['insee_invalid'])
  })
  test('telephones and addresses', () => {
    expect(
      ['06.12.34.56.78', '+33 (0)6 12 34 56 78', '0033612345678', '+32 2 555 12 12'].map(
        (cell) => read(phone(), cell).value,
      ),
    ).toEqual(['+33612345678', '+33612345678', '+33612345678', '+3225551212'])
    expect(read(phone(), 'voir gardien').codes).toEqual(['phone_invalid'])
    expect([read(email(), 'A.B@Exemple.FR').value, read(email(), 'a@b').codes]).toEqual([
      'a.b@exemple.fr',
      ['email_invalid'],
    ])
  })
  test('a SIRET holds by its check digit', () => {
    expect(read(siret(), '732 829 320 00074').value).toBe('73282932000074')
    expect(read(siret(), '73282932000075').codes).toEqual(['siret_invalid'])
  })
})

test('words are read by meaning', () => {
  expect(['Mme', 'M.', 'MADAME', 'h', 'Féminin'].map((word) => read(sex(), word).value)).toEqual([
    'female',
    'male',
    'female',
    'male',
    'female',
  ])
  expect(['Oui', 'N', 'VRAI', true, 0].map((cell) => read(yesNo(), cell).value)).toEqual([
    true,
    false,
    true,
    true,
    false,
  ])
})

test('a text is cleaned once and for all, and never deceives after', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (raw) => {
      const { text } = cleanText(raw)
      expect(cleanText(text).text).toBe(text)
      expect(cleanKey(raw).text).not.toMatch(/[\u200B-\u200F\u202A-\u202E\p{Cc}]/u)
    }),
  )
})

test('accents encoded twice are repaired to what they were', () => {
  const french = fc.string({ unit: fc.constantFrom(...'éèàçùêîôûëïœÀÉ’«»€ abc') })
  fc.assert(
    fc.property(french, (text) => {
      const damaged = new TextDecoder('windows-1252').decode(new TextEncoder().encode(text))
      expect(repairDoubleEncoded(damaged)).toBe(text)
      expect(isDoubleEncoded(text)).toBe(false)
    }),
  )
})

test('a key is met again exactly when it came before, whatever their number', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 4 }), { maxLength: 300 }), (keys) => {
      const table = new KeyTable()
      const known = new Map<string, number>()
      for (const [at, key] of keys.entries()) {
        expect(table.meet(key, 'same', at + 1)?.line).toBe(known.get(key))
        if (!known.has(key)) known.set(key, at + 1)
      }
    }),
  )
  const table = new KeyTable()
  for (let at = 1; at <= 50_000; at++) expect(table.meet(`UG${at}`, '', at)).toBeUndefined()
  expect(table.meet('UG777', '', 60_000)).toEqual({ line: 777, same: true })
})

test('an exported text never acts as a formula', () => {
  expect(['=1+1', '+33', '-2', '@SUM', '\tx', '\rx', 'Ada'].map(safeCell)).toEqual([
    "'=1+1",
    "'+33",
    "'-2",
    "'@SUM",
    "'\tx",
    "'\rx",
    'Ada',
  ])
})
