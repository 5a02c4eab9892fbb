/** What PostgreSQL is asked while something happens, taken from its log, to be asked again with nothing around it. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { clusterPasswordFrom } from '../app/platform/installation.server.ts'

interface Statement {
  sql: string
  values: (string | null)[]
}

const LOG_MS = 300

export class Statements {
  readonly #log: string
  readonly #url: string
  readonly #owner: pg.Pool

  /** @param folder data of an installation that runs on its own PostgreSQL */
  constructor(folder: string) {
    const secret = readFileSync(join(folder, 'secret'), 'utf8').trim()
    const port = readFileSync(join(folder, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[3]
    this.#log = join(folder, 'cluster', 'server.log')
    this.#url = `postgres://palier:${clusterPasswordFrom(secret)}@127.0.0.1:${port}/palier`
    this.#owner = new pg.Pool({ connectionString: this.#url, max: 1 })
  }

  /** Watches one act; `again` asks what it asked, each of its connections by one of ours. */
  async of(act: () => Promise<unknown>) {
    const from = statSync(this.#log).size
    await this.#record('all')
    await act()
    await this.#record('none')
    const threads = threadsOf(readFileSync(this.#log).subarray(from).toString())
    const pool = new pg.Pool({ connectionString: this.#url, max: 40, options: '-c role=palier_app' })
    const replay = async (statements: Statement[]) => {
      const client = await pool.connect()
      try {
        for (const { sql, values } of statements) await client.query(sql, values)
      } finally {
        client.release()
      }
    }
    return { again: () => Promise.all(threads.map(replay)), end: () => pool.end() }
  }

  async #record(what: 'all' | 'none'): Promise<void> {
    await this.#owner.query(`alter system set log_statement = '${what}'`)
    await this.#owner.query('select pg_reload_conf()')
    await wait(LOG_MS)
  }

  end(): Promise<void> {
    return this.#owner.end()
  }
}

const START = /^\S+ \S+ \S+ \[(\d+)\] (LOG|DETAIL): {2}(.*)$/s

/** Statements of each process, in their order; those of the jobs, and of whoever switched the log, are left out. */
function threadsOf(log: string): Statement[][] {
  const threads = new Map<string, Statement[]>()
  for (const entry of log.split(/\n(?!\t)/)) {
    const [, process = '', level, text = ''] = START.exec(entry) ?? []
    const thread = threads.get(process) ?? []
    const [, sql] = /^(?:execute [^:]*|statement): (.*)$/s.exec(text) ?? []
    const last = thread.at(-1)
    if (level === 'LOG' && sql !== undefined && !/alter system|pg_reload_conf|pgboss/.test(sql))
      thread.push({ sql, values: [] })
    else if (level === 'DETAIL' && last) last.values = valuesOf(text)
    if (thread.length > 0) threads.set(process, thread)
  }
  return [...threads.values()]
}

/** « Parameters: $1 = 'it''s', $2 = NULL », as PostgreSQL writes it. */
function valuesOf(detail: string): (string | null)[] {
  return [...detail.matchAll(/\$\d+ = (NULL|'((?:[^']|'')*)')/g)].map(([, whole, text = '']) =>
    whole === 'NULL' ? null : text.replaceAll("''", "'"),
  )
}
