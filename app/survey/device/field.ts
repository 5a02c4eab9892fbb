/** The device's work: open, write down, send. Every act is on the device before anything is said about it. */

import type { Json } from '#packages/fair-panel/canonical-json.ts'
import type { Act } from '#packages/sync-log/act.ts'
import { append, type DeviceLog, offer, settle } from '#packages/sync-log/device-log.ts'
import type { DeviceInstant } from '#packages/sync-log/instants.ts'
import { eraseRecording, recordingsOn } from '../recordings/media-store.ts'
import { sendRecordings } from '../recordings/send-recordings.ts'
import {
  deviceOn,
  forgetDevice,
  type KnownDevice,
  knownDevices,
  lockDevice,
  lockedRows,
  logOn,
  lossIsKnown,
  openVault,
  openWithCode,
  packOn,
  setCode,
  settleLocked,
  unlock,
  unlockedDevice,
  type Vault,
  vaultAsItWas,
  writeAct,
  writeStanding,
} from './vault.ts'
import { LockedAnswer, Opened, Pack, StoredAct, SyncAnswer } from './wire.ts'

const SCHEMA = 2
const AT_ONCE = 50
const LOCKED_AT_ONCE = 20
const PATIENCE_MS = 60_000
const RUN = crypto.randomUUID()

export interface Field {
  device: KnownDevice
  pack: Pack
  log: DeviceLog
}

export type Opening =
  | { kind: 'open'; field: Field; online: boolean }
  | { kind: 'locked'; waiting: number }
  /** Its code is asked; said is what came of the last one. */
  | { kind: 'code'; device: string; triesLeft: number | null }
  | { kind: 'refused'; waiting: number }
  | { kind: 'no-store' }
  /** What is kept can't be opened as it should; it is whole. */
  | { kind: 'store-fault' }

export function instant(): DeviceInstant {
  return { wallMs: Date.now(), run: RUN, sinceStartMs: performance.now() }
}

/** As the server gave them since the page was opened: what a new code seals. */
const secrets = new Map<string, string>()

export const mayHaveCode = ({ device }: Field) => secrets.has(device.id)

/** Gives the device a code, or another one. */
export async function giveCode(field: Field, code: string): Promise<Field> {
  const secret = secrets.get(field.device.id)
  const vault = await openVault()
  const device = await deviceOn(vault, field.device.id)
  if (!secret || !device) throw new RangeError('the server did not open this device')
  return { ...field, device: await setCode(vault, device, secret, code) }
}

/** Tries a code; with the right one the device opens without a network. */
export async function tryCode(base: string, convention: string, device: string, code: string): Promise<Opening> {
  const left = await openWithCode(await openVault(), device, code)
  if (left === 'open' || left === 0) return openField(base, convention)
  return { kind: 'code', device, triesLeft: left }
}

/** With the network the server opens the device; without it, what was left unlocked opens. */
export async function openField(base: string, convention: string): Promise<Opening> {
  const vault = await openVault().catch(() => undefined)
  if (!vault) return { kind: (await vaultAsItWas().catch(() => undefined)) ? 'store-fault' : 'no-store' }
  // What waits goes first: what comes back then knows it, and whoever may no longer write hands it over before being locked out.
  const before = await leftOpen(vault, convention)
  if (before?.log.waiting.length) await sendAll(base, before)
  const placeBook = before?.pack.placeBook
  const answer = await fetch(`${base}/open`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      known: (await knownDevices(vault, convention)).map(({ id }) => id),
      fresh: crypto.randomUUID(),
      placeBook: placeBook?.mark,
    }),
  }).catch(() => undefined)
  if (answer?.ok && !answer.redirected) {
    const opened = Opened.parse(await answer.json())
    const pack = opened.keepsPlaceBook && placeBook ? { ...opened.pack, placeBook } : opened.pack
    const device = await unlock(vault, { ...opened, convention }, pack, Date.now())
    await navigator.storage?.persist?.()
    secrets.set(device.id, opened.secret)
    // What somebody else left here goes too, unread.
    void sendLocked(base, convention).catch(() => undefined)
    return { kind: 'open', field: await fieldOn(vault, device, pack), online: true }
  }
  if (answer && ![429, 500, 502, 503, 504].includes(answer.status)) await lockAll(vault, convention)
  const device = await unlockedDevice(vault, convention, Date.now())
  if (device?.code && !device.key) return { kind: 'code', device: device.id, triesLeft: null }
  const field = await leftOpen(vault, convention)
  if (field) return { kind: 'open', field, online: false }
  const { waiting, isBarred } = await sendLocked(base, convention, { askAlways: true })
  const isRefused = isBarred || (answer && [403, 404].includes(answer.status))
  return { kind: isRefused ? 'refused' : 'locked', waiting }
}

async function leftOpen(vault: Vault, convention: string): Promise<Field | undefined> {
  const device = await unlockedDevice(vault, convention, Date.now())
  const pack = device && (await packOn(vault, device, (content) => Pack.parse(content)))
  return device && pack && fieldOn(vault, device, pack)
}

/** The person has read since when the browser had thrown things away. */
export async function lossRead(field: Field): Promise<Field> {
  await lossIsKnown(await openVault(), field.device.id)
  return { ...field, device: { ...field.device, lostSince: null } }
}

/** What the store holds, although it can't be brought to its new layout. */
export async function fieldAsItWas(convention: string): Promise<Field> {
  const vault = await vaultAsItWas()
  const field = vault && (await leftOpen(vault, convention))
  if (!field) throw new RangeError('nothing of it is open')
  return field
}

/**
 * Hands over what waits on devices that are locked, as it lies there: the server can read it, and nobody here can. Of whoever may no
 * longer write, nothing stays once all has arrived.
 *
 * @param askAlways also of a device that holds nothing new: whether its member may still be here
 * @returns acts that still wait, and whether a device was barred
 */
export async function sendLocked(
  base: string,
  convention: string,
  { askAlways = false } = {},
): Promise<{ waiting: number; isBarred: boolean }> {
  return navigator.locks.request('palier-field-send', async () => {
    const vault = await openVault()
    const said = { waiting: 0, isBarred: false }
    for (const { id } of await knownDevices(vault, convention)) {
      if ((await deviceOn(vault, id))?.key) continue
      if (!askAlways && (await leftOn(vault, id)) === 0) continue
      const isBarred = await handOver(base, vault, id)
      const left = await leftOn(vault, id)
      if (isBarred && left === 0) await forgetAll(vault, id)
      said.waiting += left
      said.isBarred ||= isBarred
      tellOtherTabs()
    }
    return said
  })
}

/** Words, sounds and photos that have not arrived. */
async function leftOn(vault: Vault, id: string): Promise<number> {
  const media = await recordingsOn({ id }).catch(() => [])
  return (await lockedRows(vault, id)).length + media.filter(({ standing }) => standing === 'here').length
}

/** Words first: sound and photos follow their interview. @returns whether the device's member may no longer write */
async function handOver(base: string, vault: Vault, device: string): Promise<boolean> {
  for (;;) {
    const all = await lockedRows(vault, device)
    const rows = await Promise.all(
      all
        .slice(0, LOCKED_AT_ONCE)
        .map(async ({ seq, iv, bytes }) => ({ seq, iv: await base64(iv), bytes: await base64(bytes) })),
    )
    const content = await posted(`${base}/locked`, { device, sent: instant(), waiting: all.length - rows.length, rows })
    if (!content) return false
    const answer = LockedAnswer.parse(content)
    await settleLocked(vault, device, answer)
    const left = (await lockedRows(vault, device)).length
    // When none was taken, it is tried again another time.
    if (left > 0 && left < all.length) continue
    await sendRecordings(base, { id: device })
    return answer.barred
  }
}

/** Everything of a device whose member may no longer be here. */
async function forgetAll(vault: Vault, id: string): Promise<void> {
  for (const held of await recordingsOn({ id }).catch(() => [])) await eraseRecording(held.id)
  await forgetDevice(vault, id)
}

/** @returns the answer, or nothing when there is no network or the server doesn't take it */
async function posted(address: string, content: unknown): Promise<unknown> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(content),
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(() => undefined)
  return response?.ok && !response.redirected ? response.json() : undefined
}

function base64(bytes: BlobPart): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(new Blob([bytes]))
  })
}

async function lockAll(vault: Vault, convention: string): Promise<void> {
  for (const device of await knownDevices(vault, convention))
    if (device.key || device.code) await lockDevice(vault, device)
}

async function fieldOn(vault: Vault, device: KnownDevice, pack: Pack): Promise<Field> {
  return { device, pack, log: await logOn(vault, device, (content) => StoredAct.parse(content)) }
}

/** Writes acts down. Two tabs of one browser number theirs one after the other. */
export async function record(
  field: Field,
  drafts: readonly { kind: string; subject: string; content: Json; id?: string }[],
): Promise<Field> {
  return navigator.locks.request('palier-field-write', async () => {
    const vault = await openVault()
    const device = (await deviceOn(vault, field.device.id)) ?? field.device
    let { log } = await fieldOn(vault, device, field.pack)
    for (const { kind, subject, content, id = crypto.randomUUID() } of drafts) {
      const written: { log: DeviceLog; act: Act } = append(
        log,
        { id, schema: SCHEMA, kind, subject, content },
        instant(),
      )
      if (written.log !== log) await writeAct(vault, device, written.log, written.act)
      log = written.log
    }
    tellOtherTabs()
    return { ...field, device: { ...device, nextSeq: log.nextSeq, clock: log.clock }, log }
  })
}

export type Sent =
  | { kind: 'sent'; field: Field; clockIsWrong: boolean }
  /** Whoever sends may no longer be here: what has arrived waits for the lead. */
  | { kind: 'barred' }
  | { kind: 'no-network' }
  | { kind: 'busy' }

/** Sends what waits. One tab does it at a time; what arrives while another writes stays safe. */
export async function sendAll(base: string, field: Field): Promise<Sent> {
  return navigator.locks.request('palier-field-send', { ifAvailable: true }, async (lock): Promise<Sent> => {
    if (!lock) return { kind: 'busy' }
    const vault = await openVault()
    // What the server takes later, and what rests on it, waits for the next time; the rest goes now.
    const tried = new Set<string>()
    const postponed = new Set<string>()
    const mayGo = ({ id, subject }: Act) => !tried.has(id) && !postponed.has(subject)
    for (;;) {
      const device = (await deviceOn(vault, field.device.id)) ?? field.device
      const { log } = await fieldOn(vault, device, field.pack)
      const { acts } = offer({ ...log, waiting: log.waiting.filter(mayGo) }, AT_ONCE)
      const waiting = log.waiting.length - acts.length
      const content = await posted(`${base}/acts`, { device: device.id, sent: instant(), waiting, acts })
      if (!content) return { kind: 'no-network' }
      const { withdrawn = [], barred, clockIsWrong, ...rest } = SyncAnswer.parse(content)
      const settled = await navigator.locks.request('palier-field-write', async () => {
        const current = await fieldOn(vault, device, field.pack)
        const next = settle(current.log, { ...rest, withdrawn }, Date.now())
        await writeStanding(vault, device, next)
        return next
      })
      tellOtherTabs()
      if (barred && settled.waiting.length === 0) {
        await sendRecordings(base, device)
        if ((await leftOn(vault, device.id)) === 0) await forgetAll(vault, device.id)
        return { kind: 'barred' }
      }
      for (const { id } of acts) tried.add(id)
      for (const { id, subject } of settled.waiting) if (tried.has(id)) postponed.add(subject)
      if (!settled.waiting.some(mayGo)) return { kind: 'sent', field: { ...field, log: settled }, clockIsWrong }
    }
  })
}

const others = 'BroadcastChannel' in globalThis ? new BroadcastChannel('palier-field') : undefined

function tellOtherTabs(): void {
  others?.postMessage('changed')
}

/** The store as another tab left it. */
export async function again(field: Field): Promise<Field> {
  const vault = await openVault()
  const device = (await deviceOn(vault, field.device.id)) ?? field.device
  return fieldOn(vault, device, field.pack)
}

export function onChangeElsewhere(act: () => void): () => void {
  others?.addEventListener('message', act)
  return () => others?.removeEventListener('message', act)
}
