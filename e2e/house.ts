/** The demonstration's own database, to find something to show and to see what a story left behind. */
import pg from 'pg'
import { inject } from 'vitest'

/** First row of a question put to the database as its owner. */
export async function find<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row> {
  const [row] = await findAll<Row>(sql, values)
  if (!row) throw new Error(`nothing came back: ${sql}`)
  return row
}

export function findAll<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
  return asOwner(async (owner) => (await owner.query<Row>(sql, values)).rows)
}

/** Lets nobody write into a table meanwhile: quick work would be over before its page could show that it goes on. */
export function whileHeld(table: string, act: () => Promise<void>): Promise<void> {
  return asOwner(async (owner) => {
    await owner.query('begin')
    await owner.query(`lock table ${table} in share row exclusive mode`)
    await act()
    await owner.query('rollback')
  })
}

async function asOwner<Result>(act: (owner: pg.Client) => Promise<Result>): Promise<Result> {
  const owner = new pg.Client({ connectionString: inject('demonstrationUrl') })
  await owner.connect()
  try {
    return await act(owner)
  } finally {
    await owner.end()
  }
}
