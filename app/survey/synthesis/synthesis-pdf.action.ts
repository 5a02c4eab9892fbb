import { pdfResponse } from '#app/platform/documents/pdf-response.server.ts'
import { read } from '#app/platform/page.server.ts'
import type { Route } from './+types/synthesis-pdf.action.ts'
import { askedDocument, synthesisPdf } from './synthesis-files.server.ts'

/** The published synthesis on paper: whole, for the committee, or the two pages for tenants. */
export async function loader(args: Route.LoaderArgs) {
  const { name, bytes } = await read(args, (tx) => synthesisPdf(tx, askedDocument(args.url)))
  return pdfResponse(bytes, name)
}
