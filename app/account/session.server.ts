/** Sessions: how they open, how long they last, which are whose, and how they end. Tokens are hashed in the table. */
import { sql } from 'kysely'
import { outside } from '#app/platform/database.server.ts'
import type { Person } from '#app/platform/request-context.ts'
import { hashOf } from '#app/platform/secret-token.server.ts'
import { settings } from '#app/platform/settings.server.ts'

const COOKIE = /(?:^|;\s*)__Host-palier=([^;.]+)/
const SHARED_IDLE_MINUTES = 15

/** Header by which a sign-in says that the device is shared: it then forgets its person soon. */
export const SHARED_DEVICE = 'x-palier-shared'

interface Open {
  id: string
  person_id: string
  name: string
  email: string
  needs_passkey: boolean
}

/** Who asks, in one query, which also moves the session's end once a minute: idle sessions end by themselves. */
export async function personOf(request: Request): Promise<Person | undefined> {
  const token = tokenOf(request.headers)
  if (token === undefined) return undefined
  const { rows } = await sql<Open>`
    with open as (
      select s.id, s.person_id, s.updated_at, s.needs_passkey, p.name, p.email
      from account_session s join account_person p on p.id = s.person_id
      where s.token = ${hashOf(token)} and s.expires_at > now() and s.ends_at > now() and p.disabled_at is null
    ), kept as (
      update account_session s set updated_at = now(), expires_at = least(s.ends_at, now() + make_interval(mins => s.idle_minutes))
      from open where s.id = open.id and open.updated_at < now() - interval '1 minute'
    )
    select id, person_id, name, email, needs_passkey from open`.execute(outside())
  const [open] = rows
  if (!open) return undefined
  const { id, person_id, name, email, needs_passkey } = open
  return { id: person_id, name, email, sessionId: id, needsPasskey: needs_passkey && settings.requirePasskey }
}

function tokenOf(headers: Headers | undefined): string | undefined {
  return COOKIE.exec(headers?.get('cookie') ?? '')?.[1]
}

/** What a new session is given: by how it was opened, and by the strictest role of its person. */
export async function opening(personId: string, path = '', headers?: Headers) {
  const method = path.startsWith('/passkey') ? 'passkey' : path.startsWith('/callback') ? 'oidc' : 'link'
  const isShared = headers?.get(SHARED_DEVICE) === 'yes'
  const { rows } = await sql<{ idle_minutes: number; hours: number; sees_persons: boolean }>`
    select * from session_terms(${personId})`.execute(outside())
  const [terms = { idle_minutes: SHARED_IDLE_MINUTES, hours: 1, sees_persons: true }] = rows
  const idleMinutes = isShared ? Math.min(SHARED_IDLE_MINUTES, terms.idle_minutes) : terms.idle_minutes
  return {
    method,
    isShared,
    idleMinutes,
    expiresAt: new Date(Date.now() + idleMinutes * 60_000),
    endsAt: new Date(Date.now() + terms.hours * 3_600_000),
    needsPasskey: method === 'link' && terms.sees_persons,
  }
}

/** A new sign-in replaces the session that the browser had: an id never outlives a change of who one is. */
export async function endSessionOf(headers: Headers | undefined, unless = ''): Promise<void> {
  const token = tokenOf(headers)
  if (token === undefined || token === unless) return
  await outside().deleteFrom('account_session').where('token', '=', hashOf(token)).execute()
}

export function recordSignIn(personId: string): Promise<void> {
  return recordAct(personId, 'sign-in')
}

async function recordAct(personId: string, act: 'sign-in' | 'sign-out' | 'sign-out-everywhere'): Promise<void> {
  await outside()
    .transaction()
    .execute(async (tx) => {
      await sql`select set_config('palier.person', ${personId}, true)`.execute(tx)
      await sql`select audit_act(${act}, 'account_person', array[${personId}])`.execute(tx)
    })
}

export interface Device {
  id: string
  userAgent: string
  method: string
  isShared: boolean
  openedAt: string
  seenAt: string
}

/** The person's open sessions, the latest used first. */
export async function devicesOf(personId: string): Promise<Device[]> {
  const rows = await outside()
    .selectFrom('account_session')
    .select(['id', 'user_agent', 'method', 'is_shared', 'created_at', 'updated_at'])
    .where('person_id', '=', personId)
    .where('expires_at', '>', sql<Date>`now()`)
    .where('ends_at', '>', sql<Date>`now()`)
    .orderBy('updated_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    userAgent: row.user_agent ?? '',
    method: row.method,
    isShared: row.is_shared,
    openedAt: row.created_at.toISOString(),
    seenAt: row.updated_at.toISOString(),
  }))
}

export async function endSession(personId: string, sessionId: string): Promise<void> {
  await outside().deleteFrom('account_session').where('person_id', '=', personId).where('id', '=', sessionId).execute()
  await recordAct(personId, 'sign-out')
}

export async function endAllSessions(personId: string): Promise<void> {
  await outside().deleteFrom('account_session').where('person_id', '=', personId).execute()
  await recordAct(personId, 'sign-out-everywhere')
}

/** Headers that make the browser forget its session, and whatever its back button would show. */
export function forgetting(): [string, string][] {
  return [
    ['Set-Cookie', '__Host-palier=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax'],
    ['Clear-Site-Data', '"cache"'],
  ]
}

/** From now on the session counts as opened by the passkey that its person has just added. */
export async function strengthen(sessionId: string): Promise<void> {
  await outside()
    .updateTable('account_session')
    .set({ needs_passkey: false, method: 'passkey' })
    .where('id', '=', sessionId)
    .execute()
}
