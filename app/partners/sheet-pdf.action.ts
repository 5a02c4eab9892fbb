import { pdfResponse } from '#app/platform/documents/pdf-response.server.ts'
import { read } from '#app/platform/page.server.ts'
import type { Route } from './+types/sheet-pdf.action.ts'
import { sheetPdf } from './documents.server.ts'

/** The attendance sheet, to print and sign. */
export async function loader(args: Route.LoaderArgs) {
  const pdf = await read(args, (tx) => sheetPdf(tx, args.params.meeting))
  return pdfResponse(pdf, 'sheet.pdf')
}
