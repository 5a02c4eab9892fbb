/**
 * Sends sound and photos piece by piece, sealed as they lie on the device: what the server has is not sent again, whatever cut the last
 * try. The device may be locked meanwhile.
 */
import { manifestOf } from '#packages/sync-log/recording.ts'
import type { KnownDevice } from '../device/vault.ts'
import {
  captionOf,
  changeRecording,
  eraseRecording,
  type HeldRecording,
  recordingsOn,
  sealedPieceOf,
} from './media-store.ts'
import { RecordingAnswer, type RecordingOffer } from './recording-offer.ts'
import { isRecordingNow } from './sound-session.ts'

/** Until every back-up that could be restored in a hurry holds it, the device keeps it too. */
const KEPT_MS = 3 * 24 * 3_600_000
/** What arrived is asked about once each time the page is opened: a restored server may have lost it. */
const asked = new Set<string>()

export async function sendRecordings(
  base: string,
  device: Pick<KnownDevice, 'id'>,
): Promise<'sent' | 'no-network' | 'busy'> {
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
  device: Pick<KnownDevice, 'id'>,
  held: HeldRecording,
): Promise<RecordingAnswer['state'] | undefined> {
  if (held.chunks.length === 0) return 'open'
  const answer = await told(base, device, held, false)
  if (!answer || !['open', 'incomplete', 'whole'].includes(answer.state)) return answer?.state
  const received = new Set(answer.received)
  for (const { index, offset, hash } of held.chunks.filter((chunk) => !received.has(chunk.index))) {
    const { iv, bytes } = await sealedPieceOf(held.id, index)
    const query = new URLSearchParams({
      device: device.id,
      recording: held.id,
      number: `${index}`,
      offset: `${offset}`,
      hash,
      iv: hexOf(iv),
    })
    const response = await fetch(`${base}/pieces?${query}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream' },
      body: bytes,
    }).catch(() => undefined)
    if (!response?.ok || response.redirected) return undefined
  }
  return held.closed ? (await told(base, device, held, true))?.state : 'open'
}

/** What is said of it in the file of the last resort, which is sealed as a whole. */
export async function offerOf(device: KnownDevice, held: HeldRecording): Promise<RecordingOffer> {
  return { ...plainOffer(held), caption: await captionOf(device, held) }
}

function plainOffer(held: HeldRecording): RecordingOffer {
  const { id: _, ...manifest } = manifestOf({ ...held, closed: true })
  return {
    id: held.id,
    interview: held.interview,
    kind: held.kind,
    mediaType: held.mediaType,
    caption: '',
    begunMs: held.begunMs,
    moments: held.moments,
    manifest,
  }
}

async function told(
  base: string,
  { id }: Pick<KnownDevice, 'id'>,
  held: HeldRecording,
  isAll: boolean,
): Promise<RecordingAnswer | undefined> {
  const offer = plainOffer(held)
  const sealedCaption = held.caption && {
    iv: hexOf(held.caption.iv),
    bytes: hexOf(new Uint8Array(held.caption.bytes)),
  }
  const response = await fetch(`${base}/recordings?device=${id}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...offer, manifest: isAll ? offer.manifest : null, sealedCaption }),
  }).catch(() => undefined)
  return response?.ok && !response.redirected ? RecordingAnswer.parse(await response.json()) : undefined
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
