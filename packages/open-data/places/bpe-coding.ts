import type { BatchLog } from '../log.ts'
import type { OpenDataRow } from '../rows.ts'

/** A line of BPE's passage table. */
export interface EquipmentType {
  readonly type: string
  readonly label: string
  readonly formerType?: string
}

/** The edition of 2023 gave new codes to the health professions and to schools. */
const FIRST_NEW = 2023

/**
 * Tells the coding of equipment and, by a passage table, its label and its code in the other one. Without a table
 * the old coding is said once; a type that the table does not know is said with its line.
 *
 * @param vintage of the file; without it new coding is assumed
 */
export function bpeFinish(vintage: number | undefined, types: readonly EquipmentType[] | undefined) {
  const coding = vintage !== undefined && vintage < FIRST_NEW ? 'old' : 'new'
  const byType = new Map(types?.map((one) => [one.type, one]))
  const byFormer = new Map(types?.flatMap((one) => (one.formerType ? [[one.formerType, one] as const] : [])))
  let said = false
  return (row: OpenDataRow, line: number, log: BatchLog): OpenDataRow => {
    if (row.record !== 'equipment') return row
    if (!types && coding === 'old' && !said) {
      said = true
      log.add('bpe_coding_old', undefined, 0, '', '', { year: vintage ?? '' })
    }
    const [known, renamed] = [byType.get(row.type), byFormer.get(row.type)]
    const entry = coding === 'old' ? (renamed ?? known) : known
    if (types && !entry) log.add('bpe_type_unknown', undefined, line, 'TYPEQU', row.type)
    const otherType = coding === 'old' ? renamed?.type : known?.formerType
    return { ...row, coding, ...(entry ? { label: entry.label } : {}), ...(otherType ? { otherType } : {}) }
  }
}
