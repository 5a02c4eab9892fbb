import { read } from '#app/platform/page.server.ts'
import type { Route } from './+types/amendment-document.action.ts'
import { signedDocumentOf } from './amendments.server.ts'

export function loader(args: Route.LoaderArgs) {
  return read(args, (tx) => signedDocumentOf(tx, args.params.amendment))
}
