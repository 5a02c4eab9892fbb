import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SEPARATORS } from './dialect.ts'
import { CsvParser } from './parser.ts'

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'é', ' ', '"', "'", ';', ',', '\t', '|', '\n', '\r', '1'), maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 6 }).map((text) => text.replaceAll('\0', '')),
)
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 12 })

function written(rows: readonly string[][], separator: string, quote: string, end: string, always: boolean): string {
  const special = new RegExp(`[\\r\\n\\${separator}${quote}]`)
  const writeCell = (text: string) =>
    always || special.test(text) ? quote + text.replaceAll(quote, quote + quote) + quote : text
  return rows.map((row) => row.map(writeCell).join(separator)).join(end)
}

function readIn(text: string, sizes: readonly number[], shape: ConstructorParameters<typeof CsvParser>[0]) {
  const parser = new CsvParser(shape)
  const records = []
  let at = 0
  for (let turn = 0; at < text.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1
    records.push(...parser.push(text.slice(at, at + size)))
    at += size
  }
  records.push(...parser.end())
  return { records, fault: parser.fault }
}

test('whatever cells are written, in whatever dialect and cut wherever, come back the same', () => {
  fc.assert(
    fc.property(
      table,
      fc.constantFrom(...SEPARATORS),
      fc.constantFrom('"' as const, "'" as const),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.boolean(),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
      (rows, separator, quote, end, always, sizes) => {
        const text = written(rows, separator, quote, end, always) + end
        const { records, fault } = readIn(text, sizes, { separator, quote })
        expect(fault).toBeUndefined()
        expect(records.map(({ cells }) => cells)).toEqual(rows)
      },
    ),
    { numRuns: 1500 },
  )
})

test('a record carries the physical line where it starts, whatever the pieces', () => {
  fc.assert(
    fc.property(table, fc.constantFrom('\n', '\r\n', '\r'), fc.integer({ min: 1, max: 30 }), (rows, end, size) => {
      const { records } = readIn(written(rows, ';', '"', end, false) + end, [size], { separator: ';', quote: '"' })
      let line = 1
      for (const [at, row] of rows.entries()) {
        expect(records[at]?.line).toBe(line)
        line += 1 + row.join(';').split(/\r\n|\r|\n/).length - 1
      }
    }),
  )
})

test('a quotation mark inside an unquoted cell is text', () => {
  const { records } = readIn('a;5" pipe;b\n', [99], { separator: ';', quote: '"' })
  expect(records).toEqual([{ line: 1, cells: ['a', '5" pipe', 'b'] }])
})

test('text after a closing quotation mark is kept and said', () => {
  const { records } = readIn('"a"b;c\n', [99], { separator: ';', quote: '"' })
  expect(records).toEqual([{ line: 1, cells: ['ab', 'c'], stray: true }])
})

test('without quotation mark, marks are text', () => {
  const { records } = readIn('"a;b\n"c;d', [3], { separator: ';', quote: '' })
  expect(records.map(({ cells }) => cells)).toEqual([
    ['"a', 'b'],
    ['"c', 'd'],
  ])
})
