/** The device's work: open, write down, send. Every act is on the device before anything is said about it. */

import type { Json } from '#packages/fair-panel/canonical-json.ts'
import type { Act } from '#packages/sync-log/act.ts'
import { append, type DeviceLog, offer, settle } from '#packages/sync-log/device-log.ts'
import type { DeviceInstant } from '#packages/sync-log/instants.ts'
import {
  deviceOn,
  type KnownDevice,
  knownDevices,
  lockDevice,
  logOn,
  openVault,
  openWithCode,
  packOn,
  setCode,
  unlock,
  unlockedDevice,
  type Vault,
  writeAct,
  writeStanding,
} from './vault.ts'
import { Opened, Pack, StoredAct, SyncAnswer } from './wire.ts'

const SCHEMA = 1
const AT_ONCE = 50
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
  | { kind: 'refused' }
  | { kind: 'no-store' }

function instant(): DeviceInstant {
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
  if (!vault) return { kind: 'no-store' }
  const answer = await fetch(`${base}/open`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      known: (await knownDevices(vault, convention)).map(({ id }) => id),
      fresh: crypto.randomUUID(),
    }),
  }).catch(() => undefined)
  if (answer?.ok && !answer.redirected) {
    const opened = Opened.parse(await answer.json())
    const device = await unlock(vault, { ...opened, convention }, opened.pack, Date.now())
    await navigator.storage?.persist?.()
    secrets.set(device.id, opened.secret)
    return { kind: 'open', field: await fieldOn(vault, device, opened.pack), online: true }
  }
  if (answer) await lockAll(vault, convention)
  const device = await unlockedDevice(vault, convention, Date.now())
  if (device?.code && !device.key) return { kind: 'code', device: device.id, triesLeft: null }
  const pack = device && (await packOn(vault, device, (content) => Pack.parse(content)))
  if (device && pack) return { kind: 'open', field: await fieldOn(vault, device, pack), online: false }
  if (answer && answer.status !== 401 && !answer.redirected) return { kind: 'refused' }
  return { kind: 'locked', waiting: await vault.count('acts') }
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

export type Sent = { kind: 'sent'; field: Field; clockIsWrong: boolean } | { kind: 'no-network' } | { kind: 'busy' }

/** Sends what waits. One tab does it at a time; what arrives while another writes stays safe. */
export async function sendAll(base: string, field: Field): Promise<Sent> {
  return navigator.locks.request('palier-field-send', { ifAvailable: true }, async (lock): Promise<Sent> => {
    if (!lock) return { kind: 'busy' }
    const vault = await openVault()
    for (;;) {
      const device = (await deviceOn(vault, field.device.id)) ?? field.device
      const { log } = await fieldOn(vault, device, field.pack)
      const { acts } = offer(log, AT_ONCE)
      const body = JSON.stringify({
        device: device.id,
        sent: instant(),
        waiting: log.waiting.length - acts.length,
        acts,
      })
      const response = await fetch(`${base}/acts`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
      }).catch(() => undefined)
      if (!response?.ok || response.redirected) return { kind: 'no-network' }
      const answer = SyncAnswer.parse(await response.json())
      const { withdrawn = [], ...rest } = answer
      const settled = await navigator.locks.request('palier-field-write', async () => {
        const current = await fieldOn(vault, device, field.pack)
        const next = settle(current.log, { ...rest, withdrawn }, Date.now())
        await writeStanding(vault, device, next)
        return next
      })
      tellOtherTabs()
      const more = settled.waiting.some(({ id }) => !acts.some((act) => act.id === id))
      if (!more) return { kind: 'sent', field: { ...field, log: settled }, clockIsWrong: answer.clockIsWrong }
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
