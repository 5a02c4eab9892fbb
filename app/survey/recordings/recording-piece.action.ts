import { answeringRefusals } from '#app/platform/page.server.ts'
import { unsealBytes } from '../device/device-key.ts'
import { sendingDevice } from '../device/sending-device.server.ts'
import type { Route } from './+types/recording-piece.action.ts'
import { holdPiece } from './held-recordings.server.ts'
import { Piece, SealedPiece } from './recording-offer.ts'
import { takePiece } from './recordings.server.ts'

/** One piece of a sound or a photo, as bytes: sealed with the key of the device that names itself. */
export async function action(args: Route.ActionArgs) {
  return answeringRefusals(async () => {
    const sending = await sendingDevice(args)
    const query = Object.fromEntries(args.url.searchParams)
    const piece = Piece.safeParse(query)
    const body = await args.request.arrayBuffer()
    const bytes = sending.key ? await opened(sending.key, query, body) : body
    if (!piece.success || !bytes) return Response.json(null, { status: 422 })
    const data = new Uint8Array(bytes)
    return Response.json(
      'act' in sending
        ? await sending.act((tx) => takePiece(tx, piece.data, data))
        : await holdPiece(sending.person, sending.device, piece.data, data),
    )
  })
}

async function opened(key: CryptoKey, query: unknown, bytes: ArrayBuffer): Promise<ArrayBuffer | undefined> {
  const { success, data } = SealedPiece.safeParse(query)
  return success ? unsealBytes(key, { iv: data.iv, bytes }).catch(() => undefined) : undefined
}
