/** The conventions of one person, and whether they run the installation. */
import { sql } from 'kysely'
import { asPerson, rolesFrom } from '#app/platform/database.server.ts'
import type { Role } from '#app/platform/permissions.ts'

export interface Membership {
  code: string
  name: string
  operatorName: string
  landlordName: string
  roles: Role[]
  demonstration: boolean
}

export interface Belongings {
  conventions: Membership[]
  administrator: boolean
}

export function belongingsOf(personId: string): Promise<Belongings> {
  return asPerson(personId, async (tx) => {
    const rows = await tx
      .selectFrom('member')
      .innerJoin('convention', 'convention.id', 'member.convention_id')
      .select(['code', 'convention.name', 'operator_name', 'landlord_name', 'roles', 'is_demonstration'])
      .where('member.person_id', '=', personId)
      .where('member.ended_at', 'is', null)
      .orderBy('convention.name')
      .execute()
    const { rows: seat } = await sql<{ administrator: boolean }>`select is_administrator() as administrator`.execute(tx)
    return {
      administrator: seat[0]?.administrator ?? false,
      conventions: rows.map((row) => ({
        code: row.code,
        name: row.name,
        operatorName: row.operator_name,
        landlordName: row.landlord_name,
        roles: rolesFrom(row.roles),
        demonstration: row.is_demonstration,
      })),
    }
  })
}
