import { read } from '#app/platform/page.server.ts'
import type { Route } from './+types/delivery.action.ts'
import { deliveryPdf } from './print.server.ts'

/** The sheet for who hands letters out, door after door. */
export async function loader(args: Route.LoaderArgs) {
  const pdf = await read(args, (tx) => deliveryPdf(tx, args.params.campaign))
  return new Response(new Uint8Array(pdf), {
    headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': 'attachment; filename="delivery.pdf"' },
  })
}
