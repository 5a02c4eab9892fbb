import type { Dataset, Row } from './row.ts'

/** A variable that is the sum of others in the same row. */
export interface Relation {
  readonly datasets: readonly Dataset[]
  readonly total: string
  readonly parts: readonly string[]
}

/** Sums that hold in the producers' files: they check a row, and they let a reader subtract. */
export const RELATIONS: readonly Relation[] = [
  { datasets: ['census-activity'], total: 'P_ACT1564', parts: ['P_ACTOCC1564', 'P_CHOM1564'] },
  { datasets: ['census-activity'], total: 'P_POP1564', parts: ['P_ACT1564', 'P_INACT1564'] },
  {
    datasets: ['census-population'],
    total: 'P_POP',
    parts: ['P_POP0014', 'P_POP1529', 'P_POP3044', 'P_POP4559', 'P_POP6074', 'P_POP75P'],
  },
  { datasets: ['census-housing'], total: 'P_LOG', parts: ['P_RP', 'P_RSECOCC', 'P_LOGVAC'] },
  // Shares of income in percent, rounded: they agree to within the tolerance too.
  { datasets: ['filosofi-disposable'], total: 'DISP_PACT', parts: ['DISP_PTSA', 'DISP_PCHO', 'DISP_PBEN'] },
  { datasets: ['filosofi-disposable'], total: 'DISP_PPSOC', parts: ['DISP_PPFAM', 'DISP_PPMINI', 'DISP_PPLOGT'] },
  { datasets: ['caf', 'qpv-demography'], total: 'A', parts: ['AI', 'AM', 'ACSSENF', 'ACAVENF'] },
  { datasets: ['qpv-employment'], total: 'ABC', parts: ['ABC_F', 'ABC_H'] },
  { datasets: ['qpv-employment'], total: 'ABC', parts: ['ABC_25', 'ABC_2649', 'ABC_50'] },
]

/** Census counts are decimal numbers: sums agree to within this. */
const TOLERANCE = 0.5

/** Relations that a row breaks, where all its terms are numbers: a shifted column, or two vintages in one file. */
export function brokenRelations(row: Row): Relation[] {
  return RELATIONS.filter(({ datasets, total, parts }) => {
    const numbers = parts.map((part) => row.values[part])
    const whole = row.values[total]
    if (!datasets.includes(row.dataset) || typeof whole !== 'number') return false
    if (!numbers.every((number) => typeof number === 'number')) return false
    return Math.abs(numbers.reduce((sum, number) => sum + number, 0) - whole) > TOLERANCE
  })
}
