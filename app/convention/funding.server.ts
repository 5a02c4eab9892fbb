/** Who pays: shares of each mission, or of one instalment, in versions; and what each payer owes of every instalment. */
import { type RawBuilder, sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { sharedOut, WHOLE_BP } from '#packages/schedule/shares.ts'
import { knownAmendment } from './amendments.server.ts'
import { type Party, parties } from './parties.server.ts'

const MOST = 1000

export interface Share {
  partyId: string
  shareBp: number
}

/** Shares that were agreed upon, newest first; none where one party pays all. */
export async function fundings(tx: ActorTx) {
  must(tx.actor, 'convention.contract.read')
  const rows = await tx
    .selectFrom('convention_funding as funding')
    .innerJoin('member', 'member.id', 'funding.decided_by')
    .innerJoin('convention_mission as mission', 'mission.id', 'funding.mission_id')
    .leftJoin('convention_instalment as instalment', 'instalment.id', 'funding.instalment_id')
    .leftJoin('convention_amendment as amendment', 'amendment.id', 'funding.amendment_id')
    .select(['mission.title as mission', 'instalment.label as instalment'])
    .select(['funding.id', 'funding.mission_id', 'funding.instalment_id', 'funding.decided_at', 'funding.amendment_id'])
    .select(['member.display_name as by', 'amendment.number as amendment', 'amendment.effective_on'])
    .select(
      sql<{ partyId: string; name: string; shareBp: number }[]>`coalesce((select jsonb_agg(
          jsonb_build_object('partyId', s.party_id, 'name', p.name, 'shareBp', s.share_bp) order by s.share_bp desc, p.name)
        from convention_funding_share s join convention_party p on p.convention_id = s.convention_id and p.id = s.party_id
        where s.convention_id = funding.convention_id and s.funding_id = funding.id), '[]')`.as('shares'),
    )
    .orderBy('funding.id', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(({ decided_at, ...row }) => ({ ...row, at: decided_at.toISOString() }))
}

export type Funding = Awaited<ReturnType<typeof fundings>>[number]

type Agreed = Pick<Funding, 'mission_id' | 'instalment_id' | 'shares' | 'effective_on'>

/**
 * The shares that hold for an instalment, or for a mission where none is named. What an amendment settles holds from the day that it
 * takes effect.
 */
export function sharesOf(
  all: readonly Agreed[],
  missionId: string,
  instalment: { id: string; due_on: string } | null,
): Funding['shares'] {
  const holding = all.filter(
    ({ effective_on }) => instalment === null || effective_on === null || effective_on <= instalment.due_on,
  )
  const own = holding.find(({ instalment_id }) => instalment !== null && instalment_id === instalment.id)
  if (own && own.shares.length > 0) return own.shares
  return (
    holding.find(({ mission_id, instalment_id }) => mission_id === missionId && instalment_id === null)?.shares ?? []
  )
}

/** Whoever pays where nobody said who: the landlord, who ordered. */
export function payerByDefault(all: readonly Party[]): Party | undefined {
  return all.find(({ part }) => part === 'landlord') ?? all.find(({ part }) => part !== 'operator') ?? all[0]
}

export interface NewFunding {
  missionId: string
  /** Nothing for the whole mission. */
  instalmentId: string | null
  /** None for an instalment: it follows its mission again. */
  shares: readonly Share[]
  amendmentId: string | null
}

/** Settles who pays from now on. What is invoiced already keeps its payers. */
export async function settleFunding(tx: ActorTx, funding: NewFunding): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  const { missionId, instalmentId, amendmentId } = funding
  const shares = funding.shares.filter(({ shareBp }) => shareBp > 0)
  await knownAmendment(tx, amendmentId)
  const known = await parties(tx)
  if (shares.some(({ partyId }) => !known.some(({ id, part }) => id === partyId && part !== 'operator')))
    throw new Refusal('form.not-a-choice')
  const whole = shares.reduce((sum, { shareBp }) => sum + shareBp, 0)
  if (whole !== WHOLE_BP && !(whole === 0 && instalmentId !== null))
    throw new Refusal('convention.shares-not-whole', { values: { sum: percentOf(whole) } })
  await mustBeFree(tx, missionId, instalmentId)
  const { id } = await tx
    .insertInto('convention_funding')
    .values({
      convention_id: tx.actor.conventionId,
      mission_id: missionId,
      instalment_id: instalmentId,
      amendment_id: amendmentId,
      decided_by: tx.actor.memberId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (shares.length > 0)
    await tx
      .insertInto('convention_funding_share')
      .values(
        shares.map(({ partyId, shareBp }) => ({
          convention_id: tx.actor.conventionId,
          funding_id: id,
          party_id: partyId,
          share_bp: shareBp,
        })),
      )
      .execute()
  await planParts(tx)
}

function percentOf(basisPoints: number): string {
  return new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 2 }).format(basisPoints / 100)
}

/** The mission is the convention's, and the instalment one of its own of which nothing is invoiced. */
async function mustBeFree(tx: ActorTx, missionId: string, instalmentId: string | null): Promise<void> {
  const mission = await tx.selectFrom('convention_mission').select('id').where('id', '=', missionId).executeTakeFirst()
  if (!mission) throw new Refusal('platform.not-found', { status: 404 })
  if (instalmentId === null) return
  const own = await tx
    .selectFrom('convention_instalment as instalment')
    .select(isFree.as('is_free'))
    .where('id', '=', instalmentId)
    .where('mission_id', '=', missionId)
    .executeTakeFirst()
  if (!own) throw new Refusal('form.not-a-choice', { field: 'instalmentId' })
  if (!own.is_free) throw new Refusal('convention.instalment-invoiced', { field: 'instalmentId' })
}

const isFree = sql<boolean>`instalment_invoiced_cents(instalment.convention_id, instalment.id) <= 0`

/** Parts of every instalment of which nothing is invoiced, from the shares that hold. */
export async function planParts(tx: ActorTx): Promise<void> {
  const free = await tx
    .selectFrom('convention_instalment as instalment')
    .select(['id', 'mission_id', 'due_on', 'net_cents'])
    .where(isFree)
    .limit(MOST)
    .execute()
  const fallback = payerByDefault(await parties(tx))
  if (free.length === 0 || !fallback) return
  const agreed = await fundings(tx)
  const rows = free.flatMap(({ id, mission_id, due_on, net_cents }) => {
    const held = sharesOf(agreed, mission_id, { id, due_on })
    const shares = held.length > 0 ? held : [{ partyId: fallback.id, shareBp: WHOLE_BP }]
    const cents = sharedOut(
      net_cents,
      shares.map(({ shareBp }) => shareBp),
    )
    return shares.map(({ partyId }, at) => ({
      convention_id: tx.actor.conventionId,
      instalment_id: id,
      party_id: partyId,
      net_cents: cents[at] ?? 0,
    }))
  })
  await tx
    .deleteFrom('convention_instalment_part')
    .where(
      'instalment_id',
      'in',
      free.map(({ id }) => id),
    )
    .execute()
  await tx.insertInto('convention_instalment_part').values(rows).execute()
}

/** What each payer owes of each instalment; what is invoiced of it, for those who read invoices. */
export async function parts(tx: ActorTx) {
  must(tx.actor, 'convention.contract.read')
  const invoiced: RawBuilder<number | null> = may(tx.actor, 'convention.invoice.read')
    ? sql<number>`payer_invoiced_cents(part.convention_id, part.instalment_id, part.party_id)`
    : sql<null>`null`
  return tx
    .selectFrom('convention_instalment_part as part')
    .innerJoin('convention_party as party', 'party.id', 'part.party_id')
    .select(['part.instalment_id', 'part.party_id', 'party.name', 'part.net_cents', invoiced.as('invoiced_cents')])
    .orderBy('part.net_cents', 'desc')
    .orderBy('party.name')
    .orderBy('part.party_id')
    .limit(MOST * 10)
    .execute()
}

export type Part = Awaited<ReturnType<typeof parts>>[number]

export interface PayerStanding {
  partyId: string
  name: string
  budgetCents: number
  /** Net of credit notes; nothing for those who read no invoice. */
  invoicedCents: number | null
}

/** Budget of each payer and what was invoiced of it: the rest is what remains. */
export function standingOf(all: readonly Part[]): PayerStanding[] {
  const found = new Map<string, PayerStanding>()
  for (const { party_id: partyId, name, net_cents, invoiced_cents } of all) {
    const before = found.get(partyId)
    found.set(partyId, {
      partyId,
      name,
      budgetCents: (before?.budgetCents ?? 0) + net_cents,
      invoicedCents: invoiced_cents === null ? null : (before?.invoicedCents ?? 0) + invoiced_cents,
    })
  }
  return [...found.values()].toSorted((a, b) => b.budgetCents - a.budgetCents || a.name.localeCompare(b.name, 'fr'))
}
