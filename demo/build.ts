import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DEMO_SEED, demoFiles } from './files.ts'

const [folder, seed = DEMO_SEED] = process.argv.slice(2)
if (!folder) {
  console.error('usage: npm run demo:files -- FOLDER [SEED]')
  process.exit(2)
}
for (const { name, bytes } of demoFiles(seed)) {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
  console.log(`${path}  ${bytes.length.toLocaleString('en')} bytes`)
}
