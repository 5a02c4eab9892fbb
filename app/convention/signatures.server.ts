/** Signatures of the parties, on the convention and on its amendments; the last one makes an amendment act. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { amendmentOf } from './amendments.server.ts'
import { changeParty, type Party, type PartyFacts, partyOf } from './parties.server.ts'
import { planMissions } from './schedule.server.ts'
import { today } from './today.server.ts'

export interface Signature {
  signedOn: string
  signer: string
  capacity: string | null
  /** Nothing for the convention itself. */
  amendmentId: string | null
}

/** Whether this member records the signature of this party: the lead for all, the landlord’s pilot for the landlord. */
export function maySignFor(tx: ActorTx, { part }: Pick<Party, 'part'>): boolean {
  const { roles } = tx.actor
  return roles.includes('operator-lead') || (roles.includes('landlord-pilot') && part === 'landlord')
}

export async function recordSignature(tx: ActorTx, partyId: string, signature: Signature): Promise<void> {
  must(tx.actor, 'convention.contract.sign')
  const party = await partyOf(tx, partyId)
  if (!maySignFor(tx, party)) throw new Refusal('platform.not-allowed', { status: 403 })
  await mustBeOpen(tx, signature.amendmentId)
  const { late } = await tx
    .selectNoFrom(sql<boolean>`${signature.signedOn}::date > ${today}`.as('late'))
    .executeTakeFirstOrThrow()
  if (late) throw new Refusal('convention.signed-tomorrow', { field: 'signedOn' })
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('convention_signature')
    .values({
      convention_id: tx.actor.conventionId,
      party_id: partyId,
      amendment_id: signature.amendmentId,
      signed_on: signature.signedOn,
      signer: signature.signer,
      capacity: signature.capacity,
      recorded_by: tx.actor.memberId,
    })
    .onConflict((on) => on.columns(['convention_id', 'party_id', 'amendment_id']).doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 0n) throw new Refusal('convention.already-signed', { field: 'partyId' })
  await followSignatures(tx)
}

/** Signed by all, an amendment takes no further signature: it acts. */
async function mustBeOpen(tx: ActorTx, amendmentId: string | null): Promise<void> {
  if (amendmentId === null) return
  const { state } = await amendmentOf(tx, amendmentId)
  if (state === 'signed') throw new Refusal('convention.amendment-acts', { status: 409 })
}

/** Plans again where this transaction brought the last signature of an amendment. */
async function followSignatures(tx: ActorTx): Promise<void> {
  const acting = await tx
    .selectFrom('convention_amendment')
    .select('id')
    .where('signed_at', '=', sql<Date>`now()`)
    .limit(1)
    .executeTakeFirst()
  if (!acting) return
  await planMissions(tx).catch((error: unknown) => {
    // The field is another form's: here it is about the whole act.
    if (error instanceof Refusal) throw new Refusal(error.code, { values: error.values, status: 409 })
    throw error
  })
}

/** Takes back a signature recorded by mistake; an amendment that all have signed keeps them. */
export async function removeSignature(tx: ActorTx, partyId: string, id: string): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  const signature = await tx
    .selectFrom('convention_signature')
    .select('amendment_id')
    .where('party_id', '=', partyId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!signature) return
  await mustBeOpen(tx, signature.amendment_id)
  await tx.deleteFrom('convention_signature').where('id', '=', id).execute()
}

/** A party that is no longer confirmed is not waited for: an amendment may be signed by all the others. */
export async function changeSignatory(tx: ActorTx, id: string, facts: PartyFacts): Promise<void> {
  await changeParty(tx, id, facts)
  await followSignatures(tx)
}
