// npm run import -- --convention CODE FILE…: the same way in as the pages, from a shell. JSON on stdout, sentences on stderr.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { explain } from './explain.ts'

const root = join(import.meta.dirname, '..')
// The sentences are compiled code; a clone that was never started has none yet.
if (!existsSync(join(root, 'build', 'messages', 'messages.js')))
  spawnSync(process.execPath, ['bin/messages.ts'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })

try {
  const { importFiles, readArguments } = await import('./import-files.ts')
  process.exitCode = await importFiles(readArguments(process.argv.slice(2)))
} catch (error) {
  process.stderr.write(`${explain(error)}\n`)
  process.exitCode = 2
}
