import { must } from '#app/platform/database.server.ts'
import { read } from '#app/platform/page.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import type { Route } from './+types/acts.action.ts'
import { DoorOffer, presentAt, receive } from './attendance.server.ts'

/** What a phone at the door sends when it has a network, and what all of them have told so far. */
export async function action(args: Route.ActionArgs) {
  const offer = DoorOffer.safeParse(await args.request.json().catch(() => null))
  const told = await read(args, async (tx) => {
    must(tx.actor, 'mobilisation.attendance.take')
    if (!offer.success) throw new Refusal('form.not-understood')
    const answer = await receive(tx, args.params.event, offer.data)
    return { answer, present: await presentAt(tx, args.params.event) }
  })
  return Response.json(told)
}
