/** The one way to the database: a transaction that knows who asks, so that row-level security can answer for itself. */
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './database-types.ts'
import { type Capability, may, ROLES, type Role } from './permissions.ts'
import { Refusal } from './refusal.ts'

pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text) // a date is a day, not an instant in some zone
pg.types.setTypeParser(pg.types.builtins.INT8, Number) // our counts stay far below 2^53
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number) // areas; money is integer cents

/** A member of one convention, who asks. */
export interface Actor {
  personId: string
  memberId: string
  conventionId: string
  conventionCode: string
  displayName: string
  roles: readonly Role[]
}

export type Tx = Transaction<DB>
export type ActorTx = Tx & { actor: Actor }

let pool: pg.Pool | undefined
let database: Kysely<DB> | undefined

/** Called once by the process, before anyone asks anything. */
export function connect(appUrl: string, most = 20): void {
  pool = new pg.Pool({ connectionString: appUrl, max: most, application_name: 'palier' })
  pool.on('error', () => undefined) // an idle connection lost at a restart of the server is replaced at the next query
  // One lost between two statements of a transaction would end the process: the next statement tells whoever waits for it.
  pool.on('connect', (client) => client.on('error', () => undefined))
  database = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
}

export async function disconnect(): Promise<void> {
  await database?.destroy()
  pool = undefined
  database = undefined
}

export function appPool(): pg.Pool {
  if (!pool) throw new Error('connect() first')
  return pool
}

/** Without a person: only what everyone may see (sign-in, public pages). Row-level security shows it no convention. */
export function outside(): Kysely<DB> {
  if (!database) throw new Error('connect() first')
  return database
}

/** One act of one member: one transaction, seen by row-level security as theirs. */
export function inConvention<Result>(actor: Actor, act: (tx: ActorTx) => Promise<Result>): Promise<Result> {
  return outside()
    .transaction()
    .execute((tx) => asMember(tx, actor, act))
}

async function asMember<Result>(tx: Tx, actor: Actor, act: (tx: ActorTx) => Promise<Result>): Promise<Result> {
  await sql`select set_config('palier.member', ${actor.memberId}, true), set_config('palier.person', ${actor.personId}, true)`.execute(
    tx,
  )
  return act(Object.assign(tx, { actor }))
}

/**
 * The same act with the connection it runs on, for what only the driver can do: COPY, and stopping a long statement.
 * Rows copied through the client and rows written through `tx` are one transaction.
 */
export async function inConventionOnClient<Result>(
  actor: Actor,
  act: (tx: ActorTx, client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await appPool().connect()
  const alone = new Kysely<DB>({
    dialect: new PostgresDialect({ pool: { connect: async () => client, end: async () => undefined, options: {} } }),
  })
  return alone.transaction().execute((tx) => asMember(tx, actor, (actorTx) => act(actorTx, client)))
}

/** One act of a signed-in person outside any convention: their conventions, their invitations, the administrator's pages. */
export function asPerson<Result>(personId: string, act: (tx: Tx) => Promise<Result>): Promise<Result> {
  return outside()
    .transaction()
    .execute(async (tx) => {
      await sql`select set_config('palier.person', ${personId}, true)`.execute(tx)
      return act(tx)
    })
}

export function must(actor: Actor, capability: Capability): void {
  if (!may(actor, capability)) throw new Refusal('platform.not-allowed', { status: 403 })
}

/** The member that a person is in a convention, or nothing: the same nothing whether the convention exists or not. */
export async function memberOf(personId: string, conventionCode: string): Promise<Actor | undefined> {
  const row = await asPerson(personId, (tx) =>
    tx
      .selectFrom('member')
      .innerJoin('convention', 'convention.id', 'member.convention_id')
      .select(['member.id', 'member.convention_id', 'member.display_name', 'member.roles'])
      .where('convention.code', '=', conventionCode)
      .where('member.person_id', '=', personId)
      .where('member.ended_at', 'is', null)
      .executeTakeFirst(),
  )
  return (
    row && {
      personId,
      memberId: row.id,
      conventionId: row.convention_id,
      conventionCode,
      displayName: row.display_name,
      roles: rolesFrom(row.roles),
    }
  )
}

export function rolesFrom(names: readonly string[]): Role[] {
  return ROLES.filter((role) => names.includes(role))
}
