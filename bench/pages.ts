/**
 * `npm run bench:pages`: what a page costs beyond its own queries and its own drawing, eight readers at once. The queries are those that
 * PostgreSQL saw while the page was made, run again without anything around them.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../app/platform/cluster.server.ts'
import { demonstrationCookie } from './demonstration-cookie.ts'
import { Statements } from './statements.ts'

const PAGES = [
  '/c/ormes-bondy',
  '/c/ormes-bondy/stock',
  '/c/ormes-bondy/stock/search?q=rue',
  '/c/ormes-bondy/stock/profile',
  '/c/ormes-bondy/members',
]

const READERS = 8
const SECONDS = 4
const WARM_UP_SECONDS = 1
const MOST_RATIO = 5

const folder = mkdtempSync(join(tmpdir(), 'palier-bench-'))
const port = await freePort()
const server = spawn(process.execPath, ['bin/start.ts'], {
  env: { ...process.env, PORT: String(port), PALIER_DATA: folder, LOG_LEVEL: 'warn', NODE_ENV: 'production' },
  stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
})
try {
  await started()
  process.exitCode = (await compare()) ? 0 : 1
} finally {
  const gone = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  await gone
  rmSync(folder, { recursive: true, force: true })
}

function started(): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`the demonstration did not start (${code})`)))
    server.stdout?.on('data', (text: Buffer) => String(text).includes('Ctrl-C') && resolve())
  })
}

async function compare(): Promise<boolean> {
  const address = `http://localhost:${port}`
  const cookie = await demonstrationCookie(address, 'operator-lead')
  const statements = new Statements(folder)
  let holds = true
  console.log(`${READERS} readers at once; times in ms\n`)
  console.log(
    'page                                 req/s   p50   p95   data  queries  drawing   p95 ÷ (queries + drawing)',
  )
  for (const path of PAGES) {
    const page = await atOnce(() => read(address + path, cookie))
    const data = await atOnce(() => read(address + dataPath(path), cookie))
    const bare = await statements.of(() => read(address + path, cookie))
    const queries = await atOnce(bare.again)
    await bare.end()
    // What the page costs beyond the data it shows: React, and the bytes of its HTML.
    const drawing = Math.max(0, page.p50 - data.p50)
    const ratio = page.p95 / (queries.p50 + drawing)
    holds &&= ratio <= MOST_RATIO
    const times = [page.p50, page.p95, data.p50, queries.p50, drawing].map((ms) => ms.toFixed(1).padStart(6))
    console.log(`${path.padEnd(36)} ${page.perSecond.toFixed(0).padStart(6)} ${times.join(' ')}   ${ratio.toFixed(2)}`)
  }
  await statements.end()
  console.log(holds ? `\nAll within ${MOST_RATIO}.` : `\nAbove ${MOST_RATIO}: the page does more than it shows.`)
  return holds
}

async function atOnce(act: () => Promise<unknown>) {
  await readers(act, WARM_UP_SECONDS)
  const times = (await readers(act, SECONDS)).sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN
  return { perSecond: times.length / SECONDS, p50: at(0.5), p95: at(0.95) }
}

async function readers(act: () => Promise<unknown>, seconds: number): Promise<number[]> {
  const until = performance.now() + seconds * 1000
  const times: number[] = []
  const reader = async () => {
    while (performance.now() < until) {
      const began = performance.now()
      await act()
      times.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: READERS }, reader))
  return times
}

async function read(url: string, cookie: string): Promise<void> {
  const answer = await fetch(url, { headers: { cookie }, redirect: 'manual' })
  await answer.arrayBuffer()
  if (answer.status >= 300) throw new Error(`${url} answered ${answer.status}`)
}

/** The page's data alone, as the browser asks for it when it goes from page to page. */
function dataPath(path: string): string {
  const [route, query] = path.split('?')
  return `${route}.data${query ? `?${query}` : ''}`
}
