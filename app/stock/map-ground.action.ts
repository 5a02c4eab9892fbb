import { must } from '#app/platform/database.server.ts'
import { read } from '#app/platform/page.server.ts'
import { groundResponse } from '#app/ui/map-ground.server.ts'
import type { Route } from './+types/map-ground.action.ts'
import { backgroundOf } from './map-background.server.ts'

/** The quarters under the stock's maps. */
export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'stock.read')
    return groundResponse(await backgroundOf(tx))
  })
}
