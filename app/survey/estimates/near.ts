/** Whether figures moved since they were published by too few people: subtracting one from the other would tell of them. Pure. */
import { differenceOf } from '#packages/disclosure/queries.ts'
import { OUTSIDE_OPERATOR } from '#packages/disclosure/thresholds.ts'
import type { Earlier, Guarded } from './guard.ts'

/**
 * Looks at the figures that both publications show, at the rest of those asked, and at the people of no group: all that can be worked out in
 * the one and in the other. Nothing moved at all is far enough.
 *
 * @param open figures on all, of answers that add up, or one alone
 * @param groups of one breakdown, each in the order of `open`; none: the figures on all only
 */
export function isNear(
  { figures, shown }: Earlier,
  open: readonly Guarded[],
  groups: readonly (readonly Guarded[])[],
): boolean {
  const before = new Map(figures.map((figure) => [keyOf(figure), figure]))
  const thenOf = (now: readonly Guarded[]) => now.flatMap((figure) => before.get(keyOf(figure)) ?? [])
  const common = open.filter((figure) => thenOf([figure]).some(({ id }) => shown.has(id)))
  if (common.length === 0) return false
  const values = new Set(common.map(({ value }) => value))
  const rows = groups
    .map((group) => group.filter(({ value }) => values.has(value)))
    .filter((group) => thenOf(group).length === common.length && thenOf(group).some(({ id }) => shown.has(id)))
  const then = cellsOf(thenOf(common), rows.map(thenOf))
  return cellsOf(common, rows).some((cell, at) => {
    const moved = movedBetween(cell, then[at] ?? cell)
    return moved > 0 && moved < OUTSIDE_OPERATOR
  })
}

function keyOf({ subjectId, value, feature, featureValue }: Guarded): string {
  return JSON.stringify([subjectId, value, feature, featureValue])
}

/** Some people: those still known, and how many they were before any took the interview back; null where they were never kept. */
interface Cell {
  people: ReadonlySet<string> | null
  count: number
}

/** Each answer and the rest of those asked, in each group and in what is left of them. */
function cellsOf(overall: readonly Guarded[], groups: readonly (readonly Guarded[])[]): Cell[] {
  const lines = groups.map(lineOf)
  const left = lineOf(overall).map((cell, column) =>
    without(
      cell,
      lines.flatMap((line) => line[column] ?? []),
    ),
  )
  return [...lines.flat(), ...left]
}

function lineOf(figures: readonly Guarded[]): Cell[] {
  const said = figures.map((figure) => ({ people: figure.said && new Set(figure.said), count: figure.yes }))
  return figures
    .slice(0, 1)
    .flatMap(({ asked, n }) => [...said, without({ people: asked && new Set(asked), count: n }, said)])
}

function without({ people, count }: Cell, parts: readonly Cell[]): Cell {
  const gone = parts.map((part) => part.people)
  return {
    people: people && new Set([...people].filter((id) => !gone.some((part) => part?.has(id)))),
    count: count - parts.reduce((sum, part) => sum + part.count, 0),
  }
}

/** In one and not in the other; someone who took the interview back is in none but the one it was reckoned with. */
function movedBetween(one: Cell, other: Cell): number {
  if (!one.people || !other.people) return Math.abs(one.count - other.count)
  return differenceOf(one.people, other.people) + forgottenIn(one) + forgottenIn(other)
}

function forgottenIn({ people, count }: Cell): number {
  return Math.max(0, count - (people?.size ?? 0))
}
