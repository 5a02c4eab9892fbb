/** How small a count of persons this reader may see. */
import type { Actor } from '#app/platform/database.server.ts'
import { INSIDE_OPERATOR, OUTSIDE_OPERATOR } from '#packages/disclosure/thresholds.ts'

const OPERATOR = ['operator-lead', 'operator-animator']

export function thresholdFor(actor: Actor): number {
  return actor.roles.some((role) => OPERATOR.includes(role)) ? INSIDE_OPERATOR : OUTSIDE_OPERATOR
}
