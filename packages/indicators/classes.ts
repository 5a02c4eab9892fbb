/** Most classes that a reader tells apart on a map. */
export const MOST_CLASSES = 5

export interface Classed {
  readonly code: string
  readonly value: number | null
}

export interface ValueClass {
  /** Least and greatest value in the class, both included. */
  readonly least: number
  readonly greatest: number
  readonly codes: readonly string[]
}

export interface Classes {
  readonly classes: readonly ValueClass[]
  /** Areas without a value: never coloured as if they were low. */
  readonly withheld: readonly string[]
}

type Group = Omit<ValueClass, 'greatest'>

/**
 * Classes as equal in number as equal values allow: the least sum of squared differences from an equal share.
 *
 * @param most number of classes wished, 1 to 5; fewer when there are fewer different values
 * @throws RangeError when `most` is not such an integer or a value is not finite
 */
export function quantileClasses(areas: readonly Classed[], most = MOST_CLASSES): Classes {
  return partition(areas, most, (groups, wanted) => {
    const upTo = runningSums(groups.map(({ codes }) => codes.length))
    const share = (upTo.at(-1) ?? 0) / wanted
    return (first, end) => ((upTo[end] ?? 0) - (upTo[first] ?? 0) - share) ** 2
  })
}

/**
 * Natural breaks: the classes with the least sum of squared distances from their means, exact by dynamic programming.
 *
 * @see Fisher, *On grouping for maximum homogeneity*, 1958; Jenks, *The data model concept in statistical mapping*, 1967
 */
export function naturalClasses(areas: readonly Classed[], most = MOST_CLASSES): Classes {
  return partition(areas, most, (groups) => {
    const origin = groups[Math.floor(groups.length / 2)]?.least ?? 0 // near the values: squares lose no digits
    const counts = runningSums(groups.map(({ codes }) => codes.length))
    const sums = runningSums(groups.map(({ codes, least }) => codes.length * (least - origin)))
    const squares = runningSums(groups.map(({ codes, least }) => codes.length * (least - origin) ** 2))
    const between = (sequence: readonly number[], first: number, end: number) =>
      (sequence[end] ?? 0) - (sequence[first] ?? 0)
    return (first, end) => between(squares, first, end) - between(sums, first, end) ** 2 / between(counts, first, end)
  })
}

type Cost = (first: number, end: number) => number

function partition(
  areas: readonly Classed[],
  most: number,
  costFor: (groups: readonly Group[], wanted: number) => Cost,
): Classes {
  if (!Number.isSafeInteger(most) || most < 1 || most > MOST_CLASSES) {
    throw new RangeError(`expected 1 to ${MOST_CLASSES} classes, got ${most}`)
  }
  const groups = groupsOf(areas)
  const wanted = Math.min(most, groups.length)
  const starts = wanted === 0 ? [] : cheapestStarts(groups.length, wanted, costFor(groups, wanted))
  return {
    classes: starts.map((start, rank) => classOf(groups.slice(start, starts[rank + 1]))),
    withheld: areas.filter(({ value }) => value === null).map(({ code }) => code),
  }
}

/** Areas of equal value together, ascending: what a class never splits. */
function groupsOf(areas: readonly Classed[]): Group[] {
  const codes = new Map<number, string[]>()
  for (const { code, value } of areas) {
    if (value === null) continue
    if (!Number.isFinite(value)) throw new RangeError(`expected a number, got ${value}`)
    codes.set(value, [...(codes.get(value) ?? []), code])
  }
  return [...codes].sort(([a], [b]) => a - b).map(([least, together]) => ({ least, codes: together }))
}

/** First group of each of `wanted` classes, at the least total cost. */
function cheapestStarts(size: number, wanted: number, cost: Cost): number[] {
  let best = Array.from({ length: size + 1 }, (_, end) => (end === 0 ? 0 : Number.POSITIVE_INFINITY))
  const cuts: number[][] = []
  for (let classes = 1; classes <= wanted; classes++) {
    const next = best.map(() => Number.POSITIVE_INFINITY)
    const cut = best.map(() => 0)
    for (let end = classes; end <= size; end++) {
      for (let first = classes - 1; first < end; first++) {
        const total = (best[first] ?? Number.POSITIVE_INFINITY) + cost(first, end)
        if (total >= (next[end] ?? 0)) continue
        next[end] = total
        cut[end] = first
      }
    }
    best = next
    cuts.push(cut)
  }
  const starts: number[] = []
  for (let end = size, classes = wanted; classes > 0; classes--) {
    end = cuts[classes - 1]?.[end] ?? 0
    starts.unshift(end)
  }
  return starts
}

function classOf(groups: readonly Group[]): ValueClass {
  return {
    least: groups[0]?.least ?? 0,
    greatest: groups.at(-1)?.least ?? 0,
    codes: groups.flatMap(({ codes }) => codes),
  }
}

function runningSums(values: readonly number[]): number[] {
  const sums = [0]
  for (const value of values) sums.push((sums.at(-1) ?? 0) + value)
  return sums
}
