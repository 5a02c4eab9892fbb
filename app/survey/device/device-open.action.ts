import { z } from 'zod'
import { inConvention, must } from '#app/platform/database.server.ts'
import { actor, answeringRefusals } from '#app/platform/page.server.ts'
import type { Route } from './+types/device-open.action.ts'
import { devicesBefore, rememberDevice } from './device-cookie.ts'
import { openDevice } from './devices.server.ts'

const Asked = z.strictObject({
  known: z.array(z.uuid()).max(50),
  fresh: z.uuid(),
  /** Mark of the book of places that the device holds. */
  placeBook: z.string().max(40).optional(),
})

/** The signed-in member's device: one of those that this browser knows, or a new one. */
export async function action(args: Route.ActionArgs) {
  const member = await actor(args)
  return answeringRefusals(async () => {
    must(member, 'survey.interview.write')
    const asked = Asked.safeParse(await args.request.json().catch(() => undefined))
    if (!asked.success) return Response.json(null, { status: 422 })
    const before = devicesBefore(args.request)
    const opened = await inConvention(member, (tx) => openDevice(tx, { ...asked.data, before }))
    return Response.json(opened, { headers: rememberDevice(args.request, opened.device) })
  })
}
