import { read } from '#app/platform/page.server.ts'
import type { Route } from './+types/synthesis-docx.action.ts'
import { askedDocument, synthesisDocx } from './synthesis-files.server.ts'

/** The published synthesis to work on. */
export async function loader(args: Route.LoaderArgs) {
  const { name, bytes } = await read(args, (tx) => synthesisDocx(tx, askedDocument(args.url)))
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'Content-Disposition': `attachment; filename="${name}"`,
    },
  })
}
