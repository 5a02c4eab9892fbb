import { read } from '#app/platform/page.server.ts'
import type { Route } from './+types/project-file.action.ts'
import { projectFile } from './exchange.server.ts'

/** All coded interviews for another program. */
export async function loader(args: Route.LoaderArgs) {
  const project = await read(args, (tx) => projectFile(tx))
  return new Response(new Uint8Array(project), {
    headers: { 'Content-Type': 'application/zip', 'Content-Disposition': 'attachment; filename="interviews.qdpx"' },
  })
}
