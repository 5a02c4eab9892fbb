import { pdfResponse } from '#app/platform/documents/pdf-response.server.ts'
import { read } from '#app/platform/page.server.ts'
import type { Route } from './+types/minutes-pdf.action.ts'
import { minutesPdf } from './documents.server.ts'

/** The minutes on paper: the version given out, or the draft for those who write it. */
export async function loader(args: Route.LoaderArgs) {
  const pdf = await read(args, (tx) => minutesPdf(tx, args.params.meeting))
  return pdfResponse(pdf, 'minutes.pdf')
}
