/** Who takes a place that became free. Pure. */

export interface Cell {
  feature: string
  value: string
  minimum: number
  maximum: number
}

export interface Person {
  /** Values in the order of the panel's features. */
  values: readonly string[]
  household: string
}

/** Seats missing below the minima, plus seats above the maxima: 0 when every quota is kept. */
export function violationsOf(cells: readonly Cell[], features: readonly string[], people: readonly Person[]): number {
  return cells.reduce((sum, cell) => sum + outside(cell, countIn(cell, features, people)), 0)
}

function countIn({ feature, value }: Cell, features: readonly string[], people: readonly Person[]): number {
  const at = features.indexOf(feature)
  return people.filter(({ values }) => values[at] === value).length
}

function outside({ minimum, maximum }: Cell, count: number): number {
  return Math.max(0, minimum - count) + Math.max(0, count - maximum)
}

/**
 * The first of the reserve, in its order, with whom the sum of quota violations is smallest. Nobody chooses, and the order was fixed by the
 * draw, so that the same situation always names the same person.
 *
 * @param staying those who keep their place
 * @param reserve in the order of the draw, without those already asked
 * @returns place in `reserve`, or undefined when nobody of another household is left
 */
export function substituteFor(
  cells: readonly Cell[],
  features: readonly string[],
  staying: readonly Person[],
  reserve: readonly Person[],
): number | undefined {
  const households = new Set(staying.map(({ household }) => household))
  const change = changeOf(cells, features, staying)
  let best: { at: number; cost: number } | undefined
  for (const [at, person] of reserve.entries()) {
    if (households.has(person.household)) continue
    const cost = person.values.reduce((sum, value, i) => sum + (change.get(`${features[i]} ${value}`) ?? 0), 0)
    if (best === undefined || cost < best.cost) best = { at, cost }
  }
  return best?.at
}

/** What one more person with a value changes to the sum of violations. */
function changeOf(
  cells: readonly Cell[],
  features: readonly string[],
  staying: readonly Person[],
): Map<string, number> {
  return new Map(
    cells.map((cell) => {
      const count = countIn(cell, features, staying)
      return [`${cell.feature} ${cell.value}`, outside(cell, count + 1) - outside(cell, count)]
    }),
  )
}
