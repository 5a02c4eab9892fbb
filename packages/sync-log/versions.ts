import { compareStamps, type Stamp } from './hybrid-clock.ts'

/** One wording of an answer or a note. */
export interface Version<Value> {
  /** Id of the act that wrote it. */
  readonly id: string
  /** What it answers: interview and question. */
  readonly field: string
  /** The versions that its author saw and replaced. */
  readonly basedOn: readonly string[]
  readonly value: Value
  readonly author: string
  readonly stamp: Stamp
  /** Version of the guide that the question was asked from. */
  readonly guide: number
}

/**
 * The versions of each field that nobody has replaced: one where all went well, several where people wrote without seeing each
 * other. No clock decides between them: all are shown until somebody chooses.
 *
 * @returns by field, in the order of their stamps; the same whatever the order and the repetitions of what is given
 * @see Parker et al., *Detection of mutual inconsistency in distributed systems*, IEEE TSE 9 (1983); kept versions as in
 *   Amazon's Dynamo (SOSP 2007, section 4.4), without its last-writer-wins
 */
export function currentVersions<Value>(versions: Iterable<Version<Value>>): Map<string, Version<Value>[]> {
  const byField = Map.groupBy(
    new Map([...versions].map((version) => [version.id, version])).values(),
    ({ field }) => field,
  )
  return new Map(
    [...byField].map(([field, all]) => {
      const replaced = new Set(all.flatMap(({ id, basedOn }) => basedOn.filter((earlier) => earlier !== id)))
      const current = all.filter(({ id }) => !replaced.has(id))
      // Versions that replace each other in a ring come from no honest device: show them all.
      return [field, (current.length > 0 ? current : all).toSorted(byStamp)]
    }),
  )
}

/** A wording that replaces all current ones: who chose, and between which, stays readable in `basedOn`. */
export function choose<Value>(
  current: readonly Version<Value>[],
  choice: Omit<Version<Value>, 'basedOn' | 'field'>,
): Version<Value> {
  const [first] = current
  if (first === undefined) throw new RangeError('there is nothing to choose between')
  return { ...choice, field: first.field, basedOn: current.map(({ id }) => id) }
}

function byStamp(a: Version<unknown>, b: Version<unknown>): number {
  return compareStamps(a.stamp, b.stamp) || (a.id < b.id ? -1 : 1)
}
