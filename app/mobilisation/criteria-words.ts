import { formatDate } from '#app/ui/format.ts'
import { m } from '#messages'
import type { Criteria } from './criteria.ts'

/** The criteria that leave somebody out, each in a few words. */
export function criteriaWords(criteria: Criteria): string[] {
  const { stairwayCodes, ageFrom, ageTo, sizeFrom, sizeTo, enteredFrom, enteredTo } = criteria
  const day = (iso: string | null) => iso && formatDate(iso)
  return [
    stairwayCodes.length > 0 && m.mobilisation_only_stairways({ codes: stairwayCodes.join(', ') }),
    between([ageFrom, ageTo], m.mobilisation_only_age),
    between([sizeFrom, sizeTo], m.mobilisation_only_size),
    between([day(enteredFrom), day(enteredTo)], m.mobilisation_only_entered),
  ].filter((words) => typeof words === 'string')
}

type Bound = number | string | null

function between([from = null, to = null]: Bound[], words: (bounds: { from: string; to: string }) => string) {
  if (from === null && to === null) return null
  return words({ from: from === null ? '…' : String(from), to: to === null ? '…' : String(to) })
}
