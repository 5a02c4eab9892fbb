/** Limits that hold whichever process answers: the counters lie in the database, apart from the transaction that is limited. */
import { createHmac } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { outside } from './database.server.ts'
import { Refusal } from './refusal.ts'
import { installationSecret } from './settings.server.ts'

export interface Limit {
  tries: number
  minutes: number
}

/**
 * Counts one try and refuses the one too many.
 *
 * @param what the act that is limited, such as `sign-in`
 * @param who whoever tries: an address, a member; kept as a keyed hash only
 * @throws Refusal `platform.too-many-tries` (429) with the minutes left
 */
export async function limit(what: string, who: string, allowed: Limit): Promise<void> {
  const { tries, seconds } = await count(what, who, allowed.minutes)
  if (tries > allowed.tries) throw tooMany(seconds)
}

const SLOWEST_MS = 4000

/** Counts one try and makes those beyond the limit wait: many neighbours may share one address, and must not be locked out. */
export async function slowDown(what: string, who: string, allowed: Limit): Promise<void> {
  const { tries, seconds } = await count(what, who, allowed.minutes)
  const beyond = tries - allowed.tries
  if (beyond > allowed.tries * 10) throw tooMany(seconds)
  if (beyond > 0) await wait(Math.min(SLOWEST_MS, beyond * 250))
}

function tooMany(seconds: number): Refusal {
  return new Refusal('platform.too-many-tries', {
    values: { minutes: Math.max(1, Math.ceil(seconds / 60)) },
    status: 429,
  })
}

async function count(what: string, who: string, minutes: number) {
  const key = createHmac('sha256', installationSecret()).update(`${what}\0${who}`).digest('base64url')
  const over = sql`rate_limit.opened_at <= now() - make_interval(mins => ${minutes})`
  return outside()
    .insertInto('rate_limit')
    .values({ what, who: key, opened_at: sql<Date>`now()`, tries: 1 })
    .onConflict((row) =>
      row.columns(['what', 'who']).doUpdateSet({
        opened_at: sql`case when ${over} then now() else rate_limit.opened_at end`,
        tries: sql`case when ${over} then 1 else rate_limit.tries + 1 end`,
      }),
    )
    .returning([
      'tries',
      sql<number>`extract(epoch from opened_at + make_interval(mins => ${minutes}) - now())::double precision`.as(
        'seconds',
      ),
    ])
    .executeTakeFirstOrThrow()
}
