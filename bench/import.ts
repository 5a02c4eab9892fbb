// npm run bench:import [-- --dwellings N] [--large]: a landlord's file through the whole import, against a bare COPY of the same rows.
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'

const folder = mkdtempSync(join(tmpdir(), 'palier-bench-import-'))
process.env.PALIER_DATA = folder // before anything reads the settings
process.env.LOG_LEVEL = 'error'

const { values } = parseArgs({ options: { dwellings: { type: 'string' }, large: { type: 'boolean', default: false } } })
const DWELLINGS = Number(values.dwellings ?? 150_000)
const LARGE_BYTES = 500e6
const LEAST_RATIO = 0.3
const MOST_MEMORY_MB = 300
// From what refers to nothing to what refers to the others.
const TABLES = ['stock_residence', 'stock_building', 'stock_stairway', 'stock_dwelling']

const path = join(folder, 'stock.csv')

const { largeStock, LARGE_LINE_BYTES } = await import('../demo/large-stock.ts')
const { offerAllImports } = await import('../app/imports.server.ts')
const { connect, disconnect, inConvention, memberOf } = await import('../app/platform/database.server.ts')
const { startCluster } = await import('../app/platform/cluster.server.ts')
const { appUrlFrom, migrate } = await import('../app/platform/migrate.server.ts')
const { commitJob } = await import('../app/platform/imports/imports.job.ts')
const { bringFile, confirmAsRecognised, runHere } = await import('../app/platform/imports/in-process.server.ts')
const { importOf } = await import('../app/platform/imports/record.server.ts')

type Actor = Parameters<typeof bringFile>[0]

const cluster = await startCluster(folder, 'only-for-benches')
try {
  offerAllImports()
  const actor = await settle('palier')
  await writeFile(DWELLINGS)
  const ours = await wholeImport(actor, DWELLINGS)
  console.log(`whole import   ${told(DWELLINGS, ours.seconds)}; others waited at most ${ours.longestWaitMs} ms`)
  const bare = await bareCopy(urlOf('palier'), await emptyTwin())
  console.log(
    `bare COPY      ${told(DWELLINGS, bare)} (same rows into the same tables: keys, indexes, checks; nothing read, compared or logged)`,
  )
  const ratio = bare / ours.seconds
  console.log(`ratio          ${ratio.toFixed(2)} (at least ${LEAST_RATIO})`)
  if (ratio < LEAST_RATIO) process.exitCode = 1
  if (values.large) await large()
} finally {
  await disconnect()
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
}

function urlOf(database: string): string {
  const url = new URL(cluster.ownerUrl)
  url.pathname = `/${database}`
  return url.href
}

/** A convention with one lead, in a migrated database. */
async function settle(database: string): Promise<Actor> {
  await migrate(urlOf(database), 'app-for-benches')
  const owner = await clientOf(urlOf(database))
  const { rows } = await owner.query<{ id: string }>(`
    with c as (insert into convention (code, name, operator_name, landlord_name) values ('essai', 'Essai', 'Atelier', 'Habitat des Ormes') returning id),
      p as (insert into account_person (name, email, email_verified) values ('Lead', 'lead@example.test', true) returning id)
    insert into member (convention_id, person_id, display_name, roles) select c.id, p.id, 'Lead', array['operator-lead'] from c, p returning person_id as id`)
  await owner.end()
  await disconnect()
  connect(appUrlFrom(urlOf(database), 'app-for-benches'), 6)
  const actor = await memberOf(rows[0]?.id ?? '', 'essai')
  if (!actor) throw new Error('the bench has no lead')
  return actor
}

async function clientOf(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

async function writeFile(dwellings: number): Promise<void> {
  await pipeline(Readable.from(largeStock(dwellings)), createWriteStream(path))
}

/** From the file's bytes to the committed rows, as the page and the command do it. */
async function wholeImport(actor: Actor, dwellings: number) {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const started = performance.now()
  const record = await bringFile(actor, createReadStream(path), 'stock.csv')
  await confirmAsRecognised(actor, record)
  await runHere(actor, commitJob, { importId: record.id, setAside: false, again: false })
  const seconds = (performance.now() - started) / 1000
  delay.disable()
  const { outcome } = await inConvention(actor, (tx) => importOf(tx, record.id))
  if (outcome?.added !== dwellings) throw new Error(`expected ${dwellings} dwellings, got ${outcome?.added}`)
  return { seconds, longestWaitMs: Math.round(delay.max / 1e6) }
}

/** A second database of the same shape, with the convention and no stock. */
async function emptyTwin(): Promise<string> {
  await migrate(urlOf('twin'))
  const [from, to] = [await clientOf(urlOf('palier')), await clientOf(urlOf('twin'))]
  for (const table of ['account_person', 'convention', 'member']) {
    await to.query(`alter table ${table} disable trigger user`)
    await carry(from, to, table)
  }
  for (const table of TABLES) await to.query(`alter table ${table} disable trigger user`)
  await Promise.all([from.end(), to.end()])
  return urlOf('twin')
}

async function bareCopy(fromUrl: string, toUrl: string): Promise<number> {
  const [from, to] = [await clientOf(fromUrl), await clientOf(toUrl)]
  for (const table of TABLES) {
    const out = from.query(copyTo(`copy (select ${await columnsOf(from, table)} from ${table}) to stdout`))
    await pipeline(out, createWriteStream(join(folder, table)))
  }
  const started = performance.now()
  await to.query('begin')
  for (const table of TABLES) {
    const into = to.query(copyFrom(`copy ${table} (${await columnsOf(to, table)}) from stdin`))
    await pipeline(createReadStream(join(folder, table)), into)
  }
  await to.query('commit')
  const seconds = (performance.now() - started) / 1000
  await Promise.all([from.end(), to.end()])
  return seconds
}

async function carry(from: pg.Client, to: pg.Client, table: string): Promise<void> {
  const columns = await columnsOf(from, table)
  const out = from.query(copyTo(`copy (select ${columns} from ${table}) to stdout`))
  await pipeline(out, to.query(copyFrom(`copy ${table} (${columns}) from stdin`)))
}

async function columnsOf(client: pg.Client, table: string): Promise<string> {
  const { rows } = await client.query<{ names: string }>(
    `select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as names from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'`,
    [table],
  )
  return rows[0]?.names ?? ''
}

/** The memory of this process and of the one that reads, while 500 MB pass through them, above what is held when idle. */
async function large(): Promise<void> {
  const actor = await settle('large')
  const dwellings = Math.ceil(LARGE_BYTES / LARGE_LINE_BYTES)
  await writeFile(dwellings)
  const idle = process.memoryUsage().rss
  let highest = idle
  const watch = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage().rss + readersMemory())
  }, 50)
  const { seconds, longestWaitMs } = await wholeImport(actor, dwellings)
  clearInterval(watch)
  const above = Math.round((highest - idle) / 1e6)
  const size = Math.round(statSync(path).size / 1e6)
  console.log(`${size} MB file    ${told(dwellings, seconds)}; others waited at most ${longestWaitMs} ms`)
  console.log(`memory         ${above} MB above idle (at most ${MOST_MEMORY_MB})`)
  if (above > MOST_MEMORY_MB) process.exitCode = 1
}

/** Bytes that the processes hold which read files for this one; known on Linux, where the limit is measured. */
function readersMemory(): number {
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ')
  return children.reduce((sum, child) => sum + memoryOfReader(child), 0)
}

function memoryOfReader(child: string): number {
  try {
    if (!readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('reading-process')) return 0
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0 // ended meanwhile
  }
}

function told(lines: number, seconds: number): string {
  return `${lines} lines in ${seconds.toFixed(1)} s: ${Math.round(lines / seconds)} lines/s`
}
