/**
 * Whether the audit log is what was written: each entry's hash is computed again from the one before it, and each chain's end is
 * compared with its head. What the reader may not see is not checked: the owner sees all, an administrator their own convention.
 */
import { type Kysely, sql } from 'kysely'
import type { DB } from './database-types.ts'

export interface ChainFault {
  conventionId: string
  convention: string | null
  chain: string
  position: number
  /** The entry that is wrong; none when it is missing. */
  id: string | null
  what: 'changed' | 'missing' | 'unlinked' | 'no-head' | 'head-differs' | 'dropped-early'
}

export interface ChainState {
  chains: number
  entries: number
  dropped: number
  faults: ChainFault[]
}

/** Looks through every chain and names the first thing that is wrong with each. */
export async function verifyChains(database: Kysely<DB>): Promise<ChainState> {
  const { rows: faults } = await sql<ChainFault>`
    with linked as (
      select e.convention_id, e.chain, e.id, e.position, e.hash,
        coalesce(lag(e.position) over chained, 0) + 1 as expected,
        audit_hash(coalesce(lag(e.hash) over chained, ''), e) as computed
      from audit_entry e
      window chained as (partition by e.convention_id, e.chain order by e.position)
    ), ends as (
      select convention_id, chain, max(position) as position, (array_agg(hash order by position desc))[1] as hash
      from audit_entry where position is not null group by convention_id, chain
    ), faults as (
      select convention_id, chain, least(position, expected) as position,
        case when position = expected then id end as id,
        case when position is null then 'unlinked' when position <> expected then 'missing' else 'changed' end as what
      from linked
      where position is distinct from expected or hash is distinct from computed
      union all
      select e.convention_id, e.chain, e.position, null, 'no-head'
      from ends e left join audit_head h using (convention_id, chain) where h.chain is null
      union all
      select h.convention_id, h.chain, coalesce(e.position, 0) + 1, null,
        case when h.position > coalesce(e.position, 0) then 'missing' else 'head-differs' end
      from audit_head h left join ends e using (convention_id, chain)
      where h.dropped_at is null and h.position > 0
        and (e.position is distinct from h.position or e.hash is distinct from h.hash)
      union all
      select h.convention_id, h.chain, 1, null, 'dropped-early'
      from audit_head h
      where h.dropped_at is not null
        and (h.chain = 'acts' or h.chain >= 'accesses-' || to_char(h.dropped_at - interval '12 months', 'YYYY-MM'))
    )
    select distinct on (f.convention_id, f.chain) f.convention_id as "conventionId", c.code as convention, f.chain,
      f.position, f.id, f.what
    from faults f left join convention c on c.id = f.convention_id
    order by f.convention_id, f.chain, f.position, f.id nulls last`.execute(database)
  return { ...(await counts(database)), faults }
}

async function counts(database: Kysely<DB>) {
  const { chains, dropped } = await database
    .selectFrom('audit_head')
    .select([
      sql<number>`count(*)`.as('chains'),
      sql<number>`count(*) filter (where dropped_at is not null)`.as('dropped'),
    ])
    .executeTakeFirstOrThrow()
  const { entries } = await database
    .selectFrom('audit_entry')
    .select(sql<number>`count(*)`.as('entries'))
    .executeTakeFirstOrThrow()
  return { chains, dropped, entries }
}
