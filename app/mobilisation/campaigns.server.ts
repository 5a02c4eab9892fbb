/** Campaigns and their texts. A text is never changed: a new version follows it, and what was approved stays what it was. */
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import type { Criteria } from './criteria.ts'
import { unknownFields } from './fields.ts'
import { refusingWalls } from './in-turn.server.ts'
import { consentNeeded, LEGAL_KINDS, type LegalKind } from './legal-kinds.ts'
import { KINDS, type Kind, TEMPLATES, type Words } from './templates.ts'

export type Stage = 'draft' | 'approved-by-one' | 'approved' | 'left'

export interface NewWords extends Words {
  link: string | null
}

const PAGE_ROWS = 25

/** A page of campaigns, newest first, each with how far it is. */
export async function campaignsOf(tx: ActorTx, page: number) {
  must(tx.actor, 'mobilisation.campaign.read')
  const rows = await withStage(tx)
    .orderBy('campaign.id', 'desc')
    .limit(PAGE_ROWS)
    .offset((page - 1) * PAGE_ROWS)
    .execute()
  const { count } = await tx
    .selectFrom('mobilisation_campaign')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return { campaigns: rows.map(seen), pages: Math.ceil(count / PAGE_ROWS) }
}

export type Campaign = Awaited<ReturnType<typeof campaignOf>>

export async function campaignOf(tx: ActorTx, id: string) {
  must(tx.actor, 'mobilisation.campaign.read')
  const row = await withStage(tx).where('campaign.id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
  return seen(row)
}

function withStage(tx: ActorTx) {
  return tx
    .selectFrom('mobilisation_campaign as campaign')
    .innerJoin('mobilisation_text as text', 'text.campaign_id', 'campaign.id')
    .innerJoin('member as writer', 'writer.id', 'text.written_by')
    .leftJoin('mobilisation_departure as departure', 'departure.campaign_id', 'campaign.id')
    .where((where) =>
      where(
        'text.version',
        '=',
        where
          .selectFrom('mobilisation_text as other')
          .select((select) => select.fn.max('other.version').as('last'))
          .whereRef('other.campaign_id', '=', 'campaign.id'),
      ),
    )
    .select((select) => [
      'campaign.id',
      'campaign.title',
      'campaign.kind',
      'campaign.legal_kind',
      'campaign.residence_ids',
      'campaign.stairway_codes',
      'campaign.age_from',
      'campaign.age_to',
      'campaign.size_from',
      'campaign.size_to',
      'campaign.entered_from',
      'campaign.entered_to',
      'text.id as text_id',
      'text.version',
      'text.subject',
      'text.body',
      'text.link',
      'text.written_at',
      'writer.display_name as written_by',
      'departure.left_at',
      select
        .selectFrom('mobilisation_approval as approval')
        .select((count) => count.fn.countAll<number>().as('count'))
        .whereRef('approval.text_id', '=', 'text.id')
        .as('approvals'),
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof withStage>['execute']>>[number]

function seen(row: Row) {
  return {
    id: row.id,
    title: row.title,
    version: row.version,
    subject: row.subject,
    body: row.body,
    link: row.link,
    kind: z.enum(KINDS).parse(row.kind),
    legalKind: z.enum(LEGAL_KINDS).parse(row.legal_kind),
    criteria: criteriaOf(row),
    textId: row.text_id,
    writtenBy: row.written_by,
    writtenAt: row.written_at.toISOString(),
    leftAt: row.left_at?.toISOString() ?? null,
    stage: stageOf(row.left_at !== null, row.approvals ?? 0),
  }
}

function criteriaOf(row: Row): Criteria {
  return {
    residenceIds: row.residence_ids,
    stairwayCodes: row.stairway_codes,
    ageFrom: row.age_from,
    ageTo: row.age_to,
    sizeFrom: row.size_from,
    sizeTo: row.size_to,
    enteredFrom: row.entered_from,
    enteredTo: row.entered_to,
  }
}

function stageOf(left: boolean, approvals: number): Stage {
  if (left) return 'left'
  if (approvals >= 2) return 'approved'
  return approvals === 1 ? 'approved-by-one' : 'draft'
}

export interface NewCampaign {
  title: string
  kind: Kind
  legalKind?: LegalKind
  criteria: Criteria
}

/** A campaign with the template of its kind as its first version. */
export async function createCampaign(
  tx: ActorTx,
  { title, kind, legalKind = 'service-information', criteria }: NewCampaign,
): Promise<string> {
  must(tx.actor, 'mobilisation.campaign.write')
  const { id } = await tx
    .insertInto('mobilisation_campaign')
    .values({
      convention_id: tx.actor.conventionId,
      title,
      kind,
      legal_kind: legalKind,
      residence_ids: [...criteria.residenceIds],
      stairway_codes: [...criteria.stairwayCodes],
      age_from: criteria.ageFrom,
      age_to: criteria.ageTo,
      size_from: criteria.sizeFrom,
      size_to: criteria.sizeTo,
      entered_from: criteria.enteredFrom,
      entered_to: criteria.enteredTo,
      created_by: tx.actor.memberId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await insertText(tx, id, 1, { ...TEMPLATES[kind], link: null })
  return id
}

/** The next version. Approvals are of the version before: they are void by that. */
export async function writeText(tx: ActorTx, campaign: Campaign, version: number, words: NewWords): Promise<void> {
  must(tx.actor, 'mobilisation.campaign.write')
  const wrong = unknownFields(`${words.subject} ${words.body}`)
  const [first] = wrong
  if (first !== undefined)
    throw new Refusal('mobilisation.unknown-field', { field: 'body', values: { name: `{${first}}` } })
  if (campaign.kind === 'poster' && /\{[^}]*\}/.test(`${words.subject} ${words.body}`))
    throw new Refusal('mobilisation.field-on-poster', { field: 'body' })
  if (campaign.kind === 'sms' && !/^[A-Za-z0-9 ]{1,11}$/.test(words.subject))
    throw new Refusal('mobilisation.sender-of-sms', { field: 'subject' })
  if (consentNeeded(campaign.legalKind, campaign.kind) === 'sms' && !/\bSTOP\b/.test(words.body))
    throw new Refusal('mobilisation.sms-without-stop', { field: 'body' })
  await insertText(tx, campaign.id, version + 1, words)
}

function insertText(tx: ActorTx, campaignId: string, version: number, words: NewWords) {
  return refusingWalls(() =>
    tx
      .insertInto('mobilisation_text')
      .values({
        convention_id: tx.actor.conventionId,
        campaign_id: campaignId,
        version,
        ...words,
        written_by: tx.actor.memberId,
      })
      .execute(),
  )
}
