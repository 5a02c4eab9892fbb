import type { Json } from '#packages/fair-panel/canonical-json.ts'
import { type Act, fingerprint } from './act.ts'
import type { Answer, Offer, Outcome, Receipt } from './device-log.ts'
import { type Circumstances, judge } from './judge.ts'

/** A server as small as it can be, that does with its tables what `judge` says: what a real one is compared with. */
export class ModelServer {
  epoch = 'epoch 1'
  readonly stored = new Map<string, { act: Act; content: Json }>()
  /** Ids in the order in which rows were written. */
  readonly inserted: string[] = []
  readonly quarantine: { act: Act; reason: string }[] = []
  readonly destroyed: string[] = []
  readonly #held = new Map<string, { fingerprint: string; outcome: Outcome }>()
  readonly #numbers = new Map<string, string>()
  /** By device, the last number up to which the back-up holds all. */
  #safe = new Map<string, number>()

  receive({ device, acts }: Offer, circumstances: Partial<Circumstances> = {}): Answer {
    const receipts = acts.map((act): Receipt => ({ id: act.id, ...this.#take(act, { ...USUAL, ...circumstances }) }))
    return { epoch: this.epoch, receipts, safeThrough: this.#safe.get(device) ?? 0 }
  }

  #take(act: Act, circumstances: Circumstances): Outcome {
    const number = `${act.device} ${act.seq}`
    const sameId = this.#held.get(act.id)
    const holder = this.#numbers.get(number)
    const verdict = judge(act, { sameId, sameSeq: holder === undefined ? undefined : { id: holder } }, circumstances)
    const { outcome } = verdict
    if (verdict.again || outcome.outcome === 'later') return outcome
    if (outcome.outcome === 'quarantined') this.quarantine.push({ act, reason: outcome.reason })
    if (outcome.outcome === 'withdrawn') {
      this.destroyed.push(act.id)
      this.stored.delete(act.id)
    }
    if (verdict.content !== undefined) {
      this.inserted.push(act.id)
      this.stored.set(act.id, { act, content: verdict.content })
    }
    if (outcome.outcome !== 'set-aside' && (sameId === undefined || outcome.outcome === 'withdrawn')) {
      this.#held.set(act.id, { fingerprint: fingerprint(act), outcome })
      if (holder === undefined) this.#numbers.set(number, act.id)
    }
    return outcome
  }

  /** Keeps what there is, and forgets the back-up before; what it gives restores it. */
  backup(): () => void {
    const stored = new Map(this.stored)
    const held = new Map(this.#held)
    const numbers = new Map(this.#numbers)
    this.#safe = heldThrough(numbers.keys())
    return () => {
      this.epoch = `${this.epoch}, restored`
      refill(this.stored, stored)
      refill(this.#held, held)
      refill(this.#numbers, numbers)
    }
  }
}

export const USUAL: Circumstances = {
  barred: null,
  withdrawn: false,
  oldestSchema: 1,
  newestSchema: 1,
  upgrades: new Map(),
  refusal: () => null,
}

function refill<Key, Value>(map: Map<Key, Value>, from: ReadonlyMap<Key, Value>): void {
  map.clear()
  for (const [key, value] of from) map.set(key, value)
}

/** By device, the last number up to which all are held. */
function heldThrough(numbers: Iterable<string>): Map<string, number> {
  const held = [...numbers]
    .map((number) => number.split(' '))
    .map(([device = '', seq]) => ({ device, seq: Number(seq) }))
  return new Map(
    [...Map.groupBy(held, ({ device }) => device)].map(([device, acts]) => {
      const seqs = new Set(acts.map(({ seq }) => seq))
      let through = 0
      while (seqs.has(through + 1)) through++
      return [device, through]
    }),
  )
}
