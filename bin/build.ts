// Everything that `npm start` serves: messages, then the client and server builds, then compressed copies.
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { precompress } from './precompress.ts'

const root = join(import.meta.dirname, '..')

run('bin/messages.ts')
for (const output of ['build/client', 'build/server']) rmSync(join(root, output), { recursive: true, force: true })
run('node_modules/@react-router/dev/bin.cjs', 'build')
await precompress(join(root, 'build/client'))

function run(...args: string[]) {
  // Whoever asks, a build is what is served: under a test runner React would otherwise come in its slow form.
  const env = { ...process.env, NODE_ENV: 'production' }
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env })
  if (status !== 0) process.exit(status ?? 1)
}
