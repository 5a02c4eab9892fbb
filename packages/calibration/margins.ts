import { CalibrationError } from './calibration-error.ts'

/** A count of the register by category: each unit's category, and how many the register counts in each. */
export interface CategoryMargin {
  readonly name: string
  readonly values: readonly string[]
  readonly totals: Readonly<Record<string, number>>
}

/** A sum of the register: each unit's amount (1 for everybody counts heads), and the register's total. */
export interface AmountMargin {
  readonly name: string
  readonly values: ArrayLike<number>
  readonly total: number
}

export type Margin = CategoryMargin | AmountMargin

/** One number to meet: a category of a margin, or an amount. */
export interface Column {
  readonly margin: string
  readonly category?: string
}

/**
 * Margins as columns of numbers: of each category margin a unit has one column, kept as its number (`cells`, unit by
 * unit), so that a hundred thousand units by forty margins are four million small integers.
 */
export interface Layout {
  readonly units: number
  readonly columns: readonly Column[]
  readonly totals: Float64Array
  readonly cells: Int32Array
  readonly cellsPerUnit: number
  readonly amounts: Float64Array
  readonly amountsPerUnit: number
  /** Column of the first amount. */
  readonly firstAmount: number
}

/** Two counts of one population may differ by this share: registers round. */
const TOTALS_AGREE = 1e-6

/**
 * Lays margins out, and refuses those that say two things.
 *
 * @param units number of units, the length of every `values`
 * @throws CalibrationError `bad-value`, `duplicate-margin`, `unknown-category`, `totals-disagree`
 */
export function layOut(margins: readonly Margin[], units: number): Layout {
  const [first, ...others] = margins.filter((margin) => 'totals' in margin)
  const amounts = margins.filter((margin) => 'total' in margin)
  refuseBadMargins(margins, units)
  const categories = first === undefined ? [] : [first, ...others.map((margin) => agreeing(margin, first))]
  const cells = new Int32Array(units * categories.length)
  const columns: Column[] = []
  const totals: number[] = []
  categories.forEach((margin, place) => {
    const first = columns.length
    const names = Object.keys(margin.totals)
    const columnOf = new Map(names.map((name, index) => [name, first + index]))
    for (const category of names) {
      columns.push({ margin: margin.name, category })
      totals.push(margin.totals[category] ?? 0)
    }
    for (let unit = 0; unit < units; unit++) {
      const category = margin.values[unit] ?? ''
      const column = columnOf.get(category)
      if (column === undefined) throw unknownCategory(margin.name, category, unit)
      cells[unit * categories.length + place] = column
    }
  })
  const firstAmount = columns.length
  const values = new Float64Array(units * amounts.length)
  amounts.forEach((margin, place) => {
    columns.push({ margin: margin.name })
    totals.push(margin.total)
    for (let unit = 0; unit < units; unit++) values[unit * amounts.length + place] = margin.values[unit] ?? 0
  })
  return {
    units,
    columns,
    totals: Float64Array.from(totals),
    cells,
    cellsPerUnit: categories.length,
    amounts: values,
    amountsPerUnit: amounts.length,
    firstAmount,
  }
}

function refuseBadMargins(margins: readonly Margin[], units: number): void {
  const seen = new Set<string>()
  for (const margin of margins) {
    const { name } = margin
    if (seen.has(name))
      throw new CalibrationError('duplicate-margin', { margin: name }, `two margins are called ${name}`)
    seen.add(name)
    if (margin.values.length !== units) {
      const details = { margin: name, expected: units, got: margin.values.length }
      throw new CalibrationError('bad-value', details, `${name} has ${margin.values.length} values for ${units} units`)
    }
    if ('total' in margin) {
      for (let unit = 0; unit < units; unit++) requireNumber(name, margin.values[unit], unit)
      requireNumber(name, margin.total)
    } else for (const total of Object.values(margin.totals)) requireCount(name, total)
  }
}

function requireNumber(margin: string, value: number | undefined, unit?: number): void {
  if (value !== undefined && Number.isFinite(value)) return
  throw new CalibrationError('bad-value', { margin, value, unit }, `${margin} holds ${value}, which is not a number`)
}

function requireCount(margin: string, total: number): void {
  if (Number.isFinite(total) && total >= 0) return
  throw new CalibrationError('bad-value', { margin, value: total }, `a total of ${margin} is ${total}, not 0 or more`)
}

function unknownCategory(margin: string, category: string, unit: number): CalibrationError {
  return new CalibrationError(
    'unknown-category',
    { margin, category, unit },
    `unit ${unit} has the category « ${category} » of ${margin}, which the register does not count`,
  )
}

/** The margin counting exactly what the first counts: registers round, and the last digits would never be met. */
function agreeing(margin: CategoryMargin, first: CategoryMargin): CategoryMargin {
  const population = populationOf(first)
  const counted = populationOf(margin)
  if (Math.abs(counted - population) <= TOTALS_AGREE * Math.max(population, counted))
    return scaledTo(margin, population)
  throw new CalibrationError(
    'totals-disagree',
    { margins: [first.name, margin.name], populations: [population, counted] },
    `${first.name} counts ${population} and ${margin.name} ${counted}: scale one to the other, and say so`,
  )
}

/** How many the margin counts in all. */
function populationOf(margin: CategoryMargin): number {
  return Object.values(margin.totals).reduce((sum, total) => sum + total, 0)
}

/** The margin scaled to count `population`, for registers of slightly different dates; categories keep their shares. */
export function scaledTo(margin: CategoryMargin, population: number): CategoryMargin {
  const by = population / populationOf(margin)
  return { ...margin, totals: Object.fromEntries(Object.entries(margin.totals).map(([name, n]) => [name, n * by])) }
}
