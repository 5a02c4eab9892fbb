import { inConvention, must } from '#app/platform/database.server.ts'
import { actor, answeringRefusals } from '#app/platform/page.server.ts'
import type { Route } from './+types/recording-offer.action.ts'
import { RecordingOffer } from './recording-offer.ts'
import { takeRecording } from './recordings.server.ts'

/** What a device holds of a sound or a photo; the answer tells which pieces are still to be sent. */
export async function action(args: Route.ActionArgs) {
  const member = await actor(args)
  return answeringRefusals(async () => {
    must(member, 'survey.interview.write')
    const offer = RecordingOffer.safeParse(await args.request.json().catch(() => undefined))
    if (!offer.success) return Response.json(null, { status: 422 })
    return Response.json(await inConvention(member, (tx) => takeRecording(tx, offer.data)))
  })
}
