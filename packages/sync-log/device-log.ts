import type { Json } from '#packages/fair-panel/canonical-json.ts'
import type { Act } from './act.ts'
import { hear, type Stamp, tick } from './hybrid-clock.ts'
import type { DeviceInstant } from './instants.ts'

/** What one person did on one device, and how far it has gone. Two people who share a phone have two of these. */
export interface DeviceLog {
  readonly device: string
  /** The server's epoch when last met; another one means that the server was restored. */
  readonly epoch: string | null
  readonly nextSeq: number
  readonly clock: Stamp | null
  /** Not yet on the server, in order. */
  readonly waiting: readonly Act[]
  /** On the server, and younger than the oldest back-up that it may be restored from. */
  readonly kept: readonly Act[]
  /** Refused by the server for what they are: nothing is tried again until somebody asks. */
  readonly aside: readonly { readonly act: Act; readonly reason: string }[]
  /** Signed out: what waits stays, locked. */
  readonly sealed: boolean
}

export interface Draft {
  readonly id: string
  readonly schema: number
  readonly kind: string
  readonly subject: string
  readonly content: Json
}

/** A log that nothing was written to yet. */
export function emptyLog(device: string): DeviceLog {
  return { device, epoch: null, nextSeq: 1, clock: null, waiting: [], kept: [], aside: [], sealed: false }
}

/**
 * Writes an act down. The same id again is the same act: a button pressed five times does one thing.
 *
 * @throws RangeError when the log is sealed
 */
export function append(log: DeviceLog, draft: Draft, made: DeviceInstant): { log: DeviceLog; act: Act } {
  const known = allActs(log).find(({ id }) => id === draft.id)
  if (known) return { log, act: known }
  if (log.sealed) throw new RangeError('the log is sealed: sign in to write')
  const stamp = tick(log.clock, made.wallMs, log.device)
  const act = { ...draft, device: log.device, seq: log.nextSeq, stamp, made }
  return { log: { ...log, nextSeq: log.nextSeq + 1, clock: stamp, waiting: [...log.waiting, act] }, act }
}

/** Everything that the device still holds, in order: for the export file that is the last resort. */
export function allActs(log: DeviceLog): Act[] {
  return inOrder([...log.kept, ...log.waiting, ...log.aside.map(({ act }) => act)])
}

export interface Offer {
  readonly device: string
  readonly epoch: string | null
  readonly acts: readonly Act[]
}

/** The next acts to send, oldest first; none while the log is sealed. */
export function offer(log: DeviceLog, limit = 100): Offer {
  return { device: log.device, epoch: log.epoch, acts: log.sealed ? [] : log.waiting.slice(0, limit) }
}

/** What the server did with an act. */
export type Receipt = { readonly id: string } & Outcome

export type Outcome =
  | { readonly outcome: 'stored' }
  | { readonly outcome: 'quarantined'; readonly reason: string } // on the server, until the lead decides
  | { readonly outcome: 'withdrawn' } // consent was taken back: destroy it here too
  | { readonly outcome: 'set-aside'; readonly reason: string } // refused for what it is
  | { readonly outcome: 'later'; readonly reason: string } // not now: offer again

export interface Answer {
  readonly epoch: string
  readonly receipts: readonly Receipt[]
  /** Last act that every back-up holds which the server may be restored from: up to it the device may forget. */
  readonly safeThrough: number
  /** Subjects whose consent was taken back: what the device still keeps of them is destroyed. */
  readonly withdrawn?: readonly string[]
  /** The latest stamp that the server has seen from others, to be ahead of. */
  readonly heard?: Stamp
}

/**
 * What the log is after the server answered. Acts that the answer does not name stay waiting, also those written while it
 * was under way. Another epoch than the known one reopens everything that was kept; what the restored server set aside waits
 * too, as it may rest on acts that it has yet to be given back.
 */
export function settle(log: DeviceLog, answer: Answer, wallMs: number): DeviceLog {
  const restored = log.epoch !== null && log.epoch !== answer.epoch
  const open = restored ? inOrder([...log.kept, ...log.waiting]) : log.waiting
  const receipts = new Map(answer.receipts.map((receipt) => [receipt.id, receipt]))
  const outcomeOf = (act: Act) => receipts.get(act.id)?.outcome
  const isAside = (act: Act) => outcomeOf(act) === 'set-aside' && !restored
  const arrived = open.filter((act) => outcomeOf(act) === 'stored' || outcomeOf(act) === 'quarantined')
  const kept = inOrder([...(restored ? [] : log.kept), ...arrived])
  return {
    ...log,
    epoch: answer.epoch,
    clock: answer.heard ? hear(log.clock, answer.heard, wallMs, log.device) : log.clock,
    waiting: open.filter((act) => [undefined, 'later', 'set-aside'].includes(outcomeOf(act)) && !isAside(act)),
    kept: kept.filter(({ seq, subject }) => seq > answer.safeThrough && !answer.withdrawn?.includes(subject)),
    aside: [
      ...log.aside.filter(({ act }) => !answer.withdrawn?.includes(act.subject)),
      ...open.flatMap((act) => {
        const receipt = receipts.get(act.id)
        return receipt?.outcome === 'set-aside' && isAside(act) ? [{ act, reason: receipt.reason }] : []
      }),
    ],
  }
}

export interface Standing {
  readonly waiting: number
  readonly arrived: number
  readonly aside: number
  /** When the oldest waiting act was made, by the device's clock. */
  readonly waitingSinceMs: number | null
}

/** What the counter on the screen says. */
export function standing(log: DeviceLog): Standing {
  return {
    waiting: log.waiting.length,
    arrived: log.kept.length,
    aside: log.aside.length,
    waitingSinceMs: log.waiting[0]?.made.wallMs ?? null,
  }
}

function inOrder(acts: readonly Act[]): Act[] {
  return acts.toSorted((a, b) => a.seq - b.seq)
}
