import { pdfResponse } from '#app/platform/documents/pdf-response.server.ts'
import { read } from '#app/platform/page.server.ts'
import { pageNumber } from '#app/ui/page-number.ts'
import type { Route } from './+types/preview.action.ts'
import { campaignOf } from './campaigns.server.ts'
import { previewPdf } from './print.server.ts'

/** One letter, or the poster, as it will be printed. */
export async function loader(args: Route.LoaderArgs) {
  const paper = new URL(args.request.url).searchParams.get('paper') === 'a3' ? 'a3' : 'a4'
  const place = pageNumber(args.url.searchParams, 'recipient')
  const pdf = await read(args, async (tx) =>
    previewPdf(tx, await campaignOf(tx, args.params.campaign), { place, paper }),
  )
  return pdfResponse(pdf, 'preview.pdf')
}
