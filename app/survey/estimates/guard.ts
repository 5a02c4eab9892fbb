/** What of a set of figures may leave the operator: nothing on fewer than eleven people, nor what leads to such a number by subtraction. */
import { guardCounts } from '#packages/disclosure/one-way.ts'
import { OUTSIDE_OPERATOR } from '#packages/disclosure/thresholds.ts'
import { guardTable } from '#packages/disclosure/two-way.ts'

/** A figure as it is guarded: how many were asked, how many said yes. */
export interface Guarded {
  id: string
  subjectId: string
  value: string
  feature: string | null
  featureValue: string | null
  n: number
  yes: number
}

/**
 * Ids of the figures that may be shown.
 *
 * Of a question, the answers are guarded together with those who gave another one. A breakdown is guarded as a table whose totals are the
 * figures on all: where the totals themselves would have to be hidden for it, or a group is small, the whole breakdown is withheld, so that
 * several breakdowns of one question never have to be guarded against one another. An answer that nobody or everybody gave is hidden too:
 * it would say what each of the group said.
 */
export async function publishable(figures: readonly Guarded[]): Promise<Set<string>> {
  const shown = new Set<string>()
  const subjects = Map.groupBy(figures, ({ subjectId }) => subjectId)
  for (const own of subjects.values()) {
    const overall = own.filter(({ feature }) => feature === null)
    const open = shownOverall(overall)
    for (const { id } of open) shown.add(id)
    const features = new Set(own.flatMap(({ feature }) => feature ?? []))
    for (const feature of features) {
      const part = own.filter((figure) => figure.feature === feature)
      for (const id of await shownByGroup(part, open)) shown.add(id)
    }
  }
  return shown
}

/** Each answer with its complement: several may be given at once, so answers do not add up to those asked. */
function shownOverall(overall: readonly Guarded[]): Guarded[] {
  return overall.filter(({ n, yes }) => {
    const { counts } = guardCounts([yes, n - yes], OUTSIDE_OPERATOR, { totalIsPublic: true, sensitive: true })
    return n >= OUTSIDE_OPERATOR && counts.every((count) => count !== null)
  })
}

async function shownByGroup(part: readonly Guarded[], open: readonly Guarded[]): Promise<string[]> {
  const ids: string[] = []
  for (const { value } of open) {
    const cells = part.filter((figure) => figure.value === value)
    if (cells.length < 2 || cells.some(({ n }) => n < OUTSIDE_OPERATOR)) continue
    const {
      cells: shown,
      rowTotals,
      columnTotals,
    } = await guardTable(
      cells.map(({ yes, n }) => [yes, n - yes]),
      OUTSIDE_OPERATOR,
      { totalIsPublic: true, sensitive: true },
    )
    if ([...rowTotals, ...columnTotals].includes(null)) continue
    cells.forEach((cell, at) => {
      if (shown[at]?.every((count) => count !== null)) ids.push(cell.id)
    })
  }
  return ids
}
