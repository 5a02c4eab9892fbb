import { read } from '#app/platform/page.server.ts'
import type { Route } from './+types/complete-record.action.ts'
import { completeRecordOf } from './record.server.ts'

/** The record with what opens the seals: for who checks the quotas, bound to secrecy. */
export async function loader(args: Route.LoaderArgs) {
  const record = await read(args, (tx) => completeRecordOf(tx, args.params.panel))
  return new Response(JSON.stringify(record), {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="complete-record.json"',
    },
  })
}
