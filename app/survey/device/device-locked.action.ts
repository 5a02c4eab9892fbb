import { answeringRefusals } from '#app/platform/page.server.ts'
import type { Route } from './+types/device-locked.action.ts'
import { LockedOffer, takeLocked } from './locked.server.ts'

/** What a locked device hands over. Needs no sign-in: what was not written with the device's own key is not taken. */
export async function action({ request, params }: Route.ActionArgs) {
  const offer = LockedOffer.safeParse(await request.json().catch(() => undefined))
  if (!offer.success) return Response.json(null, { status: 422 })
  return answeringRefusals(async () => Response.json(await takeLocked(params.convention, offer.data)))
}
