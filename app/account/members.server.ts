/** Members of a convention: who they are, what they may do, until when. */
import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must, rolesFrom } from '#app/platform/database.server.ts'
import { may, type Role } from '#app/platform/permissions.ts'
import { Refusal } from '#app/platform/refusal.ts'
import type { TableQuery } from '#app/ui/table-query.ts'

const MOST_EXPORTED = 50_000

export interface Member {
  id: string
  name: string
  email: string
  roles: Role[]
  residences: number
  passkeys: number
  joinedAt: string
  endedAt: string | null
}

const COLUMNS: Record<string, string> = {
  name: 'name',
  email: 'email',
  residences: 'residences',
  joined: 'joined_at',
}

export async function membersOf(tx: ActorTx, query: TableQuery, { all = false } = {}) {
  must(tx.actor, 'member.read')
  const { role, state = 'present' } = query.filters
  const found = rowsOf(tx)
    .$if(query.q !== '', (rows) =>
      rows.where(sql<boolean>`searchable(name || ' ' || email) like '%' || searchable(${query.q}) || '%'`),
    )
    .$if(role !== undefined, (rows) => rows.where(sql<boolean>`${role} = any (roles)`))
    .where('ended_at', state === 'ended' ? 'is not' : 'is', null)
  const { total } = await found.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .selectAll()
    .orderBy(sql.ref(COLUMNS[query.sort ?? 'name'] ?? 'name'), query.direction === 'descending' ? 'desc' : 'asc')
    .orderBy('id')
    .limit(all ? MOST_EXPORTED : query.pageRows)
    .offset(all ? 0 : (query.page - 1) * query.pageRows)
    .execute()
  return { total, rows: rows.map(asMember) }
}

export async function memberShown(tx: ActorTx, id: string): Promise<Member> {
  must(tx.actor, 'member.read')
  const known = z.uuid().safeParse(id)
  const row = known.success && (await rowsOf(tx).selectAll().where('id', '=', known.data).executeTakeFirst())
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
  return asMember(row)
}

function rowsOf(tx: ActorTx) {
  const covered = sql<number>`(select count(*) from stock_coverage c where c.member_id = member.id
    and c.from_on <= current_date and (c.to_on is null or c.to_on >= current_date))`
  return tx.selectFrom(
    tx
      .selectFrom('member')
      .innerJoin(
        sql<{ member_id: string; email: string; passkeys: number }>`member_contacts()`.as('contact'),
        'contact.member_id',
        'member.id',
      )
      .select([
        'member.id',
        'display_name as name',
        'contact.email',
        'roles',
        'contact.passkeys',
        'joined_at',
        'ended_at',
      ])
      .select(covered.as('residences'))
      .where('convention_id', '=', tx.actor.conventionId)
      .as('listed'),
  )
}

interface Row extends Omit<Member, 'roles' | 'joinedAt' | 'endedAt'> {
  roles: string[]
  joined_at: Date
  ended_at: Date | null
}

function asMember({ joined_at, ended_at, ...row }: Row): Member {
  return {
    ...row,
    roles: rolesFrom(row.roles),
    joinedAt: joined_at.toISOString(),
    endedAt: ended_at?.toISOString() ?? null,
  }
}

/** Acts on the person's next request, which finds them signed out: their next session has its times by the new roles. */
export async function changeRoles(tx: ActorTx, id: string, roles: readonly Role[]): Promise<void> {
  must(tx.actor, 'member.change')
  const member = await memberShown(tx, id)
  const touched = [...roles, ...member.roles].filter((role) => roles.includes(role) !== member.roles.includes(role))
  if (touched.includes('administrator') && !tx.actor.roles.includes('administrator'))
    throw new Refusal('account.administrator-invites', { field: 'roles' })
  if (touched.length === 0) return
  if (member.roles.includes('operator-lead') && !roles.includes('operator-lead')) await notTheLastLead(tx, id)
  await tx
    .updateTable('member')
    .set({ roles: [...roles] })
    .where('convention_id', '=', tx.actor.conventionId)
    .where('id', '=', id)
    .execute()
}

/** The member stays in the log and in what they did; they may come back by a new invitation. */
export async function endMembership(tx: ActorTx, id: string): Promise<void> {
  must(tx.actor, 'member.change')
  const member = await memberShown(tx, id)
  if (member.roles.includes('administrator') && !tx.actor.roles.includes('administrator'))
    throw new Refusal('account.administrator-invites')
  if (member.roles.includes('operator-lead')) await notTheLastLead(tx, id)
  await tx
    .updateTable('member')
    .set({ ended_at: sql`now()` })
    .where('convention_id', '=', tx.actor.conventionId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
}

/** Rows are locked first: of two leads who remove each other at once, one stays. */
async function notTheLastLead(tx: ActorTx, id: string): Promise<void> {
  const leads = await tx
    .selectFrom('member')
    .select('id')
    .where('convention_id', '=', tx.actor.conventionId)
    .where('ended_at', 'is', null)
    .where(sql<boolean>`'operator-lead' = any (roles)`)
    .forUpdate()
    .execute()
  if (leads.every((lead) => lead.id === id)) throw new Refusal('account.last-lead', { field: 'roles' })
}

export async function forgetPasskeys(tx: ActorTx, id: string): Promise<void> {
  must(tx.actor, 'member.change')
  const { rows } = await sql<{ forgotten: boolean }>`select passkeys_forget(${id}) as forgotten`.execute(tx)
  if (!rows[0]?.forgotten) throw new Refusal('account.passkeys-kept')
}

export interface NamedResidence {
  id: string
  name: string
}

/** Residences that a caretaker may be given; none for whoever may not give them. */
export function residencesToGive(tx: ActorTx): Promise<NamedResidence[]> {
  if (!may(tx.actor, 'stock.coverage.change')) return Promise.resolve([])
  return tx.selectFrom('stock_residence').select(['id', 'name']).orderBy('name').limit(5000).execute()
}

/** Residences that a member covers today, as far as the reader sees them. */
export function residencesCovered(tx: ActorTx, memberId: string): Promise<NamedResidence[]> {
  return tx
    .selectFrom('stock_coverage')
    .innerJoin('stock_residence', (on) =>
      on
        .onRef('stock_residence.convention_id', '=', 'stock_coverage.convention_id')
        .onRef('stock_residence.id', '=', 'stock_coverage.residence_id'),
    )
    .select(['stock_residence.id', 'stock_residence.name'])
    .distinct()
    .where('member_id', '=', memberId)
    .where(sql<boolean>`from_on <= current_date and (to_on is null or to_on >= current_date)`)
    .orderBy('stock_residence.name')
    .execute()
}
