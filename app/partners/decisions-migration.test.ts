/** Decisions of before versions were marked: those that minutes gave out stay read, those typed since are the writers' again. */
import { expect, test } from 'vitest'
import { withEarlierDatabase } from '../../test/earlier-database.ts'
import { one } from '../../test/stock.ts'

test('what minutes gave out is marked with its version; what was typed after the last one waits', async () => {
  await withEarlierDatabase('0270', async ({ owner, convention, member, migrateAll }) => {
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
    await migrateAll()
    const { rows } = await owner.query('select said, given_in from partners_decision order by written_at')
    expect(rows).toEqual([
      { said: 'La première', given_in: 1 },
      { said: 'La deuxième', given_in: 2 },
      { said: 'Pas encore dite', given_in: null },
    ])
  })
})
