/** Objectives of the mission, refined together: each wording is a version, and each party says yes or no to that very wording. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { parties, type Standing, standingsOf, type Word } from './party.server.ts'

export interface Wording {
  title: string
  said: string
  measure: string
}

export interface Version extends Wording {
  id: string
  number: number
  by: string
  at: string
}

export interface Objective {
  id: string
  version: Version
  comments: number
  standings: Standing[]
}

const MOST_OBJECTIVES = 200

export async function objectivesOf(tx: ActorTx): Promise<Objective[]> {
  must(tx.actor, 'partners.read')
  const rows = await versionRows(tx)
    .distinctOn('objective_id')
    .where('dropped_at', 'is', null)
    .orderBy('objective_id')
    .orderBy('number', 'desc')
    .limit(MOST_OBJECTIVES)
    .execute()
  const words = await tx
    .selectFrom('partners_word as word')
    .innerJoin('partners_organisation as organisation', 'organisation.id', 'word.organisation_id')
    .select(['version_id', 'organisation.name as organisation', sql<Word['kind']>`word.kind`.as('kind')])
    .where('version_id', 'in', [...rows.map(({ id }) => id), NOTHING])
    .orderBy('word.id')
    .limit(10_000)
    .execute()
  const names = await parties(tx)
  return rows.map(({ objective_id, ...row }) => {
    const said = words.filter(({ version_id }) => version_id === row.id)
    return {
      id: objective_id,
      version: asVersion(row),
      comments: said.filter(({ kind }) => kind === 'comment').length,
      standings: standingsOf(names, said),
    }
  })
}

const NOTHING = '00000000-0000-0000-0000-000000000000' // an empty list is no SQL

function versionRows(tx: ActorTx) {
  return tx
    .selectFrom('partners_objective_version as version')
    .innerJoin('partners_objective as objective', 'objective.id', 'version.objective_id')
    .innerJoin('member', 'member.id', 'version.written_by')
    .select(['version.id', 'objective_id', 'number', 'title', 'said', 'measure', 'written_at', 'display_name as by'])
    .where('version.convention_id', '=', tx.actor.conventionId)
}

function asVersion({
  written_at,
  id,
  number,
  title,
  said,
  measure,
  by,
}: Wording & { id: string; number: number; by: string; written_at: Date }) {
  return { id, number, title, said, measure, by, at: written_at.toISOString() }
}

/** Every wording of one objective, newest first. */
export async function versionsOf(tx: ActorTx, objectiveId: string): Promise<[Version, ...Version[]]> {
  must(tx.actor, 'partners.read')
  const rows = await versionRows(tx)
    .where(sql<boolean>`objective_id::text = ${objectiveId}`)
    .where('dropped_at', 'is', null)
    .orderBy('number', 'desc')
    .limit(MOST_OBJECTIVES)
    .execute()
  const [newest, ...older] = rows.map(asVersion)
  if (!newest) throw new Refusal('platform.not-found', { status: 404 })
  return [newest, ...older]
}

export async function proposeObjective(tx: ActorTx, wording: Wording): Promise<string> {
  must(tx.actor, 'partners.objective.write')
  const { id } = await tx
    .insertInto('partners_objective')
    .values({ convention_id: tx.actor.conventionId, made_by: tx.actor.memberId })
    .returning('id')
    .executeTakeFirstOrThrow()
  await writeVersion(tx, id, 1, wording)
  return id
}

/** A new wording. Whoever has read an older one than stands now is told, so that nobody's change is lost. */
export async function rewordObjective(tx: ActorTx, id: string, from: number, wording: Wording): Promise<void> {
  must(tx.actor, 'partners.objective.write')
  const [newest] = await versionsOf(tx, id)
  if (newest.number !== from) throw new Refusal('partners.reworded-meanwhile')
  await writeVersion(tx, id, from + 1, wording)
}

async function writeVersion(tx: ActorTx, objectiveId: string, number: number, wording: Wording) {
  const written = await tx
    .insertInto('partners_objective_version')
    .values({
      convention_id: tx.actor.conventionId,
      objective_id: objectiveId,
      number,
      ...wording,
      written_by: tx.actor.memberId,
    })
    .onConflict((on) => on.columns(['convention_id', 'objective_id', 'number']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!written) throw new Refusal('partners.reworded-meanwhile')
}

export async function dropObjective(tx: ActorTx, id: string): Promise<void> {
  must(tx.actor, 'partners.objective.write')
  await tx
    .updateTable('partners_objective')
    .set({ dropped_at: sql`now()` })
    .where(sql<boolean>`id::text = ${id}`)
    .where('dropped_at', 'is', null)
    .execute()
}
