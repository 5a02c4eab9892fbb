import { pdfResponse } from '#app/platform/documents/pdf-response.server.ts'
import { read } from '#app/platform/page.server.ts'
import type { Route } from './+types/minutes-pdf.action.ts'
import { minutesPdf } from './documents.server.ts'
import { askedVersion } from './minutes-content.ts'

/** The minutes on paper: the version given out, or the one that is asked for, or the draft for those who write it. */
export async function loader(args: Route.LoaderArgs) {
  const version = askedVersion(args.request.url)
  const pdf = await read(args, (tx) => minutesPdf(tx, args.params.meeting, { version }))
  return pdfResponse(pdf, 'minutes.pdf')
}
