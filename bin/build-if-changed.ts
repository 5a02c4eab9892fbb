/** Builds what the server serves, only when a source changed since the last build: the second start is quick. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandOf } from '../app/platform/process-alive.server.ts'

const WAIT_MS = 200
const WRITTEN_MS = 5_000
const root = join(import.meta.dirname, '..')
const FOLDERS = ['app', 'packages', 'public']
const FILES = [
  ...['package-lock.json', 'react-router.config.ts', 'vite.config.ts', 'project.inlang/settings.json'],
  ...['bin/build.ts', 'bin/messages.ts', 'bin/precompress.ts'],
]
const NOT_BUILT = /\.test\.tsx?$|\.md$/

/** @returns whether something had to be built */
export function buildIfChanged(say: (line: string) => void): boolean {
  mkdirSync(join(root, 'build'), { recursive: true })
  const lock = join(root, 'build', 'builder')
  while (!takes(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS)
  try {
    return build(say)
  } finally {
    rmSync(lock, { force: true })
  }
}

/** One builds at a time: two starts, or a start and a test, would clear away each other's pages. */
function takes(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    if (isLeft(lock)) rmSync(lock, { force: true })
    return false
  }
}

/** Whether whoever wrote it is gone; a builder that was just taken may not have written its number yet. */
function isLeft(lock: string): boolean {
  try {
    const builder = readFileSync(lock, 'utf8')
    if (builder === '') return Date.now() - statSync(lock).mtimeMs > WRITTEN_MS
    return commandOf(Number(builder)) === undefined
  } catch {
    return false // given back meanwhile
  }
}

function build(say: (line: string) => void): boolean {
  const stamp = join(root, 'build', 'stamp')
  const sources = sourcesHash()
  const isBuilt = existsSync(stamp) && existsSync(join(root, 'build', 'server', 'index.js'))
  if (isBuilt && readFileSync(stamp, 'utf8') === sources) return false
  say('Building the pages…')
  rmSync(stamp, { force: true }) // a build that is cut must not pass for a whole one
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/build.ts'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The pages could not be built:\n${stdout}${stderr}`)
  writeFileSync(stamp, sources)
  return true
}

function sourcesHash(): string {
  const hash = createHash('sha256').update(process.version)
  for (const file of [...FOLDERS.flatMap(filesOf), ...FILES].sort()) {
    if (!NOT_BUILT.test(file)) hash.update(`\0${file}\0`).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

function filesOf(folder: string): string[] {
  const path = join(root, folder)
  if (!existsSync(path)) return []
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
}
