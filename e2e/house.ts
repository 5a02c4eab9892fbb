/** The demonstration's own database, to find something to show and to see what a story left behind. */
import pg from 'pg'
import { inject } from 'vitest'

/** First row of a question put to the database as its owner. */
export async function find<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row> {
  const [row] = await findAll<Row>(sql, values)
  if (!row) throw new Error(`nothing came back: ${sql}`)
  return row
}

export async function findAll<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
  const owner = new pg.Client({ connectionString: inject('demonstrationUrl') })
  await owner.connect()
  try {
    return (await owner.query<Row>(sql, values)).rows
  } finally {
    await owner.end()
  }
}
