/** Who pays: shares of each mission, or of one instalment, in versions; and what each payer owes of every instalment. */
import { type RawBuilder, sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { sharedAlong, WHOLE_BP } from '#packages/schedule/shares.ts'
import { agreedAt, counts, mustBeAmended } from './amendments.server.ts'
import { type Party, parties } from './parties.server.ts'
import { SHARE_UNITS, type ShareUnit } from './share-units.ts'

const MOST = 1000

export interface Share {
  partyId: string
  /** Basis points of a percentage, or so many parts. */
  weight: number
}

/** Shares that were agreed upon, newest first, what a prepared amendment would change before them; none where one party pays all. */
export async function fundings(tx: ActorTx, preview?: string) {
  must(tx.actor, 'convention.contract.read')
  const rows = await tx
    .selectFrom('convention_funding as funding')
    .innerJoin('member', 'member.id', 'funding.decided_by')
    .innerJoin('convention_mission as mission', 'mission.id', 'funding.mission_id')
    .leftJoin('convention_instalment as instalment', 'instalment.id', 'funding.instalment_id')
    .leftJoin('convention_amendment as amendment', 'amendment.id', 'funding.amendment_id')
    .select(['mission.title as mission', 'instalment.label as instalment'])
    .select(['funding.id', 'funding.mission_id', 'funding.instalment_id', 'funding.decided_at', 'funding.amendment_id'])
    .select('funding.unit')
    .select(['member.display_name as by', 'amendment.number as amendment', 'amendment.effective_on'])
    .select(
      sql<{ partyId: string; name: string; weight: number }[]>`coalesce((select jsonb_agg(
          jsonb_build_object('partyId', s.party_id, 'name', p.name, 'weight', s.weight) order by s.weight desc, p.name)
        from convention_funding_share s join convention_party p on p.convention_id = s.convention_id and p.id = s.party_id
        where s.convention_id = funding.convention_id and s.funding_id = funding.id), '[]')`.as('shares'),
    )
    .where(counts(preview ?? null))
    .orderBy(agreedAt(sql.ref('funding.decided_at')), 'desc')
    .orderBy('funding.id', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(({ decided_at, unit, ...row }) => ({
    ...row,
    unit: SHARE_UNITS.find((known) => known === unit) ?? 'percent',
    at: decided_at.toISOString(),
  }))
}

export type Funding = Awaited<ReturnType<typeof fundings>>[number]

/**
 * The agreement that holds for an instalment, or for a mission where none is named; nothing where the landlord pays all. What an
 * amendment settles holds from the day that it takes effect.
 */
export function fundingOf(
  all: readonly Funding[],
  missionId: string,
  instalment: { id: string | null; due_on: string } | null,
): Funding | undefined {
  const holding = all.filter(
    ({ effective_on }) => instalment === null || effective_on === null || effective_on <= instalment.due_on,
  )
  const own = holding.find(({ instalment_id }) => instalment_id !== null && instalment_id === instalment?.id)
  if (own && own.shares.length > 0) return own
  return holding.find(({ mission_id, instalment_id }) => mission_id === missionId && instalment_id === null)
}

/** Whoever pays where nobody said who: the landlord, who ordered. */
export function payerByDefault(all: readonly Party[]): Party | undefined {
  return all.find(({ part }) => part === 'landlord') ?? all.find(({ part }) => part !== 'operator') ?? all[0]
}

export interface NewFunding {
  missionId: string
  /** Nothing for the whole mission. */
  instalmentId: string | null
  unit: ShareUnit
  /** None for an instalment: it follows its mission again. */
  shares: readonly Share[]
  amendmentId: string | null
}

/** Settles who pays from now on: once the convention is signed, under an amendment. What is invoiced already keeps its payers. */
export async function settleFunding(tx: ActorTx, funding: NewFunding): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  const { missionId, instalmentId, unit, amendmentId } = funding
  const shares = funding.shares.filter(({ weight }) => weight > 0)
  await mustBeAmended(tx, amendmentId)
  const known = await parties(tx)
  if (shares.some(({ partyId }) => !known.some(({ id, part }) => id === partyId && part !== 'operator')))
    throw new Refusal('form.not-a-choice')
  // A confirmed party signs the amendment that makes it pay; nobody else is bound.
  const unbound = known.find(({ id, is_confirmed }) => !is_confirmed && shares.some(({ partyId }) => partyId === id))
  if (unbound)
    throw new Refusal('convention.payer-unconfirmed', { field: `share.${unbound.id}`, values: { name: unbound.name } })
  const whole = shares.reduce((sum, { weight }) => sum + weight, 0)
  if (whole === 0 && instalmentId === null) throw new Refusal('convention.nobody-pays')
  if (unit === 'percent' && whole !== WHOLE_BP && whole !== 0)
    throw new Refusal('convention.shares-not-whole', { values: { sum: percentOf(whole) } })
  await mustBeFree(tx, missionId, instalmentId)
  if (amendmentId !== null)
    await tx
      .deleteFrom('convention_funding')
      .where('amendment_id', '=', amendmentId)
      .where('mission_id', '=', missionId)
      .where('instalment_id', instalmentId === null ? 'is' : '=', instalmentId)
      .execute()
  const { id } = await tx
    .insertInto('convention_funding')
    .values({
      convention_id: tx.actor.conventionId,
      mission_id: missionId,
      instalment_id: instalmentId,
      unit,
      amendment_id: amendmentId,
      decided_by: tx.actor.memberId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (shares.length > 0)
    await tx
      .insertInto('convention_funding_share')
      .values(
        shares.map(({ partyId, weight }) => ({
          convention_id: tx.actor.conventionId,
          funding_id: id,
          party_id: partyId,
          weight,
        })),
      )
      .execute()
  if (amendmentId === null) await planParts(tx)
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

export interface NewPart {
  partyId: string
  name: string
  netCents: number
}

interface OwedInstalment {
  /** Nothing where it is not a row yet. */
  id: string | null
  mission_id: string
  due_on: string
  net_cents: number
  is_invoiced: boolean
}

/**
 * What each payer owes of each instalment, from the shares that hold for it: exactly its share of the whole, to the cent. What is
 * invoiced keeps its parts.
 */
export async function reckonedParts(
  tx: ActorTx,
  instalments: readonly OwedInstalment[],
  { preview, withoutInvoices = false }: { preview?: string | undefined; withoutInvoices?: boolean } = {},
): Promise<NewPart[][]> {
  const payers = await parties(tx)
  const fallback = payerByDefault(payers)
  if (!fallback) return instalments.map(() => [])
  const [agreed, written] = [await fundings(tx, preview), await writtenParts(tx)]
  const inOrder = instalments.map((one, at) => ({ one, at })).toSorted((a, b) => order(a.one, b.one) || a.at - b.at)
  const rows = sharedAlong(
    inOrder.map(({ one }) => {
      const { shares = [] } = fundingOf(agreed, one.mission_id, one) ?? {}
      const weightOf = (id: string) =>
        shares.length > 0 ? (shares.find(({ partyId }) => partyId === id)?.weight ?? 0) : Number(id === fallback.id)
      const amount = { cents: one.net_cents, weights: payers.map(({ id }) => weightOf(id)) }
      if (!one.is_invoiced || withoutInvoices) return amount
      return { ...amount, kept: payers.map(({ id }) => written.get(`${one.id} ${id}`) ?? 0) }
    }),
  )
  const parts: NewPart[][] = instalments.map(() => [])
  for (const [at, row] of inOrder.entries())
    parts[row.at] = payers
      .map(({ id, name }, payer) => ({ partyId: id, name, netCents: rows[at]?.[payer] ?? 0 }))
      .filter(({ netCents }) => netCents > 0)
  return parts
}

function order(one: OwedInstalment, other: OwedInstalment): number {
  return one.due_on.localeCompare(other.due_on)
}

/** Parts as they are written, under their instalment and payer. */
async function writtenParts(tx: ActorTx): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('convention_instalment_part')
    .select(['instalment_id', 'party_id', 'net_cents'])
    .limit(MOST * 10)
    .execute()
  return new Map(rows.map(({ instalment_id, party_id, net_cents }) => [`${instalment_id} ${party_id}`, net_cents]))
}

/** Parts of every instalment of which nothing is invoiced, from the shares that hold. */
export async function planParts(tx: ActorTx): Promise<void> {
  const rows = await tx
    .selectFrom('convention_instalment as instalment')
    .innerJoin('convention_mission as mission', 'mission.id', 'instalment.mission_id')
    .select(['instalment.id', 'instalment.mission_id', 'instalment.due_on', 'instalment.net_cents'])
    .select(sql<boolean>`not ${isFree}`.as('is_invoiced'))
    .orderBy('mission.rank')
    .orderBy('instalment.number')
    .limit(MOST)
    .execute()
  const parts = await reckonedParts(tx, rows)
  const free = rows.flatMap(({ id, is_invoiced }, at) => (is_invoiced ? [] : [{ id, parts: parts[at] ?? [] }]))
  if (free.length === 0) return
  await tx
    .deleteFrom('convention_instalment_part')
    .where(
      'instalment_id',
      'in',
      free.map(({ id }) => id),
    )
    .execute()
  const owed = free.flatMap(({ id, parts }) =>
    parts.map(({ partyId, netCents }) => ({
      convention_id: tx.actor.conventionId,
      instalment_id: id,
      party_id: partyId,
      net_cents: netCents,
    })),
  )
  if (owed.length > 0) await tx.insertInto('convention_instalment_part').values(owed).execute()
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
