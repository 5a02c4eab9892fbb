/** One demonstration for all stories: built, started on a free port with data of its own, stopped at the end; then its log is read. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { freePort } from '../app/platform/cluster.server.ts'
import { unpackBrowser } from './browser.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the demonstration answers. */
    address: string
    /** Pages whose one press signs in as that role. */
    signInLinks: Record<string, string>
    /** Owner of its database: to look at what a story left behind. */
    demonstrationUrl: string
  }
}

const START_MS = 300_000

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await unpackBrowser()
  const folder = mkdtempSync(join(tmpdir(), 'palier-stories-'))
  const logPath = join(folder, 'log.jsonl')
  const port = await freePort()
  const server = spawn(process.execPath, ['bin/start.ts'], {
    env: {
      ...process.env,
      PORT: String(port),
      PALIER_DATA: join(folder, 'data'),
      LOG_LEVEL: 'info',
      NODE_ENV: 'production',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'], // a test run that is killed takes it along
  })
  const said = await welcomeOf(server, logPath)
  const links = [...said.matchAll(/^ {2}([a-z-]+) +(http\S+)$/gm)].map(([, role = '', link = '']) => [role, link])
  const ownerUrl = await ownerUrlOf(join(folder, 'data'))
  project.provide('address', `http://localhost:${port}`)
  project.provide('signInLinks', Object.fromEntries(links))
  project.provide('demonstrationUrl', ownerUrl)
  return async () => {
    const words = await personalWords(ownerUrl)
    const gone = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGTERM')
    await gone
    const log = readFileSync(logPath, 'utf8')
    rmSync(folder, { recursive: true, force: true })
    const leaked = words.find((word) => log.includes(word))
    if (leaked) throw new Error(`The log holds personal data: ${lineWith(log, leaked)}`)
  }
}

function welcomeOf(server: ChildProcess, logPath: string): Promise<string> {
  const log = createWriteStream(logPath)
  let said = ''
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      server.kill('SIGTERM') // nobody would stop it later
      reject(new Error(`The demonstration did not start in time:\n${said}`))
    }, START_MS)
    server.once('exit', (code) => reject(new Error(`The demonstration did not start (${code}):\n${said}`)))
    server.stderr?.on('data', (text: Buffer) => {
      said += text
      log.write(text)
    })
    server.stdout?.on('data', (text: Buffer) => {
      // What it tells its owner on the terminal (names of roles, links) is no log: only the lines in JSON are.
      for (const line of String(text).split('\n')) if (line.startsWith('{')) log.write(`${line}\n`)
      said += text
      if (!said.includes('Ctrl-C')) return
      clearTimeout(late)
      resolve(said)
    })
  })
}

async function ownerUrlOf(data: string): Promise<string> {
  const secret = readFileSync(join(data, 'secret'), 'utf8').trim()
  const port = readFileSync(join(data, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[3]
  const { clusterPasswordFrom } = await import('../app/platform/installation.server.ts')
  return `postgres://palier:${clusterPasswordFrom(secret)}@127.0.0.1:${port}/palier`
}

/** Words that would give someone away; short ones could be part of anything. */
async function personalWords(ownerUrl: string): Promise<string[]> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  const { rows } = await owner.query<{ word: string }>(
    `select email as word from account_person union select name from account_person
     union select last_name || ' ' || first_name from stock_contact union select first_name || ' ' || last_name from stock_contact
     union select email from stock_contact union select phone from stock_contact
     union select name from partners_contact union select email from partners_contact union select name from partners_invitee`,
  )
  await owner.end()
  return rows.map(({ word }) => word).filter((word) => word !== null && word.length > 6)
}

function lineWith(log: string, word: string): string {
  return log.split('\n').find((line) => line.includes(word)) ?? ''
}
