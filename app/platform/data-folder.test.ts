import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { claimDataFolder } from './data-folder.server.ts'
import { beginningOf } from './process-alive.server.ts'

let scene: string
let folder: string
beforeEach(() => {
  scene = mkdtempSync(join(tmpdir(), 'palier folder '))
  folder = join(scene, 'data')
})
afterEach(() => rmSync(scene, { recursive: true }))

test('a second process is told who uses the folder and where it answers', async () => {
  const first = await claimDataFolder(folder, 'the server')
  first.answersAt('http://localhost:3000')
  await expect(claimDataFolder(folder, 'a back-up', 0)).rejects.toThrow(
    /the server, process \d+.*http:\/\/localhost:3000/,
  )
  first.release()
  await claimDataFolder(folder, 'a back-up', 0)
})

test('nobody else can look into the folder', async () => {
  await claimDataFolder(folder, 'the server')
  expect(statSync(folder).mode & 0o077).toBe(0)
})

test('a process that was killed leaves the folder free, even when its number now belongs to another', async () => {
  const another = spawn('sleep', ['30'])
  const owner = {
    pid: another.pid,
    beginning: 'before the machine was cut',
    what: 'the server',
    url: 'http://localhost:1',
  }
  for (const left of [JSON.stringify(owner), JSON.stringify({ ...owner, pid: 2 ** 22 - 1 }), '{"pid": 12']) {
    rmSync(folder, { recursive: true, force: true })
    const { release } = await claimDataFolder(folder, 'the server', 0)
    release()
    writeFileSync(join(folder, 'running.json'), left)
    await claimDataFolder(folder, 'the server', 0)
  }
  another.kill()
})

test('who is leaving is waited for', async () => {
  const first = await claimDataFolder(folder, 'the server')
  first.leaves()
  setTimeout(first.release, 300)
  await claimDataFolder(folder, 'the server', 0)
})

test('a process has a beginning, and none when it is gone', () => {
  expect(beginningOf(process.pid)).toBe(beginningOf(process.pid))
  expect(beginningOf(2 ** 22 - 1)).toBeUndefined()
})
