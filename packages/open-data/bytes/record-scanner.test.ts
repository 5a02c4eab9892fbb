import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CsvParser } from '#packages/intake/csv/parser.ts'
import { CellFinder } from './cell.ts'
import { RecordScanner } from './record-scanner.ts'

const cell = fc.oneof(
  fc.constantFrom('', 'a', '93010', 'a"b', '""', ' x ', 'é'),
  fc.constantFrom('"a;b"', '"a\nb"', '"a""b"', '"\r\n"', '"";', '"a"b'),
)
const table = fc
  .array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 8 })
  .map((rows) => rows.map((cells) => cells.join(';')))

function scanned(text: string, piece: number) {
  const found: { text: string; line: number; second: string }[] = []
  const finder = new CellFinder(1, 59)
  const scanner = new RecordScanner({ separator: 59, quoted: true }, (bytes, start, end, line, quoted) => {
    finder.find(bytes, start, end, quoted)
    const second = bytes.toString('utf8', finder.start, finder.end)
    found.push({ text: bytes.toString('utf8', start, end), line, second })
  })
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at < bytes.length; at += piece) scanner.push(bytes.slice(at, at + piece))
  scanner.end()
  return { found, fault: scanner.fault }
}

test('records are cut where the exact parser cuts them, whatever the pieces', () => {
  fc.assert(
    fc.property(table, fc.constantFrom('\n', '\r\n'), fc.integer({ min: 1, max: 40 }), (lines, end, piece) => {
      const text = lines.map((line) => line + end).join('')
      const parser = new CsvParser({ separator: ';', quote: '"' })
      const expected = [...parser.push(text), ...parser.end()]
      const { found, fault } = scanned(text, piece)
      expect(fault?.code).toBe(parser.fault?.code)
      expect(found.map(({ line }) => line)).toEqual(expected.map(({ line }) => line))
      const alone = found.map(
        (record) => new CsvParser({ separator: ';', quote: '"' }).push(`${record.text}\n`)[0]?.cells,
      )
      expect(alone).toEqual(expected.map(({ cells }) => cells))
    }),
    { numRuns: 500 },
  )
})

test('a cell is found in its bytes without quotation marks, spaces or carriage return', () => {
  expect(scanned('1;93010\r\n"x;y"; "93010" ;z\n"a""b;";"c"\nalone\n', 7).found.map(({ second }) => second)).toEqual([
    '93010',
    '93010',
    'c',
    '',
  ])
})

test('a quotation mark that never closes is told with the line where it opened', () => {
  expect(scanned('a;b\nc;"d\ne;f\n', 5).fault).toEqual({ code: 'quote_unclosed', line: 2 })
})

test('a line without end stops at one megabyte', () => {
  const { fault } = scanned(`a;b\n${'x'.repeat(1_200_000)}`, 65_536)
  expect(fault).toEqual({ code: 'line_too_long', line: 2 })
})
