import { inConvention, must } from '#app/platform/database.server.ts'
import { actor, answeringRefusals } from '#app/platform/page.server.ts'
import type { Route } from './+types/recording-piece.action.ts'
import { Piece } from './recording-offer.ts'
import { takePiece } from './recordings.server.ts'

/** One piece of a sound or a photo, as bytes. */
export async function action(args: Route.ActionArgs) {
  const member = await actor(args)
  return answeringRefusals(async () => {
    must(member, 'survey.interview.write')
    const piece = Piece.safeParse(Object.fromEntries(args.url.searchParams))
    if (!piece.success) return Response.json(null, { status: 422 })
    const bytes = new Uint8Array(await args.request.arrayBuffer())
    return Response.json(await inConvention(member, (tx) => takePiece(tx, piece.data, bytes)))
  })
}
