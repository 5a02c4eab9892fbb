/** Decisions of before versions were marked: those that minutes gave out stay read, those typed since are the writers' again. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { one } from '../../test/stock.ts'
import { knownMigrations, migrate } from '../platform/migrate.server.ts'

test('what minutes gave out is marked with its version; what was typed after the last one waits', async () => {
  const url = new URL(inject('ownerUrl'))
  url.pathname = `/before_${randomUUID().replaceAll('-', '')}`
  const names = knownMigrations().map(({ name }) => name)
  await migrate(url.href, undefined, new Set(names.filter((name) => name < '0270')))
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
    const meeting = await one(
      owner,
      `insert into partners_meeting (convention_id, kind, title, starts_at, ends_at, place, made_by)
       values ($1, 'copil', 'Comité', now(), now() + interval '1 hour', 'Mairie', $2) returning id`,
      [convention, member],
    )
    const decide = (said: string, day: number) =>
      owner.query(
        `insert into partners_decision (convention_id, meeting_id, said, written_by, written_at)
         values ($1, $2, $3, $4, make_timestamptz(2026, 1, $5, 12, 0, 0))`,
        [convention, meeting, said, member, day],
      )
    const giveOut = (version: number, day: number) =>
      owner.query(
        `insert into partners_minutes (convention_id, meeting_id, version, content, published_by, published_at)
         values ($1, $2, $3, '{}', $4, make_timestamptz(2026, 1, $5, 12, 0, 0))`,
        [convention, meeting, version, member, day],
      )
    await decide('La première', 1)
    await giveOut(1, 2)
    await decide('La deuxième', 3)
    await giveOut(2, 4)
    await decide('Pas encore dite', 5)
    await migrate(url.href)
    const { rows } = await owner.query('select said, given_in from partners_decision order by written_at')
    expect(rows).toEqual([
      { said: 'La première', given_in: 1 },
      { said: 'La deuxième', given_in: 2 },
      { said: 'Pas encore dite', given_in: null },
    ])
  } finally {
    await owner.end()
  }
})
