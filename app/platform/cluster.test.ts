/** The drills of a machine that is cut: what was committed is there, and nobody has to clear anything by hand. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { type Cluster, startCluster } from './cluster.server.ts'

const folder = mkdtempSync(join(tmpdir(), 'palier cluster '))
const pidFile = join(folder, 'cluster', 'postmaster.pid')
let cluster: Cluster

async function ask(sql: string): Promise<unknown[]> {
  const url = new URL(cluster.ownerUrl)
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.href })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const postmaster = () => Number(readFileSync(pidFile, 'utf8').split('\n')[0])

afterAll(async () => {
  await cluster.stop()
  rmSync(folder, { recursive: true })
})

test('a folder whose name holds spaces gets a server, and the next who comes finds it again', async () => {
  cluster = await startCluster(folder, 'secret')
  await ask('create table kept (n integer)')
  await ask('insert into kept values (1)')
  const again = await startCluster(folder, 'secret')
  expect(again.wasRunning).toBe(true)
  expect(again.ownerUrl).toBe(cluster.ownerUrl)
})

test('a server killed under a living process comes back by itself, with every row', async () => {
  const said: string[] = []
  cluster.keepAlive((sentence) => said.push(sentence))
  process.kill(postmaster(), 'SIGKILL')
  await expect.poll(() => ask('select n from kept').catch(() => 'not yet'), { timeout: 30_000 }).toEqual([{ n: 1 }])
  expect(said).toContain('PostgreSQL was stopped from outside: starting it again')
})

test('after a cut the number left behind may belong to any process: the server starts all the same', async () => {
  const text = readFileSync(pidFile, 'utf8')
  await cluster.stop()
  const another = spawn('sleep', ['60'])
  writeFileSync(pidFile, text.replace(/^\d+/, String(another.pid)))
  await wait(100)
  cluster = await startCluster(folder, 'secret')
  expect(cluster.wasRunning).toBe(false)
  expect(await ask('select n from kept')).toEqual([{ n: 1 }])
  another.kill()
})
