import { answeringRefusals } from '#app/platform/page.server.ts'
import { unsealBytes } from '../device/device-key.ts'
import { sendingDevice } from '../device/sending-device.server.ts'
import type { Route } from './+types/recording-offer.action.ts'
import { holdRecording } from './held-recordings.server.ts'
import { RecordingOffer, SealedOffer } from './recording-offer.ts'
import { takeRecording } from './recordings.server.ts'

/** What a device holds of a sound or a photo; the answer tells which pieces are still to be sent. */
export async function action(args: Route.ActionArgs) {
  return answeringRefusals(async () => {
    const sending = await sendingDevice(args)
    const content: unknown = await args.request.json().catch(() => undefined)
    const offer = sending.key ? await opened(sending.key, content) : RecordingOffer.safeParse(content).data
    if (!offer) return Response.json(null, { status: 422 })
    return Response.json(
      'act' in sending
        ? await sending.act((tx) => takeRecording(tx, offer))
        : await holdRecording(sending.person, sending.device, offer, sending.barred),
    )
  })
}

async function opened(key: CryptoKey, content: unknown): Promise<RecordingOffer | undefined> {
  const { success, data } = SealedOffer.safeParse(content)
  if (!success) return undefined
  const { sealedCaption, ...offer } = data
  const caption = sealedCaption && (await unsealBytes(key, sealedCaption).catch(() => undefined))
  if (caption === undefined) return undefined
  return RecordingOffer.safeParse({ ...offer, caption: caption ? new TextDecoder().decode(caption) : '' }).data
}
