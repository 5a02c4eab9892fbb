/**
 * What lies on the device: one encrypted store for each person who works with it. The key is made from a secret that the server gives
 * to the signed-in member; it cannot be taken out of the browser, and goes at sign-out, at the end of its days and on revocation.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Act } from '#packages/sync-log/act.ts'
import { type DeviceLog, emptyLog } from '#packages/sync-log/device-log.ts'
import type { Stamp } from '#packages/sync-log/hybrid-clock.ts'
import { type DeviceCode, MOST_TRIES, sealWithCode, secretWithCode } from './device-code.ts'
import { bytesOf, deviceKey, type Sealed, sealBytes, unseal } from './device-key.ts'
import type { LockedAnswer } from './wire.ts'

export interface KnownDevice {
  id: string
  convention: string
  /** Locked without it. Of a device with a code it is never written down. */
  key: CryptoKey | null
  code?: DeviceCode | null
  openedAt: number
  epoch: string | null
  nextSeq: number
  clock: Stamp | null
  /** Last act of this device that the server held when the pack was made. */
  lastSeq: number
  /** The browser threw away what was here before; until the person has read it. */
  lostSince?: string | null
}

type Standing = 'waiting' | 'kept' | 'aside'

interface Store extends DBSchema {
  devices: { key: string; value: KnownDevice }
  packs: { key: string; value: Sealed & { device: string } }
  acts: { key: [string, number]; value: Sealed & { device: string; seq: number; standing: Standing; reason: string } }
}

export type Vault = IDBPDatabase<Store>

/** Days that a device opens without having met the server. */
export const OPEN_DAYS = 7
const DAY_MS = 24 * 3_600_000

const NAME = 'palier-field'
const LAYOUT = 1

export function openVault(): Promise<Vault> {
  return openDB<Store>(NAME, LAYOUT, {
    upgrade(db) {
      db.createObjectStore('devices', { keyPath: 'id' })
      db.createObjectStore('packs', { keyPath: 'device' })
      db.createObjectStore('acts', { keyPath: ['device', 'seq'] })
    },
    // A tab that is left open must not stand in the way of a newer layout.
    blocking: (_current, _next, { target }) => target instanceof IDBDatabase && target.close(),
  })
}

/** The store as it was left, when it can't be brought to its new layout; nothing when there is none. */
export async function vaultAsItWas(): Promise<Vault | undefined> {
  const stores = await indexedDB.databases().catch(() => [])
  return stores.some(({ name }) => name === NAME) ? openDB<Store>(NAME) : undefined
}

/** Keys of devices with a code, in this page's memory alone: gone when it is closed. */
const inMemory = new Map<string, CryptoKey>()

/** As it is to be written down: with a code, without the key. */
function written(device: KnownDevice): KnownDevice {
  return device.code ? { ...device, key: null } : device
}

/** The device as the store has it now. */
export async function deviceOn(vault: Vault, id: string): Promise<KnownDevice | undefined> {
  const device = await vault.get('devices', id)
  return device && { ...device, key: device.key ?? (device.code ? (inMemory.get(id) ?? null) : null) }
}

const isOpen = ({ key, code }: KnownDevice) => key !== null || Boolean(code)

/**
 * The device that opens without a network: left open, and not too long ago. One that stayed too long loses its key here. With a code, it
 * has no key yet.
 */
export async function unlockedDevice(vault: Vault, convention: string, now: number): Promise<KnownDevice | undefined> {
  for (const device of await vault.getAll('devices'))
    if (isOpen(device) && now - device.openedAt > OPEN_DAYS * DAY_MS) await lockDevice(vault, device)
  const open = (await vault.getAll('devices')).filter((device) => device.convention === convention && isOpen(device))
  const [last] = open.sort((a, b) => b.openedAt - a.openedAt)
  return last && deviceOn(vault, last.id)
}

/** What waits stays, and can be read by nobody until its member signs in again. */
export async function lockDevice(vault: Vault, device: KnownDevice): Promise<void> {
  inMemory.delete(device.id)
  const work = vault.transaction(['devices', 'packs'], 'readwrite')
  await work.objectStore('devices').put({ ...device, key: null, code: null })
  await work.objectStore('packs').delete(device.id)
  await work.done
}

/** From now on the device opens with this code alone. @param secret as the server gave it */
export async function setCode(vault: Vault, device: KnownDevice, secret: string, code: string): Promise<KnownDevice> {
  const changed = { ...device, code: await sealWithCode(code, bytesOf(secret)) }
  if (device.key) inMemory.set(device.id, device.key)
  await vault.put('devices', written(changed))
  return changed
}

/** @returns tries that are left; none: the device is locked now, and opens with the network */
export async function openWithCode(vault: Vault, id: string, typed: string): Promise<number | 'open'> {
  // Counted before it is tried: a page that is closed meanwhile gives no try back.
  const work = vault.transaction('devices', 'readwrite', { durability: 'strict' })
  const device = await work.store.get(id)
  if (!device?.code) return 0
  const code = { ...device.code, triesLeft: device.code.triesLeft - 1 }
  await work.store.put({ ...device, code })
  await work.done
  const secret = await secretWithCode(typed, code)
  if (secret) {
    inMemory.set(id, await deviceKey(secret, id))
    await vault.put('devices', { ...device, code: { ...code, triesLeft: MOST_TRIES } })
    return 'open'
  }
  if (code.triesLeft <= 0) await lockDevice(vault, device)
  return Math.max(0, code.triesLeft)
}

/** The person has read what the browser threw away. */
export async function lossIsKnown(vault: Vault, id: string): Promise<void> {
  const work = vault.transaction('devices', 'readwrite')
  const device = await work.store.get(id)
  if (device) await work.store.put({ ...device, lostSince: null })
  await work.done
}

/** Everything of a device whose member may no longer be here. */
export async function forgetDevice(vault: Vault, id: string): Promise<void> {
  inMemory.delete(id)
  const work = vault.transaction(['devices', 'packs', 'acts'], 'readwrite', { durability: 'strict' })
  await work.objectStore('devices').delete(id)
  await work.objectStore('packs').delete(id)
  await work.objectStore('acts').delete(actsOf(id))
  await work.done
}

function actsOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER])
}

/** What waits on a locked device, as it lies there. */
export async function lockedRows(vault: Vault, id: string) {
  return (await vault.getAll('acts', actsOf(id))).filter(({ standing }) => standing === 'waiting')
}

/** Writes down where the acts of a locked device stand now. Another epoch opens again what was kept, as in `settle`. */
export async function settleLocked(vault: Vault, id: string, answer: LockedAnswer): Promise<void> {
  const outcomes = new Map(answer.receipts.map(({ seq, ...receipt }) => [seq, receipt]))
  const work = vault.transaction(['devices', 'acts'], 'readwrite', { durability: 'strict' })
  const device = await work.objectStore('devices').get(id)
  const isRestored = device != null && device.epoch !== null && device.epoch !== answer.epoch
  for (const row of await work.objectStore('acts').getAll(actsOf(id))) {
    const { outcome, reason = '' } = outcomes.get(row.seq) ?? {}
    if (outcome === 'withdrawn' || (row.standing === 'kept' && row.seq <= answer.safeThrough))
      await work.objectStore('acts').delete([id, row.seq])
    else if (outcome === 'stored' || outcome === 'quarantined')
      await work.objectStore('acts').put({ ...row, standing: 'kept', reason: '' })
    else if (outcome === 'set-aside' && !isRestored)
      await work.objectStore('acts').put({ ...row, standing: 'aside', reason })
    else if (isRestored && row.standing === 'kept')
      await work.objectStore('acts').put({ ...row, standing: 'waiting', reason: '' })
  }
  if (device) await work.objectStore('devices').put({ ...device, epoch: answer.epoch })
  await work.done
}

export async function knownDevices(vault: Vault, convention: string): Promise<KnownDevice[]> {
  return (await vault.getAll('devices')).filter((device) => device.convention === convention)
}

export async function unlock(
  vault: Vault,
  given: { device: string; convention: string; secret: string; lastSeq: number; lostSince: string | null },
  pack: unknown,
  now: number,
): Promise<KnownDevice> {
  const key = await deviceKey(bytesOf(given.secret), given.device)
  const known = await vault.get('devices', given.device)
  const device: KnownDevice = {
    id: given.device,
    convention: given.convention,
    key,
    code: known?.code ?? null,
    openedAt: now,
    epoch: known?.epoch ?? null,
    nextSeq: Math.max(known?.nextSeq ?? 1, given.lastSeq + 1),
    clock: known?.clock ?? null,
    lastSeq: given.lastSeq,
    lostSince: given.lostSince ?? known?.lostSince ?? null,
  }
  const sealed = await seal(key, pack)
  const work = vault.transaction(['devices', 'packs'], 'readwrite', { durability: 'strict' })
  // One person at a time has an open store on a shared device.
  for (const other of await work.objectStore('devices').getAll())
    if (other.id !== device.id && isOpen(other))
      await work.objectStore('devices').put({ ...other, key: null, code: null })
  if (device.code) inMemory.set(device.id, key)
  await work.objectStore('devices').put(written(device))
  await work.objectStore('packs').put({ device: device.id, ...sealed })
  await work.done
  return device
}

function seal(key: CryptoKey, content: unknown): Promise<Sealed> {
  return sealBytes(key, new TextEncoder().encode(JSON.stringify(content)))
}

export async function packOn<Pack>(
  vault: Vault,
  device: KnownDevice,
  read: (content: unknown) => Pack,
): Promise<Pack | undefined> {
  const sealed = await vault.get('packs', device.id)
  return sealed && device.key ? read(await unseal(device.key, sealed)) : undefined
}

/** The log as it was written down, every act of it. */
export async function logOn(vault: Vault, device: KnownDevice, read: (content: unknown) => Act): Promise<DeviceLog> {
  const { key } = device
  if (!key) return { ...emptyLog(device.id), sealed: true }
  const rows = await vault.getAll('acts', actsOf(device.id))
  const acts = await Promise.all(rows.map(async (row) => ({ ...row, act: read(await unseal(key, row)) })))
  const of = (standing: Standing) => acts.filter((each) => each.standing === standing)
  return {
    ...emptyLog(device.id),
    epoch: device.epoch,
    nextSeq: Math.max(device.nextSeq, (rows.at(-1)?.seq ?? 0) + 1),
    clock: device.clock,
    waiting: of('waiting').map(({ act }) => act),
    kept: of('kept').map(({ act }) => act),
    aside: of('aside').map(({ act, reason }) => ({ act, reason })),
  }
}

/** Writes an act down with the number that follows it: both are on the device when this ends, or neither. */
export async function writeAct(vault: Vault, device: KnownDevice, log: DeviceLog, act: Act): Promise<void> {
  if (!device.key) throw new RangeError('the device is locked')
  const sealed = await seal(device.key, act)
  const work = vault.transaction(['devices', 'acts'], 'readwrite', { durability: 'strict' })
  await work.objectStore('acts').add({ device: device.id, seq: act.seq, standing: 'waiting', reason: '', ...sealed })
  await work.objectStore('devices').put(written({ ...device, nextSeq: log.nextSeq, clock: log.clock }))
  await work.done
}

/** Writes down what the server answered: where each act stands now; what is forgotten is gone. */
export async function writeStanding(vault: Vault, device: KnownDevice, log: DeviceLog): Promise<void> {
  const standing = new Map<number, { standing: Standing; reason: string }>([
    ...log.waiting.map(({ seq }) => [seq, { standing: 'waiting', reason: '' }] as const),
    ...log.kept.map(({ seq }) => [seq, { standing: 'kept', reason: '' }] as const),
    ...log.aside.map(({ act, reason }) => [act.seq, { standing: 'aside', reason }] as const),
  ])
  const work = vault.transaction(['devices', 'acts'], 'readwrite', { durability: 'strict' })
  const acts = work.objectStore('acts')
  for (const row of await acts.getAll(IDBKeyRange.bound([device.id, 0], [device.id, log.nextSeq - 1]))) {
    const now = standing.get(row.seq)
    if (!now) await acts.delete([device.id, row.seq])
    else if (now.standing !== row.standing) await acts.put({ ...row, ...now })
  }
  const known = await work.objectStore('devices').get(device.id)
  await work
    .objectStore('devices')
    .put(written({ ...(known ?? device), epoch: log.epoch, clock: log.clock, nextSeq: log.nextSeq }))
  await work.done
}
