/** What is published of the quarters, as the invented files follow it. */
import { COMMUNE, rowsOf } from './territory.ts'

export interface PublishedQuarter {
  readonly code: string
  readonly name: string
  /** Persons of 15–29, 30–44, 45–59, 60–74, 75 and over. */
  readonly ages: readonly number[]
  /** Persons of 15 and over by occupation group 1 to 8. */
  readonly occupations: readonly number[]
  /** Share of people under the poverty line; the commune's mean where it is secret. */
  readonly poverty: number
}

const MEAN_POVERTY = 0.31

export function publishedQuarters(): PublishedQuarter[] {
  const names = new Map(rowsOf('iris_2021_bondy.csv', ';').map((row) => [row.CODE_IRIS, row.LIB_IRIS]))
  const poverty = new Map(
    rowsOf('BASE_TD_FILO_DISP_IRIS_2019_dep93.csv', ';').map((row) => [
      row.IRIS,
      row.DISP_TP6019?.replace(',', '.') ?? '',
    ]),
  )
  return rowsOf('RP2016_IRIS_population_IR_Hab_dep93.csv', ',')
    .filter(({ IRIS }) => IRIS?.startsWith(COMMUNE))
    .map((row) => {
      const code = row.IRIS ?? ''
      const rate = Number(poverty.get(code) || Number.NaN) / 100
      return {
        code,
        name: names.get(code) ?? code,
        ages: ['1529', '3044', '4559', '6074', '75P'].map((band) => Number(row[`P16_POP${band}`])),
        occupations: [1, 2, 3, 4, 5, 6, 7, 8].map((group) => Number(row[`C16_POP15P_CS${group}`])),
        poverty: Number.isNaN(rate) ? MEAN_POVERTY : rate,
      }
    })
}
