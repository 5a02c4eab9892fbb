/** `catchment` is the surroundings of a residence: no file has rows for it. */
export const AREA_KINDS = [
  'iris',
  'qpv',
  'commune',
  'intercommunality',
  'department',
  'region',
  'metropole',
  'catchment',
] as const
export type AreaKind = (typeof AREA_KINDS)[number]

export interface Area {
  readonly kind: AreaKind
  /** Producer's code as text: leading zeros count. */
  readonly code: string
  readonly name?: string
  /** Codes or names of the communes that a priority neighbourhood lies in, where known. */
  readonly communes?: readonly string[]
}

export type Dataset =
  | 'census-population'
  | 'census-activity'
  | 'census-families'
  | 'census-households'
  | 'census-housing'
  | 'census-education'
  | 'filosofi-disposable'
  | 'qpv-demography'
  | 'qpv-income'
  | 'qpv-employment'
  | 'caf'
  | 'rpls'

/** Why the producer gives no number: not significant, not available, secret, no object, or just an empty cell. */
export type HiddenByProducer = 'ns' | 'nd' | 's' | 'so' | 'blank'

/** What one file says of one area. */
export interface Row {
  readonly area: Area
  readonly dataset: Dataset
  readonly vintage: number
  /** By the producer's name without its two-digit year; `null` is a cell with no number in it, never zero. */
  readonly values: Readonly<Record<string, number | null>>
  /** `by-difference`: the number is known and must not be shown beside the others of the table. */
  readonly withheld?: Readonly<Record<string, HiddenByProducer | 'by-difference'>>
}

export interface RowIndex {
  rowOf(dataset: Dataset, area: Pick<Area, 'kind' | 'code'>, vintage: number): Row | undefined
  /** Vintages of a dataset for areas of one kind, ascending. */
  vintagesOf(dataset: Dataset, kind: AreaKind): readonly number[]
}

/**
 * Finds rows by dataset, area and vintage.
 *
 * @throws RangeError when two rows speak of the same area, dataset and vintage: which one is right is not ours to choose
 */
export function indexRows(rows: Iterable<Row>): RowIndex {
  const byKey = new Map<string, Row>()
  const vintages = new Map<string, Set<number>>()
  for (const row of rows) {
    const key = keyOf(row.dataset, row.area, row.vintage)
    if (byKey.has(key)) throw new RangeError(`two rows for ${key}`)
    byKey.set(key, row)
    const series = `${row.dataset} ${row.area.kind}`
    vintages.set(series, (vintages.get(series) ?? new Set()).add(row.vintage))
  }
  return {
    rowOf: (dataset, area, vintage) => byKey.get(keyOf(dataset, area, vintage)),
    vintagesOf: (dataset, kind) => [...(vintages.get(`${dataset} ${kind}`) ?? [])].sort((a, b) => a - b),
  }
}

function keyOf(dataset: Dataset, area: Pick<Area, 'kind' | 'code'>, vintage: number): string {
  return `${dataset} ${vintage} ${area.kind} ${area.code}`
}
