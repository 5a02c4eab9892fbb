import { expect, test } from 'vitest'
import type { Source } from '#packages/intake/source.ts'
import { readOpenData } from './read.ts'
import { recogniseOpenData } from './recognise.ts'
import { variablesOf } from './variables.ts'
import { perimeterOf, readWhole, rowsOf, textSource } from './whole-reading.ts'

const LINE = `${'330630101;Bordeaux'};${'1234.567;'.repeat(40)}1\n`
const HEADER = `IRIS;LIBIRIS;${Array.from({ length: 40 }, (_, at) => `P21_POP${1000 + at}`).join(';')};P21_POP\n`

/** A national table made while it is read: nothing of it is held. */
function endless(blocks: number, last = ''): Source {
  const block = new TextEncoder().encode(LINE.repeat(1000))
  const [head, tail] = [HEADER, last].map((text) => new TextEncoder().encode(text))
  return {
    name: 'base-ic-2021.csv',
    size: blocks * block.length + HEADER.length + last.length,
    async *open() {
      if (head) yield head
      for (let at = 0; at < blocks; at++) yield block
      if (tail) yield tail
    },
  }
}

test('a table of 380 MB is read in level memory, and its last line has its number', async () => {
  const source = endless(1000, LINE.replace('330630101;Bordeaux', '930100101;La Flamiche'))
  const { recognised } = await recogniseOpenData(source)
  if (!recognised) throw new Error('the table is recognised')
  const before = process.memoryUsage().rss
  let [peak, line] = [0, 0]
  for await (const { rows } of readOpenData(source, recognised, perimeterOf(['93010']))) {
    peak = Math.max(peak, process.memoryUsage().rss)
    line = Math.max(line, ...rows.map((row) => row.line))
  }
  expect(line).toBe(1_000_002)
  expect(peak - before).toBeLessThan(200e6)
})

test('a reading stops when asked, even while it keeps nothing', async () => {
  const { recognised } = await recogniseOpenData(endless(2))
  if (!recognised) throw new Error('the table is recognised')
  const stop = new AbortController()
  const source = endless(Number.MAX_SAFE_INTEGER)
  setTimeout(() => stop.abort(), 50)
  const reading = async () => {
    for await (const _ of readOpenData({ ...source, open: unhurried(source) }, recognised, perimeterOf(['93010']), {
      signal: stop.signal,
    }));
  }
  await expect(reading()).rejects.toThrow('aborted')
})

/** Gives the clock a turn between two pieces. */
function unhurried(source: Source): Source['open'] {
  return async function* open() {
    for await (const piece of source.open()) {
      await new Promise((resolve) => setImmediate(resolve))
      yield piece
    }
  }
}

test('the neighbours that contours name are kept with the commune', async () => {
  const text = 'IRIS;P21_LOG;P21_RP;P21_LOGVAC\n930100101;10;8;1\n930070101;5;5;0\n930070102;5;5;0\n'
  const surroundings = {
    box: { west: 0, south: 0, east: 1, north: 1 },
    marginMetres: 1500,
    geometries: [],
    areas: ['930070101'],
  }
  const read = await readWhole(textSource('x.csv', text), { ...perimeterOf(['93010']), surroundings })
  expect(rowsOf(read, 'area').map(({ area }) => area.code)).toEqual(['930100101', '930070101', '93010'])
})

test('an empty file is refused as such', async () => {
  expect((await readWhole(textSource('x.csv', ''), perimeterOf(['93010']))).codes).toEqual(['file_empty'])
})

test('each vintage has the occupational groups of its time, and only those', () => {
  const names = (vintage: number) => variablesOf('census-population', vintage).map(({ name }) => name)
  expect(names(2021)).toContain('C_POP15P_CS6')
  expect(names(2021)).not.toContain('C_POP15P_STAT_GSEC16_26')
  expect(names(2022)).toContain('C_POP15P_STAT_GSEC16_26')
  expect(names(2022)).not.toContain('C_POP15P_CS6')
  expect(variablesOf('census-population', 2021).find(({ name }) => name === 'POP0014')?.written).toBe('Paa_POP0014')
  expect(variablesOf('filosofi-region', 2019).map(({ name }) => name)).toContain('MED')
})
