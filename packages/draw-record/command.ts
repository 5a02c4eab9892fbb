/** `node packages/draw-record/command.ts record.json`: checks a record, prints each step; exit code 1 when it does not hold. */
import { readFileSync } from 'node:fs'
import { verifyRecord } from './verify.ts'

const [path] = process.argv.slice(2)
if (path === undefined) {
  console.error('usage: node packages/draw-record/command.ts RECORD.json')
  process.exit(2)
}
const { holds, steps, facts } = verifyRecord(parse(readFileSync(path, 'utf8')))
for (const { name, outcome } of steps) console.log(`${outcome.padEnd(6)} ${name}`)
if (facts) console.log(JSON.stringify(facts, null, 2))
console.log(holds ? 'The draw holds.' : 'The draw does NOT hold.')
process.exit(holds ? 0 : 1)

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
