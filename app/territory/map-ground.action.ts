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
    if (search.get('only') === 'line') return groundResponse(await baseMapOf(tx, ['line']))
    const withoutQuarters = ['green', 'water', 'building', 'line'] as const
    return groundResponse(await (search.get('quarters') === 'none' ? baseMapOf(tx, withoutQuarters) : baseMapOf(tx)))
  })
}
