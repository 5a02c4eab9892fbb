import { cellText, type RawRecord } from '#packages/intake/table.ts'
import type { Level } from '../datasets.ts'
import type { BatchLog } from '../log.ts'
import type { RecognisedOpenData, TableWriting } from '../recognised.ts'
import type { AreaKind, AreaRow } from '../rows.ts'
import { figureOf, type Withheld } from './figure.ts'
import { squareCentre } from './square.ts'
import type { TablePlan } from './table-plan.ts'

const FORMS: Readonly<Record<AreaKind, RegExp>> = {
  iris: /^\d[\dAB]\d{7}$/,
  commune: /^\d[\dAB]\d{3}$/,
  qpv: /^Q[PN]\w{6}$/,
  intercommunality: /^\d{9}$/,
  department: /^(?:\d[\dAB]|9[78]\d)$/,
  region: /^\d\d$/,
  metropole: /^\w+$/,
  grid: /^CRS3035RES\d+mN\d+E\d+$/i,
}

const KINDS: Readonly<Partial<Record<Level, AreaKind>>> = {
  iris: 'iris',
  commune: 'commune',
  qpv: 'qpv',
  department: 'department',
  region: 'region',
  metropole: 'metropole',
  grid: 'grid',
}

/** Reads the lines of one table of figures. */
export class AreaLine {
  readonly #kind: AreaKind
  readonly #table: TableWriting
  readonly #plan: TablePlan
  readonly #log: BatchLog

  constructor({ level }: RecognisedOpenData, table: TableWriting, plan: TablePlan, log: BatchLog) {
    this.#kind = KINDS[level] ?? 'iris'
    this.#table = table
    this.#plan = plan
    this.#log = log
  }

  /** The row of a record, or nothing when its code is of no area; what is wrong is reported. */
  read(record: RawRecord, written: string): AreaRow | undefined {
    const { cells, line } = record
    const plan = this.#plan
    const kind = this.#kind === 'commune' && /^\d{9}$/.test(written) ? 'intercommunality' : this.#kind
    const code = kind === 'grid' ? cellText(cells[plan.code]).trim() : padded(written, kind)
    if (!FORMS[kind].test(code)) {
      this.#log.tally.refused++
      this.#log.add('area_code_invalid', undefined, line, this.#table.header[plan.code], cellText(cells[plan.code]))
      return undefined
    }
    const { values, withheld } = this.#figures(record)
    const [name, typeOfIris, note] = [plan.name, plan.typeOfIris, plan.note].map((at) =>
      at < 0 ? '' : cellText(cells[at]).trim(),
    )
    const communes = this.communesOf(record)
    const place = kind === 'grid' ? squareCentre(code) : undefined
    return {
      record: 'area',
      area: { kind, code },
      ...(name ? { name } : {}),
      values,
      ...(withheld ? { withheld } : {}),
      ...(typeOfIris ? { typeOfIris } : {}),
      ...(note ? { note } : {}),
      ...(plan.imputed >= 0 && cellText(cells[plan.imputed]).trim() === '1' ? { imputed: true } : {}),
      ...(communes.length > 0 ? { communes } : {}),
      ...(place ? { place } : {}),
    }
  }

  /** Communes that a line names: one, or those of a square written one after the other. */
  communesOf({ cells }: RawRecord): readonly string[] {
    const written = this.#plan.communes < 0 ? '' : cellText(cells[this.#plan.communes]).trim()
    return written.match(/\w{5}/g) ?? []
  }

  #figures({ cells, line }: RawRecord) {
    const values: Record<string, number | null> = {}
    const withheld: Record<string, Withheld> = {}
    let hidden = false
    for (const { at, variable, header } of this.#plan.figures) {
      const figure = figureOf(cells[at], this.#table.decimal)
      if (typeof figure === 'number') {
        values[variable] = figure
        continue
      }
      values[variable] = null
      withheld[variable] = figure === 'bad' ? 'blank' : figure
      hidden = true
      if (figure === 'bad') this.#log.add('number_invalid', 'warning', line, header, cellText(cells[at]))
    }
    return { values, withheld: hidden ? withheld : undefined }
  }
}

function padded(code: string, kind: AreaKind): string {
  return kind === 'department' || kind === 'region' ? code.padStart(2, '0') : code
}
