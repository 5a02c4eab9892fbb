import { read } from '#app/platform/page.server.ts'
import type { Route } from './+types/evidence-file.action.ts'
import { documentOf } from './evidence.server.ts'

export function loader(args: Route.LoaderArgs) {
  return read(args, (tx) => documentOf(tx, args.params.evidence))
}
