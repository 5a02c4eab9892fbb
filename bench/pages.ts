// `npm run bench:pages`: what a page costs beyond its own query and its own drawing, eight readers at once.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from '../app/platform/cluster.server.ts'
import { clusterPasswordFrom } from '../app/platform/installation.server.ts'
import { demonstrationCookie } from './demonstration-cookie.ts'

/** The five pages, and the query each could not do without; `$1` is the convention. */
const PAGES = [
  {
    path: '/c/ormes-bondy',
    sql: 'select code, name, operator_name, landlord_name from convention where id = $1',
  },
  {
    path: '/c/ormes-bondy/stock',
    sql: `select residence.id, residence.code, residence.name, residence.address, count(dwelling.id) as dwellings
      from stock_residence residence left join stock_dwelling dwelling
        on dwelling.convention_id = residence.convention_id and dwelling.residence_id = residence.id
      where residence.convention_id = $1
      group by residence.convention_id, residence.id order by residence.name limit 25`,
  },
  {
    path: '/c/ormes-bondy/stock/search?q=rue',
    sql: `select id, code, address, door from stock_dwelling
      where convention_id = $1 and search like '%rue%' order by address, code limit 25`,
  },
  {
    path: '/c/ormes-bondy/stock/profile',
    sql: `select width_bucket(extract(year from now())::integer - birth_year, 0, 100, 20) as age, sex, count(*)
      from stock_person where convention_id = $1 group by 1, 2`,
  },
  {
    path: '/c/ormes-bondy/members',
    sql: `select id, display_name, roles, joined_at from member where convention_id = $1 order by display_name limit 25`,
  },
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
  const pool = new pg.Pool({ connectionString: ownerUrl(), max: READERS })
  const { rows } = await pool.query<{ id: string }>("select id from convention where code = 'ormes-bondy'")
  const convention = rows[0]?.id
  let holds = true
  console.log(`${READERS} readers at once; times in ms\n`)
  console.log('page                                 req/s   p50   p95   query  drawing   p95 ÷ (query + drawing)')
  for (const { path, sql } of PAGES) {
    const page = await atOnce(() => read(address + path, cookie))
    const data = await atOnce(() => read(address + dataPath(path), cookie))
    const query = await atOnce(() => pool.query(sql, [convention]))
    // What the page costs beyond the data it shows: React, and the bytes of its HTML.
    const drawing = Math.max(0, page.p50 - data.p50)
    const ratio = page.p95 / (query.p50 + drawing)
    holds &&= ratio <= MOST_RATIO
    const figures = [page.perSecond.toFixed(0), ...[page.p50, page.p95, query.p50, drawing].map((ms) => ms.toFixed(1))]
    console.log(`${path.padEnd(36)} ${figures.map((figure) => figure.padStart(6)).join(' ')}   ${ratio.toFixed(2)}`)
  }
  await pool.end()
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

function ownerUrl(): string {
  const secret = readFileSync(join(folder, 'secret'), 'utf8').trim()
  const databasePort = readFileSync(join(folder, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[3]
  return `postgres://palier:${clusterPasswordFrom(secret)}@127.0.0.1:${databasePort}/palier`
}
