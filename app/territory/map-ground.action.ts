import { must } from '#app/platform/database.server.ts'
import { read } from '#app/platform/page.server.ts'
import { groundResponse } from '#app/ui/map-ground.server.ts'
import type { Route } from './+types/map-ground.action.ts'
import { baseMapOf } from './base-map.server.ts'

/** The streets, water and quarters under the territory's maps; `quarters=none` leaves these out, `only=line` leaves streets alone. */
export function loader(args: Route.LoaderArgs) {
  const search = new URL(args.request.url).searchParams
  return read(args, async (tx) => {
    must(tx.actor, 'territory.read')
    const layers = await baseMapOf(tx)
    return groundResponse(
      layers.filter(
        ({ kind }) =>
          (search.get('quarters') !== 'none' || kind !== 'area') && (search.get('only') !== 'line' || kind === 'line'),
      ),
    )
  })
}
