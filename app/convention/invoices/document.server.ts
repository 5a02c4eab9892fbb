/** The document of an invoice: of a draft as it would look, of an issued one the same bytes for ever. */
import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import type { ActorTx } from '#app/platform/database.server.ts'
import { digestOf, pathOfFile } from '#app/platform/files.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { isDraft, issuedOf } from './invoices.server.ts'
import { prepared } from './issue.server.ts'
import { draftPdf } from './print.server.ts'

export async function invoicePdf(tx: ActorTx, id: string): Promise<{ pdf: Uint8Array; name: string }> {
  if (!(await isDraft(tx, id))) return storedPdf(tx, id)
  const { content, totals } = await prepared(tx, id)
  return { pdf: await draftPdf(tx, content, totals), name: 'projet-de-facture.pdf' }
}

async function storedPdf(tx: ActorTx, id: string) {
  const { number } = await issuedOf(tx, id)
  const file = await tx
    .selectFrom('convention_invoice_issue as issue')
    .innerJoin('file', 'file.id', 'issue.file_id')
    .select(['file.id', 'file.sha256'])
    .where(sql<boolean>`issue.invoice_id::text = ${id}`)
    .executeTakeFirstOrThrow()
  const pdf = await readFile(pathOfFile(tx.actor.conventionId, file.id))
  if (digestOf(pdf) !== file.sha256) throw new Error(`the stored document ${file.id} is not the one that was issued`)
  return { pdf, name: `${number}.pdf` }
}

/** The data alone, for whoever's software wants no PDF. */
export async function invoiceXml(tx: ActorTx, id: string): Promise<string> {
  if (await isDraft(tx, id)) throw new Refusal('platform.not-found', { status: 404 })
  return (await issuedOf(tx, id)).xml
}
