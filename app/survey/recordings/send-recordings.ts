/** Sends sound and photos piece by piece: what the server has is not sent again, whatever cut the last try. */
import { manifestOf } from '#packages/sync-log/recording.ts'
import type { KnownDevice } from '../device/vault.ts'
import { captionOf, changeRecording, eraseRecording, type HeldRecording, pieceOf, recordingsOn } from './media-store.ts'
import { RecordingAnswer, type RecordingOffer } from './recording-offer.ts'
import { isRecordingNow } from './sound-session.ts'

/** Until every back-up that could be restored in a hurry holds it, the device keeps it too. */
const KEPT_MS = 3 * 24 * 3_600_000
/** What arrived is asked about once each time the page is opened: a restored server may have lost it. */
const asked = new Set<string>()

export async function sendRecordings(base: string, device: KnownDevice): Promise<'sent' | 'no-network' | 'busy'> {
  if (!device.key) return 'busy'
  return navigator.locks.request('palier-media-send', { ifAvailable: true }, async (lock) => {
    if (!lock) return 'busy'
    for (const held of await recordingsOn(device)) if (!held.closed) await closeAfterAll(held)
    for (const held of await recordingsOn(device)) {
      if (held.standing === 'unfit' || (held.standing === 'arrived' && asked.has(held.id))) continue
      const state = await sendOne(base, device, held)
      if (state === undefined) return 'no-network'
      if (state === 'whole') asked.add(held.id)
      await settle(held, state)
    }
    return 'sent'
  })
}

/** Found open and nobody records: the battery died, or the page was closed. What is there is all there is. */
async function closeAfterAll({ id, chunks }: HeldRecording): Promise<void> {
  if (await isRecordingNow(id)) return
  if (chunks.length === 0) await eraseRecording(id)
  else await changeRecording(id, () => ({ closed: true }))
}

async function settle(held: HeldRecording, state: RecordingAnswer['state']): Promise<void> {
  if (state === 'erased') return eraseRecording(held.id)
  if (state === 'unfit') return changeRecording(held.id, () => ({ standing: 'unfit' }))
  if (state !== 'whole') return
  if (held.arrivedAt !== null && Date.now() - held.arrivedAt > KEPT_MS) return eraseRecording(held.id)
  return changeRecording(held.id, ({ arrivedAt }) => ({ standing: 'arrived', arrivedAt: arrivedAt ?? Date.now() }))
}

/** @returns nothing when the network or the server is away */
async function sendOne(
  base: string,
  device: KnownDevice,
  held: HeldRecording,
): Promise<RecordingAnswer['state'] | undefined> {
  if (held.chunks.length === 0) return 'open'
  const offer = await offerOf(device, held)
  const answer = await told(base, { ...offer, manifest: null })
  if (!answer || !['open', 'incomplete', 'whole'].includes(answer.state)) return answer?.state
  const received = new Set(answer.received)
  for (const { index, offset, hash } of held.chunks.filter((chunk) => !received.has(chunk.index))) {
    const query = new URLSearchParams({ recording: held.id, number: `${index}`, offset: `${offset}`, hash })
    const response = await fetch(`${base}/pieces?${query}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream' },
      body: await pieceOf(device, held.id, index),
    }).catch(() => undefined)
    if (!response?.ok || response.redirected) return undefined
  }
  return held.closed ? (await told(base, offer))?.state : 'open'
}

/** What is said of it to the server. */
export async function offerOf(device: KnownDevice, held: HeldRecording): Promise<RecordingOffer> {
  const { id: _, ...manifest } = manifestOf({ ...held, closed: true })
  return {
    id: held.id,
    interview: held.interview,
    kind: held.kind,
    mediaType: held.mediaType,
    caption: await captionOf(device, held),
    begunMs: held.begunMs,
    moments: held.moments,
    manifest,
  }
}

async function told(base: string, offer: RecordingOffer): Promise<RecordingAnswer | undefined> {
  const response = await fetch(`${base}/recordings`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(offer),
  }).catch(() => undefined)
  return response?.ok && !response.redirected ? RecordingAnswer.parse(await response.json()) : undefined
}
