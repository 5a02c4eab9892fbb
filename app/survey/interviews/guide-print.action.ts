import { pdfResponse } from '#app/platform/documents/pdf-response.server.ts'
import { read } from '#app/platform/page.server.ts'
import type { Route } from './+types/guide-print.action.ts'
import { guidePdf } from './guide-print.server.ts'

/** The guide to fill in by hand. */
export async function loader(args: Route.LoaderArgs) {
  const pdf = await read(args, (tx) => guidePdf(tx, args.params.guide))
  return pdfResponse(pdf, 'guide.pdf')
}
