/** What the partners' room awaits of whoever asks: counts, for their first page. */
import { sql } from 'kysely'
import type { ActorTx } from '#app/platform/database.server.ts'
import { may } from '#app/platform/permissions.ts'
import { actionCounts } from './actions.server.ts'
import { objectivesOf } from './objectives.server.ts'
import { partyOf } from './party.server.ts'

export interface PartnersAwait {
  /** Meetings that took place and have no minutes, for those who write them. */
  toMinute: number
  lateActions: number
  /** Objectives and newest minutes on which the asker's party has said neither yes nor no. */
  objectives: number
  minutes: number
}

export async function partnersAwait(tx: ActorTx): Promise<PartnersAwait | null> {
  if (!may(tx.actor, 'partners.read')) return null
  const writes = may(tx.actor, 'partners.meeting.write')
  const party = may(tx.actor, 'partners.speak') ? await partyOf(tx) : null
  const unsaid = party
    ? (await objectivesOf(tx)).filter(({ standings }) =>
        standings.some(({ organisation, kind }) => organisation === party.name && kind === null),
      )
    : []
  return {
    toMinute: writes ? await meetingsToMinute(tx) : 0,
    lateActions: writes ? (await actionCounts(tx)).late : 0,
    objectives: unsaid.length,
    minutes: party ? await minutesToApprove(tx, party.id) : 0,
  }
}

async function meetingsToMinute(tx: ActorTx): Promise<number> {
  const { count } = await tx
    .selectFrom('partners_meeting as meeting')
    .select(sql<number>`count(*)`.as('count'))
    .where('cancelled_at', 'is', null)
    .where('ends_at', '<', sql<Date>`now()`)
    .where(
      sql<boolean>`not exists (select from partners_minutes given where given.convention_id = meeting.convention_id
        and given.meeting_id = meeting.id)`,
    )
    .executeTakeFirstOrThrow()
  return count
}

async function minutesToApprove(tx: ActorTx, partyId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (
      select distinct on (meeting_id) id, convention_id from partners_minutes order by meeting_id, published_at desc
    ) newest
    where not exists (select from partners_word w where w.convention_id = newest.convention_id and w.minutes_id = newest.id
      and w.organisation_id = ${partyId} and w.kind <> 'comment')`.execute(tx)
  return rows[0]?.count ?? 0
}
