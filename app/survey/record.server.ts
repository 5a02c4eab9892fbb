/** The draw's record: for anyone by its link, for the operator with what opens the seals, and as a PDF. */
import { sql } from 'kysely'
import { type ActorTx, must, outside } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { DrawRecord } from '#packages/draw-record/record.ts'
import { type Verdict, verifyRecord } from '#packages/draw-record/verify.ts'

export interface PublicPanel {
  name: string
  operator_name: string
  seal_sha256: string
  sealed_at: Date
  pool_size: number
  size: number
  lottery_sha256: string | null
  computed_at: Date | null
  record: string | null
  drawn_at: Date | null
}

/** What the link shows, to anyone; nothing for a wrong link or a panel that promised nothing yet. */
export async function publicPanel(token: string): Promise<PublicPanel> {
  const { rows } = await sql<PublicPanel>`select * from survey_public_panel(${token})`.execute(outside())
  const [row] = rows
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
  return row
}

const verdicts = new Map<string, Verdict>()
const MOST_VERDICTS = 50

/** The server's own check. A record never changes, so that its verdict is kept: an unknown visitor cannot make us compute at will. */
export function verdictOf(token: string, record: string): Verdict {
  const known = verdicts.get(token)
  if (known) return known
  const verdict = verifyRecord(JSON.parse(record))
  const [oldest] = verdicts.keys()
  if (verdicts.size >= MOST_VERDICTS && oldest !== undefined) verdicts.delete(oldest)
  verdicts.set(token, verdict)
  return verdict
}

export async function drawOf(tx: ActorTx, panelId: string) {
  must(tx.actor, 'survey.panel.read')
  return tx
    .selectFrom('survey_draw as draw')
    .innerJoin('member', 'member.id', 'draw.drawn_by')
    .select(['draw.record', 'draw.sha256', 'draw.drawn_at', 'member.display_name as drawn_by'])
    .where(sql<boolean>`draw.panel_id::text = ${panelId}`)
    .executeTakeFirst()
}

export async function recordOf(tx: ActorTx, panelId: string): Promise<DrawRecord> {
  const draw = await drawOf(tx, panelId)
  if (!draw) throw new Refusal('platform.not-found', { status: 404 })
  return DrawRecord.parse(JSON.parse(draw.record))
}

/** With what opens the seals: for someone bound to secrecy, who checks the quotas too. Taking it is recorded. */
export async function completeRecordOf(tx: ActorTx, panelId: string): Promise<DrawRecord> {
  must(tx.actor, 'survey.panel.people.read')
  const record = await recordOf(tx, panelId)
  const openings = await tx
    .selectFrom('survey_pool_person')
    .select(['salt', 'household', 'features as values'])
    .where(sql<boolean>`panel_id::text = ${panelId}`)
    .orderBy('position')
    .execute()
  await sql`select audit_act('export', 'survey_draw', array[${panelId}]::text[], 'survey.complete-record')`.execute(tx)
  return { ...record, openings }
}
