import { pdfResponse } from '#app/platform/documents/pdf-response.server.ts'
import { read } from '#app/platform/page.server.ts'
import type { Route } from './+types/field-list.action.ts'
import { fieldListPdf } from './field-list.server.ts'

/** The list to print, by residence. */
export async function loader(args: Route.LoaderArgs) {
  const residence = new URL(args.request.url).searchParams.get('residence') ?? undefined
  const pdf = await read(args, (tx) => fieldListPdf(tx, residence))
  return pdfResponse(pdf, 'list.pdf')
}
