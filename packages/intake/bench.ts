import { checkRows } from './check.ts'
import { CsvParser } from './csv/parser.ts'
import { matchHeaders } from './headers.ts'
import { importKind, optional, required } from './kind.ts'
import { recognise } from './recognise.ts'
import type { Source } from './source.ts'
import { inseeCode } from './values/code.ts'
import { decimal, integer } from './values/number.ts'
import { key, text } from './values/word.ts'

/** Prints lines per second of the bare parser and of a whole check, on a register of 41 columns made in memory. */
const FIELDS = {
  commune: required(inseeCode()),
  street: optional(text()),
  door: optional(key()),
  area: optional(decimal()),
  built: optional(integer()),
}
const register = importKind({
  id: 'bench.register',
  fields: FIELDS,
  dialects: [{ id: 'one', headers: { commune: ['C0'], street: ['C1'], door: ['C2'], area: ['C3'], built: ['C4'] } }],
})
const columns = 41
const header = `${Array.from({ length: columns }, (_, at) => `C${at}`).join(';')}\n`
const line = (at: number) => `93010;ALLEE DES ORMES;${at % 90};${at % 80},5;1974;${'1;'.repeat(columns - 6)}x\n`
const block = Array.from({ length: 1000 }, (_, at) => line(at)).join('')
const bytes = new TextEncoder().encode(block)
const BLOCKS = 1000

const source: Source = {
  name: 'registre.csv',
  size: header.length + BLOCKS * bytes.length,
  async *open() {
    yield new TextEncoder().encode(header)
    for (let at = 0; at < BLOCKS; at++) yield bytes
  },
}

function say(what: string, lines: number, started: number) {
  const seconds = (performance.now() - started) / 1000
  const megabytes = (lines / 1000) * (bytes.length / 1e6)
  console.log(
    `${what}: ${Math.round(lines / seconds).toLocaleString('en')} lines/s, ${Math.round(megabytes / seconds)} MB/s`,
  )
}

let started = performance.now()
const parser = new CsvParser({ separator: ';', quote: '"' })
let lines = 0
for (let at = 0; at < BLOCKS; at++) lines += parser.push(block).length
say(`parser, ${columns} columns`, lines, started)

const narrow = new CsvParser({ separator: ';', quote: '"' })
const short = 'UG1;12 allée des Ormes;51,5;3;93010;2001\n'.repeat(1000)
started = performance.now()
lines = 0
for (let at = 0; at < 3000; at++) lines += narrow.push(short).length
console.log(
  `parser, 6 columns: ${Math.round((lines / (performance.now() - started)) * 1000).toLocaleString('en')} lines/s`,
)

const { recognised } = await recognise(source, { kinds: [register] })
if (!recognised) throw new Error('the made register is not recognised')
const { mapping } = matchHeaders(register, recognised.header)
started = performance.now()
lines = 0
let peak = 0
for await (const { rows } of checkRows(source, recognised, register, mapping)) {
  lines += rows.length
  peak = Math.max(peak, process.memoryUsage().rss)
}
say('decode, parse, check 5 fields', lines, started)
console.log(`peak memory of the process: ${Math.round(peak / 1e6)} MB for ${Math.round(source.size / 1e6)} MB read`)
