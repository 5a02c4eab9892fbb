import { read } from '#app/platform/page.server.ts'
import type { Route } from './+types/place-book.action.ts'
import { placeBookOf } from './place-book.server.ts'

/** The places that can be named in an answer, and the ground to find them on; kept by the reader's own browser for ten minutes. */
export async function loader(args: Route.LoaderArgs) {
  const book = await read(args, placeBookOf)
  return Response.json(book, { headers: { 'Cache-Control': 'private, max-age=600', Vary: 'Cookie' } })
}
