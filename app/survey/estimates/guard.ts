/** What of a set of figures may leave the operator: nothing on fewer than eleven people, nor what leads to such a number by subtraction. */
import { guardCounts } from '#packages/disclosure/one-way.ts'
import { OUTSIDE_OPERATOR } from '#packages/disclosure/thresholds.ts'
import { guardTable } from '#packages/disclosure/two-way.ts'
import { isNear } from './near.ts'

/** A figure as it is guarded: who was asked, who of them said yes. */
export interface Guarded {
  id: string
  subject: 'answer' | 'code'
  subjectId: string
  value: string
  feature: string | null
  featureValue: string | null
  /** Nobody gave more than one answer to the question: answers add up to those asked. */
  onlyOne: boolean
  n: number
  yes: number
  /** Interviews; null in figures of before they were kept. */
  asked: readonly string[] | null
  said: readonly string[] | null
}

/** A set that was published before, and the ids of its figures that were shown. */
export interface Earlier {
  figures: readonly Guarded[]
  shown: ReadonlySet<string>
}

export interface Publishable {
  /** Ids of the figures that may be shown. */
  shown: Set<string>
  /** How many more could be, had nothing been published before. */
  near: number
}

const GUARD = { totalIsPublic: true, sensitive: true }

/**
 * The figures that may be shown.
 *
 * Answers of which each person gave one are guarded as one list with the rest, others each with its complement. A breakdown is guarded as a
 * table whose totals are the figures on all: where the totals themselves would have to be hidden for it, or a group is small, the whole
 * breakdown is withheld, so that several breakdowns of one question never have to be guarded against one another. An answer that nobody or
 * everybody gave is hidden too: it would say what each of the group said. Of two codes, one of which only people spoke of who spoke of the
 * other too, both are shown only where those who spoke of the other alone are enough. What moved by too few people since it was published is
 * withheld, with all that it could be worked out from.
 */
export async function publishable(figures: readonly Guarded[], earlier: readonly Earlier[] = []): Promise<Publishable> {
  const near = new Set<string>()
  /** The cells, unless they moved too little. */
  const farEnough = (cells: Guarded[], open: readonly Guarded[], groups: Guarded[][]) => {
    if (!earlier.some((one) => isNear(one, open, groups))) return cells
    for (const { id } of cells) near.add(id)
    return []
  }
  const overall = blocksOf(figures.filter(({ feature }) => feature === null)).map((block) => {
    const open = shownOverall(block)
    return farEnough(open, open, [])
  })
  const kept = await compatible(
    overall.filter((open) => open.length > 0),
    (open) => open,
    (inner, outer) => outer.yes - inner.yes < OUTSIDE_OPERATOR,
  )
  const shown = new Set(kept.flat().map(({ id }) => id))
  for (const feature of new Set(figures.flatMap((figure) => figure.feature ?? []))) {
    const part = figures.filter((figure) => figure.feature === feature)
    const blocks: Broken[] = []
    for (const open of kept) {
      const groups = groupsOf(open, part)
      const cells = await shownByGroup(open, groups)
      const visible = groups.filter((group) => group.some((cell) => cells.includes(cell)))
      blocks.push({ open, groups, cells: farEnough(cells, open, visible) })
    }
    const side = await compatible(
      blocks.filter(({ cells }) => cells.length > 0),
      ({ open }) => open,
      (inner, outer) => leadsToFew(inner, outer, part),
    )
    for (const { id } of side.flatMap(({ cells }) => cells)) shown.add(id)
  }
  return { shown, near: near.size }
}

/** Figures on all, those of their breakdown group by group, and the cells of it that may be shown. */
interface Broken {
  open: Guarded[]
  groups: Guarded[][]
  cells: Guarded[]
}

/** Answers that add up to those asked are guarded together. */
function blocksOf(overall: readonly Guarded[]): Guarded[][] {
  const keyOf = ({ onlyOne, subjectId, value }: Guarded) => (onlyOne ? subjectId : `${subjectId} ${value}`)
  return [...Map.groupBy(overall, keyOf).values()]
}

function shownOverall(block: readonly Guarded[]): Guarded[] {
  const { counts } = guardCounts(withRest(block), OUTSIDE_OPERATOR, GUARD)
  return block.filter(({ n }, at) => n >= OUTSIDE_OPERATOR && counts[at] !== null)
}

/** How many gave each answer, and how many none of them; nobody is left where the guide offers no other answer. */
function withRest(figures: readonly Guarded[]): number[] {
  const said = figures.map(({ yes }) => yes)
  const rest = (figures[0]?.n ?? 0) - said.reduce((sum, yes) => sum + yes, 0)
  return figures.length > 1 && rest === 0 ? said : [...said, rest]
}

/** Each group's figures in the order of those on all. */
function groupsOf(open: readonly Guarded[], part: readonly Guarded[]): Guarded[][] {
  const own = part.filter(({ subjectId }) => subjectId === open[0]?.subjectId)
  return [...Map.groupBy(own, ({ featureValue }) => featureValue).values()]
    .map((group) => open.flatMap(({ value }) => group.find((figure) => figure.value === value) ?? []))
    .filter((group) => group.length === open.length)
}

async function shownByGroup(open: readonly Guarded[], groups: readonly Guarded[][]): Promise<Guarded[]> {
  if (groups.length < 2 || groups.some(([first]) => (first?.n ?? 0) < OUTSIDE_OPERATOR)) return []
  const whole = withRest(open)
  const rows = groups.map((group) => {
    const row = withRest(group)
    return whole.length > row.length ? [...row, 0] : row
  })
  const { cells, rowTotals, columnTotals } = await guardTable(withLeft(rows, whole), OUTSIDE_OPERATOR, GUARD)
  if ([...rowTotals, ...columnTotals].includes(null)) return []
  return groups.flatMap((group, row) => group.filter((_, column) => (cells[row]?.[column] ?? null) !== null))
}

/** With those of no group as a row of their own: whoever has the groups and the whole has them too. */
function withLeft(rows: readonly number[][], whole: readonly number[]): number[][] {
  const left = whole.map((count, column) => count - rows.reduce((sum, row) => sum + (row[column] ?? 0), 0))
  return left.some((count) => count > 0) ? [...rows, left] : [...rows]
}

/** Whether two breakdowns, one within the other, lead to a number that neither shows. */
async function leadsToFew(inner: Guarded, outer: Guarded, part: readonly Guarded[]): Promise<boolean> {
  const line = (one: Guarded, other: Guarded) => [one.yes, other.yes - one.yes, other.n - other.yes]
  const rows = part
    .filter(({ subjectId }) => subjectId === inner.subjectId)
    .flatMap((one) => {
      const same = part.find((it) => it.subjectId === outer.subjectId && it.featureValue === one.featureValue)
      return same ? [line(one, same)] : []
    })
  const { cells } = await guardTable(withLeft(rows, line(inner, outer)), OUTSIDE_OPERATOR, GUARD)
  return cells.flat().includes(null)
}

/** As many as can stand side by side: codes in the way of fewest others first. Who spoke of which is told by the people, not by today's codebook. */
async function compatible<Item>(
  items: readonly Item[],
  figuresOf: (item: Item) => readonly Guarded[],
  isInTheWay: (inner: Guarded, outer: Guarded) => boolean | Promise<boolean>,
): Promise<Item[]> {
  const against = new Map<Item, Set<Item>>(items.map((item) => [item, new Set()]))
  for (const item of items)
    for (const other of items) {
      const [inner, outer] = [figuresOf(item)[0], figuresOf(other)[0]]
      if (item === other || !inner || !outer || !isWithin(inner, outer)) continue
      if (!(await isInTheWay(inner, outer))) continue
      against.get(item)?.add(other)
      against.get(other)?.add(item)
    }
  const kept = new Set<Item>()
  const sizeOf = (item: Item) => against.get(item)?.size ?? 0
  for (const item of [...items].sort((one, other) => sizeOf(one) - sizeOf(other)))
    if (![...(against.get(item) ?? [])].some((other) => kept.has(other))) kept.add(item)
  return items.filter((item) => kept.has(item))
}

function isWithin(inner: Guarded, outer: Guarded): boolean {
  if (inner.subject !== 'code' || outer.subject !== 'code') return false
  const people = new Set(outer.said)
  return (inner.said ?? []).every((id) => people.has(id))
}
