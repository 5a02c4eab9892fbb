import { expect, test } from 'vitest'
import { checkRows } from './check.ts'
import { matchHeaders } from './headers.ts'
import { importKind, optional, required } from './kind.ts'
import { textFile } from './made-files.ts'
import { recognise } from './recognise.ts'
import type { Source } from './source.ts'
import { decimal, integer } from './values/number.ts'
import { key, text } from './values/word.ts'

const homes = importKind({
  id: 'test.homes',
  fields: { code: required(key()), street: optional(text()), area: optional(decimal()), rooms: optional(integer()) },
  dialects: [{ id: 'one', headers: { code: ['CODE'], street: ['VOIE'], area: ['SURF'], rooms: ['PIECES'] } }],
})

/** A table made while it is read: block after block of the same thousand lines, nothing kept. */
function endless(blocks: number): Source & { lines: number } {
  const header = new TextEncoder().encode('CODE;VOIE;SURF;PIECES;AUTRE;ENCORE\n')
  const line = (at: number) =>
    `UG${at};12 allée des Ormes dorés, bâtiment ${at % 7};${at % 90},5;${at % 6};sans objet;"entre ; guillemets"\n`
  const block = new TextEncoder().encode(Array.from({ length: 1000 }, (_, at) => line(at)).join(''))
  return {
    name: 'grand.csv',
    size: header.length + blocks * block.length,
    lines: blocks * 1000,
    async *open() {
      yield header
      for (let at = 0; at < blocks; at++) yield block
    },
  }
}

test('two hundred megabytes are checked line by line without the memory growing', async () => {
  const source = endless(2400)
  expect(source.size).toBeGreaterThan(200e6)
  const { recognised } = await recognise(source, { kinds: [homes] })
  if (!recognised) throw new Error('not recognised')
  const { mapping } = matchHeaders(homes, recognised.header)
  const before = process.memoryUsage().rss
  const half = source.lines / 2
  let accepted = 0
  let most = 0
  // What stays after each collection: garbage comes and goes, a file that is kept would only grow.
  const floor = { first: Number.POSITIVE_INFINITY, second: Number.POSITIVE_INFINITY }
  for await (const { rows } of checkRows(source, recognised, homes, mapping)) {
    accepted += rows.length
    const { heapUsed, rss } = process.memoryUsage()
    const part = accepted < half ? 'first' : 'second'
    floor[part] = Math.min(floor[part], heapUsed)
    most = Math.max(most, rss - before)
  }
  expect(accepted).toBe(source.lines)
  expect((floor.second - floor.first) / 1e6).toBeLessThan(40)
  expect(most / 1e6).toBeLessThan(300)
})

test('a check can be left in the middle, and the file is then no longer read', async () => {
  let open = 0
  const inner = endless(500)
  const source: Source = {
    ...inner,
    async *open() {
      open++
      try {
        yield* inner.open()
      } finally {
        open--
      }
    },
  }
  const { recognised } = await recognise(source, { kinds: [homes] })
  if (!recognised) throw new Error('not recognised')
  for await (const _ of checkRows(source, recognised, homes, matchHeaders(homes, recognised.header).mapping)) break
  expect(open).toBe(0)
})

test('what is recognised survives storage between the preview and the import', async () => {
  const source = textFile('x.csv', 'CODE;SURF\nA1;12,5\n')
  const { recognised } = await recognise(source, { kinds: [homes] })
  expect(JSON.parse(JSON.stringify(recognised))).toEqual(recognised)
})
