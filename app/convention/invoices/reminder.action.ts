import { pdfResponse } from '#app/platform/documents/pdf-response.server.ts'
import { read } from '#app/platform/page.server.ts'
import type { Route } from './+types/reminder.action.ts'
import { reminderPdf } from './reminder.server.ts'

export async function loader(args: Route.LoaderArgs) {
  const { pdf, name } = await read(args, (tx) => reminderPdf(tx, args.params.invoice))
  return pdfResponse(pdf, name)
}
