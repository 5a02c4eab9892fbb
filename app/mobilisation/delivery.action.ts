import { pdfResponse } from '#app/platform/documents/pdf-response.server.ts'
import { read } from '#app/platform/page.server.ts'
import type { Route } from './+types/delivery.action.ts'
import { deliveryPdf } from './print.server.ts'

/** The sheet for who hands letters out, door after door. */
export async function loader(args: Route.LoaderArgs) {
  const pdf = await read(args, (tx) => deliveryPdf(tx, args.params.campaign))
  return pdfResponse(pdf, 'delivery.pdf')
}
