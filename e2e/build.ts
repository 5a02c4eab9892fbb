import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** Builds the pages once for all browser tests. */
export function setup() {
  const root = join(import.meta.dirname, '..')
  execFileSync(process.execPath, ['bin/build.ts'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
}
