/** Figures of an area under the names that the indicators read: the producer's own without their year. */
import type { RecognisedOpenData } from '#packages/open-data/recognised.ts'
import type { OpenDataRow } from '#packages/open-data/rows.ts'
import type { PartRecord } from './published-readers.ts'

export function figureRecord(row: OpenDataRow, { dataset }: RecognisedOpenData): PartRecord | undefined {
  if (row.record !== 'area') return undefined
  const name = nameIn(dataset)
  const named = <Value>(values: Readonly<Record<string, Value>>) =>
    Object.fromEntries(Object.entries(values).map(([variable, value]) => [name(variable), value]))
  const note =
    row.note === undefined ? {} : { [dataset.startsWith('filosofi') ? 'DISP_NOTE' : 'NOTE']: Number(row.note) }
  return {
    part: 'figure',
    record: {
      kind: row.area.kind,
      code: row.area.code,
      name: row.name ?? null,
      lon: row.place?.lon ?? null,
      lat: row.place?.lat ?? null,
      figures: { ...named(row.values), ...note },
      withheld: named(row.withheld ?? {}),
    },
  }
}

/** `packages/open-data` drops the main exploitation's letter and Filosofi's prefix; the indicators keep both. */
function nameIn(dataset: string): (variable: string) => string {
  if (dataset.startsWith('census-')) return (variable) => (/^[PC]_/.test(variable) ? variable : `P_${variable}`)
  if (dataset.startsWith('filosofi-'))
    return (variable) => (/^(?:DISP|DEC)_/.test(variable) ? variable : `DISP_${variable}`)
  if (dataset === 'qpv-income') return (variable) => QPV_INCOME[variable] ?? variable
  return (variable) => variable
}

const QPV_INCOME: Readonly<Record<string, string>> = {
  MED: 'DISP_Q2',
  Q1: 'DISP_Q1',
  Q3: 'DISP_Q3',
  D1: 'DISP_D1',
  D9: 'DISP_D9',
  D1D9: 'DISP_D1D9',
}
