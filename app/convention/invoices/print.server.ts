/** What is printed of an invoice: PDF/A-3 with its own data inside, or a draft that says that it is one. */
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { pdfOf } from '#app/platform/documents/document.server.ts'
import { withMetadata } from '#app/platform/documents/metadata.server.ts'
import { storeFile } from '#app/platform/files.server.ts'
import { spacedIdentifier } from '#packages/business-identifiers/identifiers.ts'
import type { Invoice, Party, Vat } from '#packages/factur-x/invoice.ts'
import type { Totals } from '#packages/factur-x/totals.ts'
import { withFacturX } from '#packages/factur-x/xmp.ts'
import { longDate } from '#packages/french/amounts.ts'

const TEMPLATE = 'app/convention/invoices/invoice.typ'
const MOST_BYTES = 5e6
/** One, and from two on: French counts so. */
const UNITS = {
  LS: ['forfait', 'forfaits'],
  C62: ['unité', 'unités'],
  DAY: ['jour', 'jours'],
  HUR: ['heure', 'heures'],
}

/** A draft as it would look: no number, a watermark, no data inside. */
export async function draftPdf(tx: ActorTx, content: Invoice, totals: Totals): Promise<Uint8Array> {
  const data = { ...(await paper(tx)), ...printed(content, totals), watermark: 'PROJET', xml: null }
  return pdfOf(TEMPLATE, data, new Date())
}

/** Makes and keeps the document of an invoice that is being issued. */
export async function keepDocument(tx: ActorTx, content: Invoice, totals: Totals, xml: string): Promise<string> {
  must(tx.actor, 'convention.invoice.write')
  const data = { ...(await paper(tx)), ...printed(content, totals), watermark: null, xml }
  const made = pdfOf(TEMPLATE, data, new Date(`${content.issuedOn}T12:00:00Z`), 'a-3b')
  const { id } = await storeFile(tx, [await withMetadata(made, withFacturX)], {
    name: `${content.number}.pdf`,
    mediaType: 'application/pdf',
    purpose: 'convention.invoice',
    most: MOST_BYTES,
  })
  return id
}

/** What every paper of invoices says at its top. */
export async function paper(tx: ActorTx) {
  const { is_demonstration } = await tx
    .selectFrom('convention')
    .select('is_demonstration')
    .where('id', '=', tx.actor.conventionId)
    .executeTakeFirstOrThrow()
  return { notice: is_demonstration ? 'Document de démonstration : les entreprises sont inventées.' : null }
}

/** What the template prints. French whatever the reader's language, as the mentions are. */
function printed(content: Invoice, totals: Totals) {
  const { number, seller, buyer, preceding, payTo, terms, dueOn } = content
  const kind = content.type === '381' ? 'Avoir' : 'Facture'
  return {
    title: `${kind} ${number}`,
    about: `${kind} ${number}`,
    seller: partyLines(seller),
    buyer: partyLines(buyer),
    facts: factsOf(content),
    lines: content.lines.map((line, at) => [
      line.name,
      `${decimal(line.quantityMilli / 1000, 0, 3)}\u00a0${UNITS[line.unit][line.quantityMilli < 2000 ? 0 : 1]}`,
      euros(line.unitPriceCents),
      vatWord(line.vat),
      euros(totals.lineCents[at] ?? 0),
    ]),
    groups: totals.groups.map((group) => [
      [vatWord(group), group.reason].filter(Boolean).join(' – '),
      euros(group.baseCents),
      euros(group.vatCents),
    ]),
    totals: [
      ['Total HT', euros(totals.netCents)],
      ['TVA', euros(totals.vatCents)],
      [content.type === '381' ? 'Total TTC de l’avoir' : 'Total TTC', euros(totals.grossCents)],
      ...(preceding ? [] : [['Net à payer', euros(totals.dueCents)]]),
    ],
    payment: [
      terms && `${terms}${dueOn ? `, au plus tard le ${printedDay(dueOn)}` : ''}.`,
      payTo && `IBAN ${payTo.iban.replace(/(.{4})(?=.)/g, '$1\u00a0')}${payTo.bic ? `, BIC ${payTo.bic}` : ''}`,
    ].filter((line) => line !== undefined),
    notes: content.notes.map(({ text }) => text),
    legal: [seller.name, seller.legalMention].filter(Boolean).join(', '),
  }
}

function factsOf({
  issuedOn,
  dueOn,
  period,
  deliveredOn,
  preceding,
  order,
  buyerReference,
  contract,
}: Invoice): string[][] {
  const facts: [string, string | undefined][] = [
    ['Date d’émission', printedDay(issuedOn)],
    ['Échéance', dueOn && printedDay(dueOn)],
    ['Facture corrigée', preceding && `${preceding.number} du ${printedDay(preceding.issuedOn)}`],
    ['Période facturée', period && `du ${printedDay(period.from)} au ${printedDay(period.to)}`],
    ['Jour de la prestation', deliveredOn && printedDay(deliveredOn)],
    ['Commande ou engagement', order],
    ['Code service', buyerReference],
    ['Contrat', contract],
  ]
  return facts.flatMap(([term, value]) => (value ? [[term, value]] : []))
}

export function partyLines({ name, siren, siret, vatNumber, address }: Party): string[] {
  return [
    name,
    ...address.lines,
    `${address.postcode} ${address.city}`,
    `SIREN ${spacedIdentifier(siren)}`,
    ...(siret ? [`SIRET ${spacedIdentifier(siret)}`] : []),
    ...(vatNumber ? [`TVA ${vatNumber}`] : []),
  ]
}

function vatWord({ category, rateBp }: Vat): string {
  if (category === 'S') return `${decimal(rateBp / 100, 0, 2)}\u00a0%`
  return category === 'E' ? 'Exonéré' : 'Autoliquidation'
}

export function printedDay(on: string): string {
  return longDate(new Date(on))
}

export function euros(cents: number): string {
  return `${decimal(cents / 100, 2, 2)}\u00a0€`
}

export function decimal(value: number, least: number, most: number): string {
  return new Intl.NumberFormat('fr-FR', { minimumFractionDigits: least, maximumFractionDigits: most }).format(value)
}
