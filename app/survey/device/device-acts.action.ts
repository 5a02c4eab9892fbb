import { memberOf } from '#app/platform/database.server.ts'
import { answeringRefusals, person } from '#app/platform/page.server.ts'
import type { Route } from './+types/device-acts.action.ts'
import { Offer } from './acts.ts'
import { takeOffer } from './take.server.ts'

/** What a device sends. Also from someone who left since: it is kept for the lead, and nothing is given back. */
export async function action(args: Route.ActionArgs) {
  const sender = person(args)
  const offer = Offer.safeParse(await args.request.json().catch(() => undefined))
  if (!offer.success || offer.data.acts.some(({ device }) => device !== offer.data.device))
    return Response.json(null, { status: 422 })
  const member = await memberOf(sender.id, args.params.convention)
  return answeringRefusals(async () => Response.json(await takeOffer(sender, member, offer.data)))
}
