/** Visits to homes: which are under way, and the way out of them. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Refusal } from '#app/platform/refusal.ts'

const MOST_VISITS = 200

/**
 * Said by who comes out, or by a lead, who is told when nobody does. Anyone else who stopped the watch by mistake would leave someone alone,
 * where a needless alert costs a call.
 */
export async function endVisit(tx: ActorTx, id: string): Promise<void> {
  must(tx.actor, 'survey.interview.write')
  const visit = await tx.selectFrom('survey_visit').select('member_id').where('id', '=', id).executeTakeFirst()
  if (!visit) throw new Refusal('platform.not-found', { status: 404 })
  if (visit.member_id !== tx.actor.memberId && !may(tx.actor, 'survey.interview.decide'))
    throw new Refusal('survey.visit-of-another', { status: 403 })
  await tx
    .updateTable('survey_visit')
    .set({ ended_at: sql`now()` })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
}

/** Visits under way, the one that should have ended first on top. */
export async function visitsOf(tx: ActorTx) {
  must(tx.actor, 'survey.interview.read')
  const rows = await tx
    .selectFrom('survey_visit as visit')
    .innerJoin('member', 'member.id', 'visit.member_id')
    .innerJoin('stock_residence as residence', 'residence.id', 'visit.residence_id')
    .select(['visit.id', 'visit.member_id', 'visit.started_at', 'visit.due_at', 'member.display_name as who'])
    .select(['residence.name as residence', sql<boolean>`visit.due_at <= now()`.as('is_overdue')])
    .where('visit.ended_at', 'is', null)
    .orderBy('visit.due_at')
    .limit(MOST_VISITS)
    .execute()
  return rows.map(({ started_at, due_at, member_id, ...rest }) => ({
    ...rest,
    isMine: member_id === tx.actor.memberId,
    startedAt: started_at.toISOString(),
    dueAt: due_at.toISOString(),
  }))
}

export type Visit = Awaited<ReturnType<typeof visitsOf>>[number]
