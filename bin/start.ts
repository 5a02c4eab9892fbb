// `npm start`: builds what changed, starts the database, loads the demonstration the first time, serves, says where.
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { buildIfChanged } from './build-if-changed.ts'
import { explain } from './explain.ts'

const NEXT_PORTS = 20

process.env.NODE_ENV ??= 'production'
process.env.LOG_LEVEL ??= 'warn' // one line a request would bury the address

try {
  await start()
} catch (error) {
  process.stderr.write(`\n${explain(error)}\n`)
  process.exit(1)
}

async function start() {
  const { values } = parseArgs({ options: { empty: { type: 'boolean', default: false } } })
  buildIfChanged(say)
  const { settings } = await import('../app/platform/settings.server.ts')
  const { startHouse } = await import('../server.ts')
  const isFirst = !settings.DATABASE_URL && !existsSync(join(settings.dataFolder, 'cluster', 'PG_VERSION'))
  say(isFirst ? 'Making the database…' : 'Starting the database…')
  const port = await portFor(settings.PORT, settings.HOST)
  const house = await startHouse({
    port,
    prepare: async ({ ownerUrl, appUrl }) => {
      const { loadDemonstration } = await import('../demo/load.ts')
      if (!values.empty) await loadDemonstration({ ownerUrl, appUrl, say })
      await openDoors(ownerUrl)
    },
  })
  await welcome(house.url)
}

/** The port asked for; or, when nobody asked for one, the first free one from the usual one on. */
async function portFor(wanted: number, host: string): Promise<number> {
  if (await isFree(wanted, host)) return wanted
  if (process.env.PORT) {
    throw new Error(`Port ${wanted} is used by another program. Choose another one: PORT=${wanted + 1} npm start`)
  }
  for (let port = wanted + 1; port <= wanted + NEXT_PORTS; port++) {
    if (!(await isFree(port, host))) continue
    say(`Port ${wanted} is used by another program: taking ${port}.`)
    return port
  }
  throw new Error(`Ports ${wanted} to ${wanted + NEXT_PORTS} are all used. Choose one: PORT=8080 npm start`)
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false)
      else reject(new Error(`Port ${port} cannot be used (${error.code}). Choose another one: PORT=8080 npm start`))
    })
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })
}

/** The doors of the demonstration stand open only where nobody real is inside. */
async function openDoors(ownerUrl: string) {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  const { rows } = await owner.query<{ open: boolean | null }>(
    'select bool_and(is_demonstration) as open from convention',
  )
  await owner.end()
  if (rows[0]?.open) process.env.PALIER_DEMONSTRATION ??= 'true'
}

async function welcome(url: string) {
  say(`\nPalier is at ${url}\n`)
  if (process.env.PALIER_DEMONSTRATION === 'true') {
    const { demoMembers } = await import('../demo/members.ts')
    for (const role of new Set(demoMembers.map((member) => member.role))) {
      say(`  ${role.padEnd(18)} ${url}/sign-in/demonstration?role=${role}`)
    }
    say('\nThese people are invented; each link signs in as one of them.')
  } else {
    say('For the first administrator: npm run administrator -- EMAIL "NAME"')
  }
  say('Ctrl-C stops everything.')
}

function say(line: string) {
  process.stdout.write(`${line}\n`)
}
