/** What the installation's administrator does: opens conventions. Convention data stay closed to them. */
import { sql } from 'kysely'
import type { RouterContextProvider } from 'react-router'
import { asPerson, type Tx } from '#app/platform/database.server.ts'
import { answeringAbsence, person } from '#app/platform/page.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { originOf } from '#app/platform/secret-token.server.ts'
import { settings } from '#app/platform/settings.server.ts'
import { writeInvitation } from './invitations.server.ts'

interface Asked {
  request: Request
  url: URL
  context: Readonly<RouterContextProvider>
}

/** One act of the administrator; for all others these pages do not exist. */
export function administer<Result>(asked: Asked, act: (tx: Tx, personId: string) => Promise<Result>): Promise<Result> {
  const { id } = person(asked)
  return answeringAbsence(() =>
    asPerson(id, async (tx) => {
      const { rows } = await sql<{ administers: boolean }>`select is_administrator() as administers`.execute(tx)
      if (!rows[0]?.administers) throw new Refusal('platform.not-found', { status: 404 })
      return act(tx, id)
    }),
  )
}

export interface ListedConvention {
  code: string
  name: string
  operatorName: string
  landlordName: string
  demonstration: boolean
  createdAt: string
  closedAt: string | null
  members: number
}

export async function allConventions(tx: Tx): Promise<ListedConvention[]> {
  const rows = await tx
    .selectFrom('convention')
    .select(['code', 'name', 'operator_name', 'landlord_name', 'is_demonstration', 'created_at', 'closed_at'])
    .select((row) =>
      row
        .selectFrom('member')
        .whereRef('member.convention_id', '=', 'convention.id')
        .where('ended_at', 'is', null)
        .select(sql<number>`count(*)`.as('count'))
        .as('members'),
    )
    .orderBy('name')
    .execute()
  return rows.map((row) => ({
    code: row.code,
    name: row.name,
    operatorName: row.operator_name,
    landlordName: row.landlord_name,
    demonstration: row.is_demonstration,
    createdAt: row.created_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    members: row.members ?? 0,
  }))
}

export interface NewConvention {
  code: string
  name: string
  operator: string
  landlord: string
  communes: readonly string[]
  leadName: string
  leadEmail: string
}

/** A convention with its first lead invited. In a demonstration it is one too: what is tried there stays marked as such. */
export async function createConvention(
  tx: Tx,
  request: Request,
  personId: string,
  asked: NewConvention,
): Promise<void> {
  const taken = await tx.selectFrom('convention').select('id').where('code', '=', asked.code).executeTakeFirst()
  if (taken) throw new Refusal('account.code-taken', { field: 'code' })
  const { id } = await tx
    .insertInto('convention')
    .values({
      code: asked.code,
      name: asked.name,
      operator_name: asked.operator,
      landlord_name: asked.landlord,
      commune_codes: [...asked.communes],
      is_demonstration: settings.PALIER_DEMONSTRATION,
      created_by: personId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const seat = { conventionId: id, conventionName: asked.name, operatorName: asked.operator, invitedBy: null }
  const lead = { name: asked.leadName, email: asked.leadEmail, roles: ['operator-lead'], residences: [] } as const
  await writeInvitation(tx, originOf(request), seat, lead)
}
