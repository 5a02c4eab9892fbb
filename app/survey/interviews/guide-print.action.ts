import { read } from '#app/platform/page.server.ts'
import type { Route } from './+types/guide-print.action.ts'
import { guidePdf } from './guide-print.server.ts'

/** The guide to fill in by hand. */
export async function loader(args: Route.LoaderArgs) {
  const pdf = await read(args, (tx) => guidePdf(tx, args.params.guide))
  return new Response(new Uint8Array(pdf), {
    headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': 'attachment; filename="guide.pdf"' },
  })
}
