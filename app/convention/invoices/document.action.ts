import { pdfResponse } from '#app/platform/documents/pdf-response.server.ts'
import { read } from '#app/platform/page.server.ts'
import type { Route } from './+types/document.action.ts'
import { invoicePdf } from './document.server.ts'

export async function loader(args: Route.LoaderArgs) {
  const { pdf, name } = await read(args, (tx) => invoicePdf(tx, args.params.invoice))
  return pdfResponse(pdf, name)
}
