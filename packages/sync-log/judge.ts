import type { Json } from '#packages/fair-panel/canonical-json.ts'
import { type Act, fingerprint, type Upgrades, upgraded } from './act.ts'
import type { Outcome } from './device-log.ts'

/** What the server already holds under an act's id and under its number. */
export interface Held {
  readonly sameId?: { readonly fingerprint: string; readonly outcome: Outcome }
  readonly sameSeq?: { readonly id: string }
}

/** Where the sender and the thing stand when the act arrives. */
export interface Circumstances {
  /** Why the sender may no longer write, if so: revoked, role changed, convention closed. */
  readonly barred: string | null
  /** Consent to the subject was taken back. */
  readonly withdrawn: boolean
  readonly oldestSchema: number
  readonly newestSchema: number
  readonly upgrades: Upgrades
  /** Why the content cannot be taken, if so. */
  readonly refusal: (content: Json, act: Act) => string | null
}

/** What to do with an act. `content` is what to store where it was `stored`, in the newest schema. */
export interface Verdict {
  readonly outcome: Outcome
  /** The server holds it already: store nothing, answer the same. */
  readonly again: boolean
  readonly content?: Json
}

/**
 * Decides on one act that arrives, looking at nothing but what is given: the same question has the same answer, however
 * often an act is sent. Whatever cannot be taken is kept somewhere: quarantined on the server, or set aside with its reason.
 */
export function judge(act: Act, held: Held, circumstances: Circumstances): Verdict {
  const { barred, withdrawn, oldestSchema, newestSchema, upgrades, refusal } = circumstances
  if (withdrawn) return { outcome: { outcome: 'withdrawn' }, again: held.sameId?.outcome.outcome === 'withdrawn' }
  if (held.sameId?.fingerprint === fingerprint(act)) return { outcome: held.sameId.outcome, again: true }
  if (held.sameId) return fresh({ outcome: 'quarantined', reason: 'id-used' })
  // Two phones with one name: one was set up from a copy of the other.
  if (held.sameSeq) return fresh({ outcome: 'quarantined', reason: 'number-used' })
  if (barred !== null) return fresh({ outcome: 'quarantined', reason: barred })
  if (act.schema > newestSchema) return fresh({ outcome: 'later', reason: 'server-older' })
  if (act.schema < oldestSchema) return fresh({ outcome: 'set-aside', reason: 'schema-too-old' })
  const content = upgraded(act, upgrades, newestSchema)
  const reason = refusal(content, act)
  if (reason !== null) return fresh({ outcome: 'set-aside', reason })
  return { outcome: { outcome: 'stored' }, again: false, content }
}

function fresh(outcome: Outcome): Verdict {
  return { outcome, again: false }
}
