/** Quotas as a form sends them: `min.sex.F`, `max.sex.F`; and the changes that one press applies. */
import { z } from 'zod'
import { fieldOf, type Quota } from './quotas.ts'

const Seats = z.coerce.number().int().min(0).max(2000)

/** The quotas with what was typed in place of their bounds; what cannot be read as a number keeps its bound. */
export function withTyped(quotas: readonly Quota[], sent: URLSearchParams | FormData): Quota[] {
  return quotas.map((quota) => ({
    ...quota,
    minimum: seats(sent.get(fieldOf('min', quota)), quota.minimum),
    maximum: seats(sent.get(fieldOf('max', quota)), quota.maximum),
  }))
}

function seats(text: unknown, otherwise: number): number {
  return typeof text === 'string' && text.trim() !== '' ? Seats.catch(otherwise).parse(text) : otherwise
}

const Changes = z.array(z.object({ feature: z.string(), value: z.string(), minimum: z.number(), maximum: z.number() }))
export type Change = z.infer<typeof Changes>[number]

/** One relaxation as the value of a button, and back. */
export function changesFrom(text: string): Change[] {
  try {
    return Changes.catch([]).parse(JSON.parse(text))
  } catch {
    return []
  }
}

export function withChanges(quotas: readonly Quota[], changes: readonly Change[]): Quota[] {
  return quotas.map((quota) => {
    const change = changes.find(({ feature, value }) => feature === quota.feature && value === quota.value)
    return change ? { ...quota, minimum: change.minimum, maximum: change.maximum } : quota
  })
}
