/** What was said of a text, who approved it, and its leaving. */

import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Refusal } from '#app/platform/refusal.ts'
import type { Campaign } from './campaigns.server.ts'
import { refusingWalls } from './in-turn.server.ts'
import { refuseTooLong } from './page-fit.server.ts'
import { leftToWrite } from './templates.ts'

export const SIDES = ['operator', 'landlord'] as const
export type Side = (typeof SIDES)[number]

const MOST_COMMENTS = 200

/** Comments on all versions, oldest first: the talk is read as it went. */
export async function commentsOf(tx: ActorTx, campaignId: string) {
  must(tx.actor, 'mobilisation.campaign.read')
  const rows = await tx
    .selectFrom('mobilisation_comment as comment')
    .innerJoin('mobilisation_text as text', 'text.id', 'comment.text_id')
    .innerJoin('member', 'member.id', 'comment.made_by')
    .select(['comment.id', 'comment.said', 'comment.made_at', 'text.version', 'member.display_name as by'])
    .where('comment.campaign_id', '=', campaignId)
    .orderBy('comment.id', 'desc')
    .limit(MOST_COMMENTS)
    .execute()
  return rows.reverse().map(({ made_at, ...row }) => ({ ...row, at: made_at.toISOString() }))
}

export async function addComment(tx: ActorTx, { id, textId }: Campaign, said: string): Promise<void> {
  must(tx.actor, 'mobilisation.campaign.comment')
  await tx
    .insertInto('mobilisation_comment')
    .values({
      convention_id: tx.actor.conventionId,
      campaign_id: id,
      text_id: textId,
      said,
      made_by: tx.actor.memberId,
    })
    .execute()
}

/** Approvals of one version. */
export async function approvalsOf(tx: ActorTx, textId: string) {
  must(tx.actor, 'mobilisation.campaign.read')
  const rows = await tx
    .selectFrom('mobilisation_approval as approval')
    .innerJoin('member', 'member.id', 'approval.approved_by')
    .select(['approval.side', 'approval.approved_at', 'approval.approved_by', 'member.display_name as by'])
    .where('approval.text_id', '=', textId)
    .execute()
  return rows.map(({ side, approved_at, approved_by, by }) => ({
    side: z.enum(SIDES).parse(side),
    at: approved_at.toISOString(),
    own: approved_by === tx.actor.memberId,
    by,
  }))
}

/** The side for which someone may approve: the lead for the operator, the pilot for the landlord. */
export function sideOf({ actor }: ActorTx): Side | null {
  if (!may(actor, 'mobilisation.campaign.approve')) return null
  return actor.roles.includes('operator-lead') ? 'operator' : 'landlord'
}

/** Campaigns that the other side approved and that wait for the asker's. */
export async function approvalsAwaited(tx: ActorTx): Promise<number> {
  const side = sideOf(tx)
  if (!side) return 0
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (
      select distinct on (campaign_id) id, convention_id, campaign_id from mobilisation_text order by campaign_id, version desc
    ) newest
    where not exists (select from mobilisation_departure d where d.convention_id = newest.convention_id and d.campaign_id = newest.campaign_id)
      and exists (select from mobilisation_approval a where a.convention_id = newest.convention_id and a.text_id = newest.id and a.side <> ${side})
      and not exists (select from mobilisation_approval a where a.convention_id = newest.convention_id and a.text_id = newest.id and a.side = ${side})`.execute(
    tx,
  )
  return rows[0]?.count ?? 0
}

/** Approves the version that was read. What a template leaves open must be written first, and it must fit its page. */
export async function approve(tx: ActorTx, campaign: Campaign, textId: string): Promise<void> {
  must(tx.actor, 'mobilisation.campaign.approve')
  const side = sideOf(tx)
  if (!side) throw new Refusal('platform.not-allowed', { status: 403 })
  const [open] = leftToWrite(`${campaign.subject} ${campaign.body}`)
  if (open !== undefined) throw new Refusal('mobilisation.left-to-write', { values: { words: open } })
  await refuseTooLong(tx, campaign)
  await refusingWalls(() =>
    tx
      .insertInto('mobilisation_approval')
      .values({
        convention_id: tx.actor.conventionId,
        campaign_id: campaign.id,
        text_id: textId,
        side,
        approved_by: tx.actor.memberId,
      })
      .execute(),
  )
}

/** From here on the text is fixed: it is what people were told. */
export async function leave(tx: ActorTx, campaign: Campaign): Promise<void> {
  must(tx.actor, 'mobilisation.campaign.send')
  await refusingWalls(() =>
    tx
      .insertInto('mobilisation_departure')
      .values({
        convention_id: tx.actor.conventionId,
        campaign_id: campaign.id,
        text_id: campaign.textId,
        left_by: tx.actor.memberId,
      })
      .execute(),
  )
}
