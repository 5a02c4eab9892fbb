/** Words that may be quoted: masked by one person, read again by another, and only of someone who agreed to be quoted. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { type Known, type Mask, masked, suggestMasks } from '#packages/verbatim-masks/masks.ts'
import { type Voice, voicesOf } from './findings.server.ts'
import { isSharedByEnough, tellsAge } from './speakers.ts'

/** One excerpt behind a finding, with what its words could give away. */
export async function verbatimOf(tx: ActorTx, findingId: string, excerptId: string) {
  const voice = await voiceOf(tx, findingId, excerptId)
  const masks = suggestMasks(voice.words, await knownIn(tx, voice.words))
  return { voice, masks, proposed: masked(voice.words, masks), left: await leftIn(tx, voice.said) }
}

async function voiceOf(tx: ActorTx, findingId: string, excerptId: string): Promise<Voice> {
  must(tx.actor, 'survey.verbatim.mask')
  const { id } = await tx
    .selectFrom('survey_finding')
    .select('id')
    .where(sql<boolean>`id::text = ${findingId}`)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
    .then((row) => row ?? notThere())
  return (await voicesOf(tx, id)).find((voice) => voice.id === excerptId) ?? notThere()
}

function notThere(): never {
  throw new Refusal('platform.not-found', { status: 404 })
}

/** What is still to be seen in the words as they would be quoted; what was put in brackets is not looked at. */
async function leftIn(tx: ActorTx, said: string): Promise<Mask[]> {
  if (said === '') return []
  const open = said.replaceAll(/\[[^\]]*\]/g, (bracket) => ' '.repeat(bracket.length))
  return suggestMasks(open, await knownIn(tx, open)).filter(({ kind }) => kind !== 'age' || !tellsAge(said))
}

/** Names and places of the stock that stand in these words: looked up by the words, so that the register is not read through. */
async function knownIn(tx: ActorTx, words: string): Promise<Known> {
  const { rows } = await sql<{ kind: string; word: string }>`with asked as (
      select array(select distinct searchable(w) from regexp_split_to_table(${words}, '[^[:alpha:]-]+') w where length(w) >= 3) as words,
        searchable(${words}) as whole
    )
    select distinct 'name' as kind, c.first_name as word from stock_contact c, asked where searchable(c.first_name) = any (asked.words)
    union select distinct 'name', c.last_name from stock_contact c, asked where searchable(c.last_name) = any (asked.words)
    union select 'place', r.name from stock_residence r, asked where position(searchable(r.name) in asked.whole) > 0
    limit 200`.execute(tx)
  const of = (kind: string) => rows.filter((row) => row.kind === kind && row.word).map(({ word }) => word)
  return { names: of('name'), places: of('place') }
}

/** Keeps the words as they may be quoted. A check of other words falls. */
export async function maskVerbatim(tx: ActorTx, findingId: string, excerptId: string, said: string): Promise<void> {
  const voice = await voiceOf(tx, findingId, excerptId)
  if (!voice.agrees_quotation) throw new Refusal('survey.not-to-be-quoted', { field: 'said', status: 409 })
  if (voice.audience === 'caretaker') throw new Refusal('survey.caretaker-not-quoted', { field: 'said', status: 409 })
  if (!isSharedByEnough(voice, said)) throw new Refusal('survey.few-speakers', { field: 'said', status: 409 })
  await tx
    .updateTable('survey_finding_excerpt')
    .set({ said, masked_at: sql`now()`, masked_by: tx.actor.memberId, checked_at: null, checked_by: null })
    .where('finding_id', '=', findingId)
    .where('excerpt_id', '=', voice.id)
    .execute()
}

/** The second person's word that nobody can be recognised. */
export async function checkVerbatim(tx: ActorTx, findingId: string, excerptId: string): Promise<void> {
  const voice = await voiceOf(tx, findingId, excerptId)
  if (voice.said === '') throw new Refusal('survey.nothing-to-check', { status: 409 })
  if (!isSharedByEnough(voice, voice.said)) throw new Refusal('survey.few-speakers', { status: 409 })
  if (voice.masked_by === tx.actor.memberId) throw new Refusal('survey.own-verbatim', { status: 409 })
  await tx
    .updateTable('survey_finding_excerpt')
    .set({ checked_at: sql`now()`, checked_by: tx.actor.memberId })
    .where('finding_id', '=', findingId)
    .where('excerpt_id', '=', voice.id)
    .execute()
}
