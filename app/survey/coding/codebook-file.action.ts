import { read } from '#app/platform/page.server.ts'
import type { Route } from './+types/codebook-file.action.ts'
import { codebookFile } from './exchange.server.ts'

/** The codebook for another program. */
export async function loader(args: Route.LoaderArgs) {
  return new Response(await read(args, codebookFile), {
    headers: {
      'Content-Type': 'application/xml; charset=utf-8',
      'Content-Disposition': 'attachment; filename="codebook.qdc"',
    },
  })
}
