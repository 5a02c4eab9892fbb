/** From the seal to the panel: the numbered panels, the public number and its second pair of eyes, the draw. */
import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import type { JobStep } from '#app/platform/jobs.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import {
  closingHash,
  type DrawRecord,
  FORMAT,
  lotteryHash,
  reserveOrder,
  Sealed,
} from '#packages/draw-record/record.ts'
import { chancesOf } from '#packages/draw-record/verify.ts'
import { figuresOf } from './fairness.ts'
import { computeLottery } from './lottery.server.ts'
import { type Panel, panelOf, type Stage } from './panels.server.ts'

export const SOURCES = ['lottery', 'drand', 'dice'] as const
const Panels = z.array(z.array(z.number().int()))

/** The work of the job: everything from the frozen pool, nothing from today's register. */
export async function makeLottery(tx: ActorTx, panelId: string, step: JobStep): Promise<{ seconds: number }> {
  must(tx.actor, 'survey.panel.draw')
  await atStage(tx, panelId, 'sealed')
  const seal = await tx
    .selectFrom('survey_seal')
    .select(['text', 'sha256'])
    .where('panel_id', '=', panelId)
    .executeTakeFirstOrThrow()
  const sealed = Sealed.parse(JSON.parse(seal.text))
  const people = (await poolOf(tx, panelId)).map(({ features, household }) => ({ values: features, household }))
  const quotas = sealed.quotas.map(({ feature, value, min, max }) => ({ feature, value, minimum: min, maximum: max }))
  const { panels, optimum, algorithm, seconds } = await computeLottery(
    { ...sealed, quotas, people, seed: seal.sha256 },
    step,
  )
  const chances = chancesOf(panels, people.length)
  await tx
    .insertInto('survey_lottery')
    .values({
      convention_id: tx.actor.conventionId,
      panel_id: panelId,
      panels: JSON.stringify(panels),
      sha256: lotteryHash(seal.sha256, panels),
      algorithm,
      optimum,
      figures: JSON.stringify(figuresOf(chances)),
      seconds,
      computed_by: tx.actor.memberId,
    })
    .execute()
  return { seconds }
}

async function poolOf(tx: ActorTx, panelId: string) {
  return tx
    .selectFrom('survey_pool_person')
    .select(['position', 'pseudonym', 'salt', 'household', 'features', 'person_id', 'household_id', 'residence_id'])
    .where('panel_id', '=', panelId)
    .orderBy('position')
    .execute()
}

export async function lotteryOf(tx: ActorTx, panelId: string) {
  must(tx.actor, 'survey.panel.read')
  return tx
    .selectFrom('survey_lottery')
    .select(['sha256', 'algorithm', 'optimum', 'figures', 'seconds', 'computed_at'])
    .where('panel_id', '=', panelId)
    .executeTakeFirst()
}

/** The number that came out in public, typed by the lead. */
export async function enterNumber(
  tx: ActorTx,
  panelId: string,
  { value, source, reference }: { value: number; source: (typeof SOURCES)[number]; reference: string },
): Promise<void> {
  must(tx.actor, 'survey.panel.draw')
  await atStage(tx, panelId, 'computed')
  const values = { convention_id: tx.actor.conventionId, panel_id: panelId, entered_by: tx.actor.memberId }
  await tx
    .insertInto('survey_number')
    .values({ ...values, value, source, reference })
    .execute()
}

/** Numbers typed so far with what the second person said; the last one is the one that counts. */
export async function numbersOf(tx: ActorTx, panelId: string) {
  must(tx.actor, 'survey.panel.read')
  return tx
    .selectFrom('survey_number as number')
    .innerJoin('member as author', 'author.id', 'number.entered_by')
    .leftJoin('survey_number_answer as answer', 'answer.number_id', 'number.id')
    .leftJoin('member as second', 'second.id', 'answer.answered_by')
    .select([
      'number.id',
      'number.value',
      'number.source',
      'number.reference',
      'number.entered_at',
      'number.entered_by',
    ])
    .select(['answer.answer', 'answer.answered_at', 'author.display_name as author', 'second.display_name as second'])
    .where('number.panel_id', '=', panelId)
    .orderBy('number.id')
    .limit(50)
    .execute()
}

/** A second person says whether the number is the one that came out; the lead may go on alone, and the record says so. */
export async function answerNumber(
  tx: ActorTx,
  panelId: string,
  numberId: string,
  answer: 'confirmed' | 'alone' | 'wrong',
): Promise<void> {
  must(tx.actor, answer === 'alone' ? 'survey.panel.draw' : 'survey.panel.confirm')
  await atStage(tx, panelId, 'numbered')
  const number = (await numbersOf(tx, panelId)).at(-1)
  if (number?.id !== numberId) throw new Refusal('survey.number-changed', { status: 409 })
  if (answer === 'confirmed' && number.entered_by === tx.actor.memberId) throw new Refusal('survey.number-own')
  await tx
    .insertInto('survey_number_answer')
    .values({
      convention_id: tx.actor.conventionId,
      panel_id: panelId,
      number_id: numberId,
      answer,
      answered_by: tx.actor.memberId,
    })
    .execute()
}

/** Opens the panel that the number names: who is asked, the reserve in its order, the record. */
export async function openDraw(tx: ActorTx, panelId: string): Promise<void> {
  must(tx.actor, 'survey.panel.draw')
  await tx.selectFrom('survey_panel').select('id').where('id', '=', panelId).forUpdate().execute()
  const panel = await atStage(tx, panelId, 'confirmed')
  const { seal, lottery, number } = await promised(tx, panelId)
  const pool = await poolOf(tx, panelId)
  const panels = Panels.parse(JSON.parse(lottery.panels))
  const positions = panels[number.value]
  if (!positions) throw new Refusal('survey.number-without-panel')
  const record = recordFrom(panel, { seal, lottery, number, panels }, nameAll(pool, positions))
  await tx
    .insertInto('survey_draw')
    .values({
      convention_id: tx.actor.conventionId,
      panel_id: panelId,
      record: JSON.stringify(record),
      sha256: record.sha256,
      drawn_by: tx.actor.memberId,
    })
    .execute()
  await seat(tx, panelId, pool, positions, chancesOf(panels, pool.length))
  const names = pool.map(({ pseudonym }) => pseudonym)
  await keepReserve(tx, panelId, reserveOrder({ seal: seal.sha256, number: number.value }, names, new Set(positions)))
}

async function promised(tx: ActorTx, panelId: string) {
  const seal = await tx.selectFrom('survey_seal').selectAll().where('panel_id', '=', panelId).executeTakeFirstOrThrow()
  const lottery = await tx
    .selectFrom('survey_lottery')
    .selectAll()
    .where('panel_id', '=', panelId)
    .executeTakeFirstOrThrow()
  const number = (await numbersOf(tx, panelId)).find(({ answer }) => answer === 'confirmed' || answer === 'alone')
  if (!number?.answered_at) throw new Refusal('survey.number-not-confirmed')
  return { seal, lottery, number: { ...number, answered_at: number.answered_at } }
}

type Promised = Awaited<ReturnType<typeof promised>> & { panels: number[][] }

function recordFrom(panel: Panel, { seal, lottery, number, panels }: Promised, drawn: string[]): DrawRecord {
  const open: Omit<DrawRecord, 'sha256'> = {
    format: FORMAT,
    title: panel.name,
    seal: { text: seal.text, sha256: seal.sha256, at: seal.sealed_at.toISOString() },
    lottery: {
      panels,
      sha256: lottery.sha256,
      at: lottery.computed_at.toISOString(),
      algorithm: lottery.algorithm,
    },
    number: {
      value: number.value,
      source: `${number.source}: ${number.reference}`,
      enteredAt: number.entered_at.toISOString(),
      confirmedAt: number.answered_at.toISOString(),
      confirmedBy: number.answer === 'confirmed' ? 'second-person' : 'alone',
    },
    drawn,
  }
  return { ...open, sha256: closingHash(open) }
}

type Pool = Awaited<ReturnType<typeof poolOf>>

function nameAll(pool: Pool, positions: readonly number[]): string[] {
  return positions.map((position) => personAt(pool, position).pseudonym)
}

function personAt(pool: Pool, position: number): Pool[number] {
  const person = pool[position]
  if (!person) throw new Error(`nobody at ${position} of a pool of ${pool.length}`)
  return person
}

async function seat(
  tx: ActorTx,
  panelId: string,
  pool: Pool,
  positions: readonly number[],
  chances: readonly number[],
) {
  const values = positions.map((position) => {
    const { person_id, household_id, residence_id } = personAt(pool, position)
    return { position, person_id, household_id, residence_id, probability: chances[position] ?? 0 }
  })
  await tx
    .insertInto('survey_panel_person')
    .values(values.map((value) => ({ ...value, convention_id: tx.actor.conventionId, panel_id: panelId })))
    .execute()
}

async function keepReserve(tx: ActorTx, panelId: string, order: readonly number[]): Promise<void> {
  await sql`insert into survey_reserve (convention_id, panel_id, rank, position)
    select ${tx.actor.conventionId}::uuid, ${panelId}::uuid, rank, position
    from unnest(${sql.val(order)}::integer[]) with ordinality as row (position, rank)`.execute(tx)
}

export async function atStage(tx: ActorTx, panelId: string, stage: Stage): Promise<Panel> {
  const panel = await panelOf(tx, panelId)
  if (panel.stage !== stage) throw new Refusal('survey.not-at-this-step', { status: 409 })
  return panel
}
