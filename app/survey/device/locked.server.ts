/**
 * What a locked device still holds, handed over as it lies there: the server, who knows its secret, opens it. Whoever had the device may be
 * signed out, or no longer be anybody here: nothing is given back but where each act stands.
 */
import { z } from 'zod'
import { memberOf } from '#app/platform/database.server.ts'
import { Instant, OfferedAct } from './acts.ts'
import { unseal } from './device-key.ts'
import { keeperOf } from './sending-device.server.ts'
import { takeOffer } from './take.server.ts'

export const LockedOffer = z.strictObject({
  device: z.uuid(),
  sent: Instant,
  /** Acts that stay on the device after these. */
  waiting: z.number().int().min(0),
  rows: z
    .array(z.strictObject({ seq: z.number().int().min(1), iv: z.base64(), bytes: z.base64().max(200_000) }))
    .max(20),
})

export async function takeLocked(convention: string, offer: z.infer<typeof LockedOffer>, now = Date.now()) {
  const { personId, key } = await keeperOf(offer.device, convention)
  const acts = (await Promise.all(offer.rows.map((row) => opened(key, offer.device, row)))).filter(
    (act) => act !== undefined,
  )
  const { device, sent, waiting } = offer
  const actor = await memberOf(personId, convention)
  const answer = await takeOffer({ id: personId }, actor, { device, sent, waiting, acts }, now)
  const seqOf = new Map(acts.map(({ id, seq }) => [id, seq]))
  return {
    epoch: answer.epoch,
    safeThrough: answer.safeThrough,
    barred: answer.barred,
    receipts: answer.receipts.map(({ id, ...receipt }) => ({ ...receipt, seq: seqOf.get(id) ?? 0 })),
  }
}

/** @returns nothing when it was not written with the device's own key, under this number */
async function opened(key: CryptoKey, device: string, { seq, iv, bytes }: z.infer<typeof LockedOffer>['rows'][number]) {
  const sealed = {
    iv: new Uint8Array(Buffer.from(iv, 'base64')),
    bytes: new Uint8Array(Buffer.from(bytes, 'base64')).buffer,
  }
  const act = OfferedAct.safeParse(await unseal(key, sealed).catch(() => undefined))
  return act.success && act.data.seq === seq && act.data.device === device ? act.data : undefined
}
