import { Refusal } from '#app/platform/refusal.ts'
import type { Route } from './+types/public-record.action.ts'
import { publicPanel } from './record.server.ts'

/** The record as a file, for anyone with the link. */
export async function loader({ params }: Route.LoaderArgs) {
  const panel = await publicPanel(params.token).catch((error: unknown) => {
    if (error instanceof Refusal) throw new Response(null, { status: 404 })
    throw error
  })
  if (!panel.record) throw new Response(null, { status: 404 })
  return new Response(panel.record, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="record.json"',
    },
  })
}
