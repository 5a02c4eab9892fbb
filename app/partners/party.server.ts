/** The word of each party, on an objective's version or on minutes: its newest approval or reservation is where it stands. */
import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { WORD_KINDS, type WordKind } from './choices.ts'

const Kind = z.enum(WORD_KINDS)

export type About = { versionId: string } | { minutesId: string }

export interface Word {
  id: string
  organisation: string
  kind: WordKind
  said: string
  by: string
  at: string
}

export interface Standing {
  organisation: string
  /** Nothing while the party has not said yes or no. */
  kind: 'approval' | 'reservation' | null
}

export async function wordsOn(tx: ActorTx, about: About): Promise<{ words: Word[]; standings: Standing[] }> {
  must(tx.actor, 'partners.read')
  const [column, id] =
    'versionId' in about ? (['version_id', about.versionId] as const) : (['minutes_id', about.minutesId] as const)
  const rows = await tx
    .selectFrom('partners_word as word')
    .innerJoin('partners_organisation as organisation', 'organisation.id', 'word.organisation_id')
    .innerJoin('member', 'member.id', 'word.said_by')
    .select(['word.id', 'organisation.name as organisation', 'word.kind', 'said', 'said_at', 'display_name as by'])
    .where(column, '=', id)
    .orderBy('word.id')
    .limit(500)
    .execute()
  const words = rows.map(({ said_at, ...row }) => ({ ...row, kind: Kind.parse(row.kind), at: said_at.toISOString() }))
  return { words, standings: standingsOf(await parties(tx), words) }
}

export async function parties(tx: ActorTx): Promise<string[]> {
  const rows = await tx
    .selectFrom('partners_organisation')
    .select('name')
    .where('is_party', '=', true)
    .where('archived_at', 'is', null)
    .orderBy('name')
    .limit(100)
    .execute()
  return rows.map(({ name }) => name)
}

/** Where each party stands, by the words in the order they were said. */
export function standingsOf(
  names: readonly string[],
  words: readonly Pick<Word, 'organisation' | 'kind'>[],
): Standing[] {
  return names.map((organisation) => {
    const last = words.findLast((word) => word.organisation === organisation && word.kind !== 'comment')
    return { organisation, kind: last?.kind === 'approval' || last?.kind === 'reservation' ? last.kind : null }
  })
}

/** The party that whoever asks speaks for, or nothing: their account is tied to no contact of a party. */
export async function partyOf(tx: ActorTx): Promise<{ id: string; name: string } | null> {
  const party = await tx
    .selectFrom('partners_organisation')
    .select(['id', 'name'])
    .where('id', '=', sql<string>`partners_party()`)
    .executeTakeFirst()
  return party ?? null
}

export async function speak(tx: ActorTx, about: About, word: { kind: WordKind; said: string }): Promise<void> {
  must(tx.actor, 'partners.speak')
  const party = await partyOf(tx)
  if (!party) throw new Refusal('partners.no-party')
  if (word.kind !== 'approval' && word.said === '') throw new Refusal('partners.say-why', { field: 'said' })
  await tx
    .insertInto('partners_word')
    .values({
      convention_id: tx.actor.conventionId,
      ...('versionId' in about ? { version_id: about.versionId } : { minutes_id: about.minutesId }),
      organisation_id: party.id,
      kind: word.kind,
      said: word.said,
      said_by: tx.actor.memberId,
    })
    .execute()
}
