import { pdfResponse } from '#app/platform/documents/pdf-response.server.ts'
import { read } from '#app/platform/page.server.ts'
import type { Route } from './+types/record-pdf.action.ts'
import { recordPdf } from './record-pdf.server.ts'

/** The audit record on paper. */
export async function loader(args: Route.LoaderArgs) {
  const pdf = await read(args, (tx) => recordPdf(tx, args.params.panel, new URL(args.request.url).origin))
  return pdfResponse(pdf, 'record.pdf')
}
