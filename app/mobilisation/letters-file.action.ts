import { createReadableStreamFromReadable } from '@react-router/node'
import { read } from '#app/platform/page.server.ts'
import type { Route } from './+types/letters-file.action.ts'
import { lettersFile } from './letters.server.ts'

/** All letters, for the printer. */
export async function loader(args: Route.LoaderArgs) {
  const file = await read(args, (tx) => lettersFile(tx, args.params.campaign))
  return new Response(createReadableStreamFromReadable(file), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': 'attachment; filename="letters.pdf"',
      'Cache-Control': 'no-store',
    },
  })
}
