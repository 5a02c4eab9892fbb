/** A database as it was before a migration, with one member in one convention: what becomes of rows that were there. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { knownMigrations, migrate } from '../app/platform/migrate.server.ts'
import { one } from './stock.ts'

interface Earlier {
  owner: pg.Client
  convention: string
  member: string
  /** Brings it to today. */
  migrateAll: () => Promise<unknown>
}

/** @param migration the number of the first one that is not there yet */
export async function withEarlierDatabase(migration: string, look: (earlier: Earlier) => Promise<void>): Promise<void> {
  const url = new URL(inject('ownerUrl'))
  url.pathname = `/before_${randomUUID().replaceAll('-', '')}`
  const names = knownMigrations().map(({ name }) => name)
  await migrate(url.href, undefined, new Set(names.filter((name) => name < migration)))
  const owner = new pg.Client({ connectionString: url.href })
  await owner.connect()
  try {
    const convention = await one(
      owner,
      "insert into convention (code, name, operator_name, landlord_name) values ('avant', 'Avant', 'Atelier', 'Habitat') returning id",
      [],
    )
    const person = await one(
      owner,
      "insert into account_person (name, email, email_verified) values ('Ana', 'ana@example.test', true) returning id",
      [],
    )
    const member = await one(
      owner,
      `insert into member (convention_id, person_id, display_name, roles) values ($1, $2, 'Ana', '{operator-lead}') returning id`,
      [convention, person],
    )
    await look({ owner, convention, member, migrateAll: () => migrate(url.href) })
  } finally {
    await owner.end()
  }
}
