import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect } from 'vitest'
import { test } from '../../test/house.ts'
import { pathOfFile, storeFile } from './files.server.ts'
import { tidy } from './tidy.server.ts'

test('what served its term goes, and nothing else', async ({ house }) => {
  await house.owner.query(`
    insert into account_verification (identifier, value, expires_at) values ('old', '', now() - interval '1 minute'), ('new', '', now() + interval '9 minutes');
    insert into account_session (person_id, token, expires_at) select id, 'old' || id, now() - interval '1 minute' from account_person limit 1;
    insert into account_session (person_id, token, expires_at) select id, 'new' || id, now() + interval '1 minute' from account_person limit 1;
    insert into rate_limit values ('old', 'x', now() - interval '2 days', 1), ('new', 'x', now(), 1);
    insert into mail (recipient, subject, body, purpose, sent_at) values ('a@example.test', 'sent', 'secret link', 'sign-in', now())`)
  const tidied = await tidy()
  expect(tidied).toMatchObject({ links: 1, sessions: 1, counters: 1 })
  const { rows } = await house.owner.query('select body from mail')
  expect(rows).toEqual([{ body: '' }])
})

test('a file whose days are over loses its row and its bytes; stray bytes go, work in progress stays', async ({
  house,
}) => {
  const bytes = async function* () {
    yield new TextEncoder().encode('text')
  }
  const keep = { name: 'a.txt', mediaType: 'text/plain', purpose: 'test', most: 100 }
  const [short, long] = await house.as('operator-lead')(async (tx) => [
    await storeFile(tx, bytes(), { ...keep, days: 0 }),
    await storeFile(tx, bytes(), { ...keep, days: 30 }),
  ])
  const { conventionId } = house.actorOf('operator-lead')
  const [old, fresh] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'].map((id) => {
    const path = `${pathOfFile(conventionId, id)}.part`
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, 'half')
    return path
  })
  utimesSync(old ?? '', new Date(0), new Date(0))
  await tidy()
  const exists = [
    pathOfFile(conventionId, short?.id ?? ''),
    pathOfFile(conventionId, long?.id ?? ''),
    old ?? '',
    fresh ?? '',
  ].map(existsSync)
  expect(exists).toEqual([false, true, false, true])
})
