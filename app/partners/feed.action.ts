import { Refusal } from '#app/platform/refusal.ts'
import { originOf } from '#app/platform/secret-token.server.ts'
import type { Route } from './+types/feed.action.ts'
import { feedFile } from './calendar.server.ts'

/** All meetings, for a calendar that asks again by itself. */
export function loader({ request, params }: Route.LoaderArgs) {
  return feedFile(params.token, originOf(request)).catch((error: unknown) => {
    if (error instanceof Refusal) throw new Response(null, { status: 404 })
    throw error
  })
}
