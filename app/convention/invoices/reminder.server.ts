/** The letter that reminds of a late invoice: what is owed on its day, the interest that runs, the indemnity. French, as the invoice is. */
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { createReadableStreamFromReadable } from '@react-router/node'
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { pdfOf } from '#app/platform/documents/document.server.ts'
import { pathOfFile, storeFile } from '#app/platform/files.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { todayOf } from '../today.server.ts'
import { type Issued, issuedOf } from './invoices.server.ts'
import { penaltiesOf } from './penalties.ts'
import { decimal, euros, paper, partyLines, printedDay } from './print.server.ts'

const TEMPLATE = 'app/convention/invoices/reminder.typ'
const MOST_BYTES = 5e6

/** What the letter would be today, before it is noted. */
export async function reminderPdf(tx: ActorTx, invoiceId: string): Promise<{ pdf: Uint8Array; name: string }> {
  must(tx.actor, 'convention.invoice.write')
  const invoice = await issuedOf(tx, invoiceId)
  mustBeReminded(invoice)
  return { pdf: await letterOf(tx, invoice, await todayOf(tx)), name: nameOf(invoice) }
}

/** Late, and not disputed: a reminder of what the buyer contests would only feed the dispute. */
export function mustBeReminded({ state }: Pick<Issued, 'state'>): void {
  if (state === 'disputed') throw new Refusal('convention.disputed', { status: 409 })
  if (state !== 'late') throw new Refusal('convention.not-late', { status: 409 })
}

/** Makes and keeps the letter of a reminder that is being noted. */
export async function keepReminder(tx: ActorTx, invoice: Issued, on: string): Promise<string> {
  const { id } = await storeFile(tx, [await letterOf(tx, invoice, on)], {
    name: nameOf(invoice),
    mediaType: 'application/pdf',
    purpose: 'convention.reminder',
    most: MOST_BYTES,
  })
  return id
}

/** The letter as it was sent. */
export async function sentReminder(tx: ActorTx, invoiceId: string, stepId: string): Promise<Response> {
  must(tx.actor, 'convention.invoice.read')
  const file = await tx
    .selectFrom('convention_invoice_step as step')
    .innerJoin('file', 'file.id', 'step.file_id')
    .select(['file.id', 'file.name', 'file.bytes'])
    .where(sql<boolean>`step.invoice_id::text = ${invoiceId} and step.id::text = ${stepId}`)
    .executeTakeFirst()
  if (!file) throw new Refusal('platform.not-found', { status: 404 })
  const bytes = createReadStream(pathOfFile(tx.actor.conventionId, file.id))
  return new Response(createReadableStreamFromReadable(Readable.from(bytes)), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Length': String(file.bytes),
      'Content-Disposition': `attachment; filename="${file.name}"`,
    },
  })
}

function nameOf({ number, steps }: Issued): string {
  return `relance-${rankOf(steps)}-${number}.pdf`
}

function rankOf(steps: Issued['steps']): number {
  return steps.filter(({ kind }) => kind === 'reminded').length + 1
}

async function letterOf(tx: ActorTx, invoice: Issued, on: string): Promise<Uint8Array> {
  return pdfOf(TEMPLATE, { ...(await paper(tx)), ...printed(invoice, on) }, new Date(`${on}T12:00:00Z`))
}

/** What the letter says. Payments that came after its day are not deducted from it. */
function printed(invoice: Issued, on: string) {
  const { content, number, state, due_on, penalty_rate_bp } = invoice
  const payments = invoice.payments.filter(({ withdrawn, received_on }) => !withdrawn && received_on <= on)
  const paidCents = payments.reduce((sum, { cents }) => sum + cents, 0)
  const leftCents = Math.max(0, invoice.gross_cents - invoice.credited_cents - paidCents)
  const owed = penaltiesOf({ state, due_on, penalty_rate_bp, left_cents: leftCents, payments }, on)
  const rank = rankOf(invoice.steps)
  const { payTo, seller, buyer, notes } = content
  return {
    title: `Relance n° ${rank} : facture ${number}`,
    about: `Relance de la facture ${number}`,
    seller: partyLines(seller),
    buyer: partyLines(buyer),
    day: `${seller.address.city}, le ${printedDay(on)}`,
    intro: [
      'Madame, Monsieur,',
      `Sauf erreur de notre part, la facture ${number} du ${printedDay(invoice.issued_on)}, échue le ${printedDay(due_on)}, n’est pas entièrement réglée.`,
    ],
    rows: [
      ['Montant de la facture TTC', euros(invoice.gross_cents)],
      ...(invoice.credited_cents > 0 ? [['Avoirs', `− ${euros(invoice.credited_cents)}`]] : []),
      ...(paidCents > 0 ? [['Règlements reçus', `− ${euros(paidCents)}`]] : []),
      ['Reste dû TTC', euros(leftCents)],
      [
        `Pénalités de retard au ${printedDay(on)} (${decimal(penalty_rate_bp / 100, 0, 2)} % par an, ${owed?.days ?? 0} jours, sans TVA)`,
        euros(owed?.interestCents ?? 0),
      ],
      ['Indemnité forfaitaire pour frais de recouvrement', euros(owed?.indemnityCents ?? 0)],
      ...(owed && owed.receivedCents > 0
        ? [['Pénalités et indemnité déjà reçues', `− ${euros(owed.receivedCents)}`]]
        : []),
    ],
    total: ['Total à régler à ce jour', euros(leftCents + (owed?.leftCents ?? 0))],
    outro: [
      'Nous vous remercions de nous adresser ce règlement par retour. Les pénalités courent jusqu’au jour du paiement.',
      ...(payTo
        ? [`IBAN ${payTo.iban.replace(/(.{4})(?=.)/g, '$1\u00a0')}${payTo.bic ? `, BIC ${payTo.bic}` : ''}`]
        : []),
      'Si vous contestez cette facture, dites-le-nous : nous la reprendrons ensemble. Si votre règlement est déjà parti, ne tenez pas compte de cette lettre.',
      `Veuillez agréer, Madame, Monsieur, nos salutations distinguées.`,
    ],
    notes: notes.filter(({ subject }) => subject === 'PMD' || subject === 'PMT').map(({ text }) => text),
    legal: [seller.name, seller.legalMention].filter(Boolean).join(', '),
  }
}
