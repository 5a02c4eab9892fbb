/** The one step that cannot be taken back: a draft gets its number, its day and its document. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import type { Invoice } from '#packages/factur-x/invoice.ts'
import { brokenRules, type RuleName } from '#packages/factur-x/rules.ts'
import { type Totals, totalsOf } from '#packages/factur-x/totals.ts'
import { writeCii } from '#packages/factur-x/write-cii.ts'
import { addDays } from '#packages/schedule/days.ts'
import { planMissions } from '../schedule.server.ts'
import { todayOf } from '../today.server.ts'
import { type Billing, billingOf } from './billing.server.ts'
import { contentOf, paymentDays, penaltyRateBp } from './content.ts'
import { type Draft, draftOf } from './drafts.server.ts'
import { keepDocument } from './print.server.ts'

/** Stands where the number will: what is reckoned before it is given. */
const NO_NUMBER = 'PROJET'

/** What keeps a draft from being issued: a rule of the standard, or one of ours. */
export type Problem =
  | RuleName
  | 'convention.billing-missing'
  | 'convention.training-not-certified'
  | 'convention.mention-expired'
  | 'convention.instalment-exceeded'
  | 'convention.credit-exceeded'
  | 'convention.nothing-to-pay'

export interface Prepared {
  draft: Draft
  billing: Billing | undefined
  content: Invoice
  totals: Totals
  problems: Problem[]
}

/** The document as it would be issued on a day, and what is wrong with it. */
export async function prepared(tx: ActorTx, id: string, on?: string): Promise<Prepared> {
  const draft = await draftOf(tx, id)
  const billing = await billingOf(tx)
  const issuedOn = on ?? (await todayOf(tx))
  const content = numbered(draft, billing, NO_NUMBER, issuedOn)
  const totals = totalsOf(content)
  return { draft, billing, content, totals, problems: problemsOf(draft, billing, content, totals) }
}

function numbered(draft: Draft, billing: Billing | undefined, number: string, issuedOn: string): Invoice {
  const dueOn = draft.credited ? issuedOn : addDays(issuedOn, paymentDays(draft.buyer, billing))
  return contentOf(draft, billing, { number, issuedOn, dueOn })
}

function problemsOf(draft: Draft, billing: Billing | undefined, content: Invoice, totals: Totals): Problem[] {
  const uses = (treatment: string) => draft.lines.some(({ vat }) => vat === treatment)
  const { issuedOn } = content
  const ours: [Problem, boolean][] = [
    ['convention.billing-missing', billing === undefined],
    [
      'convention.training-not-certified',
      uses('training') && !(billing?.training_since && billing.training_since <= issuedOn),
    ],
    [
      'convention.mention-expired',
      (uses('training') || uses('small')) && billing !== undefined && billing.mentions_until < issuedOn,
    ],
    [
      'convention.instalment-exceeded',
      draft.credited === null && draft.left_cents !== null && totals.netCents > draft.left_cents,
    ],
    [
      'convention.credit-exceeded',
      draft.credited !== null && (draft.exceeds_base || totals.grossCents > draft.credited.left_cents),
    ],
    ['convention.nothing-to-pay', draft.lines.length > 0 && totals.grossCents === 0],
  ]
  return [...ours.filter(([, is]) => is).map(([problem]) => problem), ...brokenRules(content, totals)]
}

/**
 * Issues a draft: today, or on a day that the demonstration gives.
 *
 * @throws Refusal when something is wrong, when a later day was given a number already, or when the prefix is another convention's
 */
export async function issueInvoice(tx: ActorTx, id: string, on?: string): Promise<string> {
  must(tx.actor, 'convention.invoice.write')
  await tx.selectFrom('convention_invoice').select('id').where(sql<boolean>`id::text = ${id}`).forUpdate().execute()
  const { draft, billing, content, problems } = await prepared(tx, id, on)
  if (problems.length > 0 || !billing) throw new Refusal('convention.invoice-not-ready', { status: 409 })
  const { siren } = content.seller
  const sequence = await takeNumber(tx, siren, billing.prefix, content.issuedOn)
  const year = content.issuedOn.slice(0, 4)
  const number = `${billing.prefix}-${year}-${String(sequence).padStart(4, '0')}`
  const final = numbered(draft, billing, number, content.issuedOn)
  const totals = totalsOf(final)
  const xml = writeCii(final)
  await tx
    .insertInto('convention_invoice_issue')
    .values({
      convention_id: tx.actor.conventionId,
      invoice_id: draft.id,
      issuer_siren: siren,
      prefix: billing.prefix,
      year: Number(year),
      sequence,
      number,
      issued_on: final.issuedOn,
      due_on: final.dueOn ?? final.issuedOn,
      net_cents: totals.netCents,
      vat_cents: totals.vatCents,
      gross_cents: totals.grossCents,
      penalty_rate_bp: penaltyRateBp(draft.buyer, billing),
      buyer_name: final.buyer.name,
      xml,
      file_id: await keepDocument(tx, final, totals, xml),
      issued_by: tx.actor.memberId,
    })
    .execute()
  // What a credit note frees is planned as agreed since.
  if (draft.credited !== null && draft.instalment_id !== null) await planMissions(tx)
  return number
}

async function takeNumber(tx: ActorTx, siren: string, prefix: string, on: string): Promise<number> {
  const { sequence } = await tx
    .selectNoFrom(sql<number | null>`take_invoice_number(${siren}, ${prefix}, ${on}::date)`.as('sequence'))
    .executeTakeFirstOrThrow()
    .catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION)
        throw new Refusal('convention.prefix-taken', { status: 409 })
      throw error
    })
  if (sequence === null) throw new Refusal('convention.later-number-given', { status: 409 })
  return sequence
}

const UNIQUE_VIOLATION = '23505'
