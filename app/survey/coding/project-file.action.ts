import { z } from 'zod'
import { actor, read } from '#app/platform/page.server.ts'
import type { Route } from './+types/project-file.action.ts'
import { projectFile, projectOf } from './project-file.server.ts'
import { PROJECT_SOUNDS } from './project-sounds.ts'

const Asked = z.enum(PROJECT_SOUNDS).catch('none')

/** All coded interviews for another program, with what of their sound was asked for. */
export async function loader(args: Route.LoaderArgs) {
  const sound = Asked.parse(args.url.searchParams.get('sound'))
  const pieces = projectFile(await actor(args), await read(args, (tx) => projectOf(tx, sound)))
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
  return new Response(body, {
    headers: {
      'Content-Type': 'application/zip',
      'Content-Disposition': 'attachment; filename="interviews.qdpx"',
      'Cache-Control': 'no-store',
    },
  })
}
