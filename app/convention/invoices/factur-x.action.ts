import { read } from '#app/platform/page.server.ts'
import { ATTACHMENT_NAME } from '#packages/factur-x/xmp.ts'
import type { Route } from './+types/factur-x.action.ts'
import { invoiceXml } from './document.server.ts'

export async function loader(args: Route.LoaderArgs) {
  const xml = await read(args, (tx) => invoiceXml(tx, args.params.invoice))
  return new Response(xml, {
    headers: {
      'Content-Type': 'text/xml; charset=utf-8',
      'Content-Disposition': `attachment; filename="${ATTACHMENT_NAME}"`,
      'Cache-Control': 'no-store',
    },
  })
}
