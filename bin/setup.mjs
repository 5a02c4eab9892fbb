// @ts-check
// What `npm start` and `npm test` do first, on whichever Node the machine has: install what is missing, then go on under the
// Node that comes with the project. Plain JavaScript, because an older Node cannot read TypeScript.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  accessSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  constants as right,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { constants, homedir, tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const ownNode = join(modules, '.bin', 'node')
const stamp = join(modules, '.palier-lock')
const PARENT_MS = 500
// Said aloud, because whoever starts it may have told npm otherwise for other projects.
const WHOLE = ['--include=dev', '--include=optional', '--ignore-scripts=false', '--bin-links=true', '--global=false']
const QUIET = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error']

export function setUp() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    giveUp(`Palier needs Node 20.19 or newer to start; this is ${process.versions.node}. See https://nodejs.org.`)
  }
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
  const hash = createHash('sha256').update(lock).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && existsSync(ownNode)) return
  if (!isInstalled(lock)) install()
  if (!existsSync(ownNode)) {
    giveUp('The packages are there, but their install scripts did not run: run `npm ci --ignore-scripts=false` once.')
  }
  writeFileSync(stamp, hash)
}

/**
 * Whether someone already ran `npm ci` by hand for this very lock file. Packages of other platforms may be missing.
 * @param {string} lock
 */
function isInstalled(lock) {
  const list = join(modules, '.package-lock.json')
  if (!existsSync(list) || !existsSync(ownNode)) return false
  const wanted = Object.entries(JSON.parse(lock).packages)
  const present = JSON.parse(readFileSync(list, 'utf8')).packages
  return wanted.every(([path, { version, optional }]) => {
    const found = present[path]
    return path === '' || (found ? found.version === version : optional === true)
  })
}

function install() {
  process.stdout.write('Installing packages (a minute or two, the first time only)…\n')
  // Not the project's own Node: npm is about to replace it.
  const PATH = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.endsWith(join('node_modules', '.bin')))
    .join(delimiter)
  const lent = cacheIsOurs() ? undefined : mkdtempSync(join(tmpdir(), 'palier-npm-'))
  const { status, error } = spawnSync('npm', ['ci', ...WHOLE, ...QUIET, ...(lent ? [`--cache=${lent}`] : [])], {
    cwd: root,
    env: { ...process.env, PATH },
    stdio: 'inherit',
  })
  if (lent) rmSync(lent, { recursive: true, force: true })
  if (error) giveUp('npm was not found: it comes with Node, see https://nodejs.org.')
  if (status !== 0) giveUp('The packages could not be installed: what npm says above tells why.')
}

/** Whether npm may keep what it fetches where it usually does: a service's account often has a home that nobody may write to. */
function cacheIsOurs() {
  const cache = process.env.npm_config_cache ?? join(homedir(), '.npm')
  try {
    mkdirSync(cache, { recursive: true })
    accessSync(cache, right.W_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Goes on in TypeScript. Signals are handed down; if this process or npm dies, the other side notices and leaves cleanly.
 * @param {string} script
 * @param {string[]} args
 */
export function handOver(script, args) {
  const child = spawn(ownNode, [join(root, script), ...args], {
    cwd: root,
    env: {
      NODE_COMPILE_CACHE: join(modules, '.cache', 'node'),
      ...process.env,
      PATH: `${dirname(ownNode)}${delimiter}${process.env.PATH ?? ''}`,
    },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal))
  }
  if (process.env.npm_lifecycle_event) {
    const above = ancestors()
    setInterval(() => ancestors() !== above && child.kill('SIGTERM'), PARENT_MS).unref()
  }
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1)))
}

/** npm stands behind a shell: when it is killed, the shell only gets another parent. */
function ancestors() {
  try {
    const [, afterName] = readFileSync(`/proc/${process.ppid}/stat`, 'utf8').split(/\) (?=[A-Z] )/)
    return `${process.ppid} ${afterName?.split(' ')[1]}`
  } catch {
    return String(process.ppid) // no /proc on this system
  }
}

/** @param {string} sentence */
function giveUp(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
