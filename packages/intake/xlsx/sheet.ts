import type { RecordBatch } from '../csv/records.ts'
import type { XlsxLayout } from '../layout.ts'
import { type Problem, type ProblemCode, problem } from '../problem.ts'
import type { Source } from '../source.ts'
import type { Cell, RawRecord } from '../table.ts'
import { serialDay } from '../values/date.ts'
import { isErrorCell } from '../values/reader.ts'
import { Unmerger } from './merged.ts'
import {
  entryNamed,
  readDateStyles,
  readSharedStrings,
  SHARED_STRINGS_LIMIT,
  TooManySharedStrings,
} from './workbook.ts'
import { ForbiddenDoctype, readXml } from './xml.ts'
import { DamagedZip, type ZipEntry } from './zip.ts'

const [MOST_COLUMNS, MOST_ROWS] = [16_384, 1_048_576]

/** The rows of the chosen sheet in batches; rows that are absent from the file are absent here. */
export async function* xlsxRecords(
  source: Source,
  layout: XlsxLayout,
  entries: readonly ZipEntry[],
): AsyncGenerator<RecordBatch> {
  try {
    const strings = await readSharedStrings(source, entries)
    const rows = new RowReader(strings, await readDateStyles(source, entries), layout.date1904)
    const unmerger = layout.unmerge ? new Unmerger(layout.merged) : undefined
    for await (const _ of readXml(source, entryNamed(entries, layout.part), rows)) {
      const records = rows.take()
      if (records.length > 0)
        yield { records: unmerger ? records.map((row) => unmerger.fill(row)) : records, problems: [] }
      if (rows.damaged) throw new DamagedZip(layout.part)
    }
  } catch (cause) {
    yield { records: [], problems: [workbookProblem(cause)] }
  }
}

/** What to say of a workbook that cannot be read; anything else is a fault of ours and goes on. */
export function workbookProblem(cause: unknown): Problem {
  if (cause instanceof DamagedZip) return problem('xlsx_damaged', 0, { part: cause.part })
  if (cause instanceof ForbiddenDoctype) return problem('xml_doctype', 0, { part: cause.part })
  if (cause instanceof TooManySharedStrings)
    return problem('xlsx_strings_too_large', 0, { limit: SHARED_STRINGS_LIMIT / 1024 ** 2 })
  throw cause
}

/** Makes rows of the events of a sheet's XML. */
class RowReader {
  damaged = false
  #rows: RawRecord[] = []
  #cells: Cell[] = []
  #row = 0
  #column = -1
  #type = ''
  #style = 0
  #value = ''
  #filled = false
  #formula = false
  #collects = false
  #phonetic = false
  readonly #strings: readonly string[]
  readonly #dates: readonly boolean[]
  readonly #date1904: boolean

  constructor(strings: readonly string[], dates: readonly boolean[], date1904: boolean) {
    this.#strings = strings
    this.#dates = dates
    this.#date1904 = date1904
  }

  take(): RawRecord[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  readonly open = (name: string, attributes: Readonly<Record<string, string>>) => {
    if (name === 'row') {
      const row = Number(attributes.r ?? this.#row + 1)
      this.damaged ||= !(row > this.#row && row <= MOST_ROWS)
      this.#row = row
      this.#cells = []
      this.#column = -1
    } else if (name === 'c') {
      const reference = attributes.r
      this.#column = reference ? columnOf(reference) : this.#column + 1
      this.damaged ||= !(this.#column >= 0 && this.#column < MOST_COLUMNS)
      this.#type = attributes.t ?? 'n'
      this.#style = Number(attributes.s ?? 0)
      this.#value = ''
      this.#filled = this.#formula = false
    } else if (name === 'rPh') this.#phonetic = true
    else if (name === 'f') this.#formula = true
    else if (name === 'v' || (name === 't' && !this.#phonetic)) this.#collects = this.#filled = true
  }

  readonly text = (piece: string) => {
    if (this.#collects) this.#value += piece
  }

  readonly close = (name: string) => {
    if (name === 'v' || name === 't') this.#collects = false
    else if (name === 'rPh') this.#phonetic = false
    else if (name === 'c') this.#endCell()
    else if (name === 'row') this.#rows.push({ line: this.#row, cells: this.#cells })
  }

  #endCell() {
    if (this.damaged || (!this.#filled && !this.#formula)) return
    while (this.#cells.length < this.#column) this.#cells.push('')
    this.#cells[this.#column] = this.#cell()
  }

  #cell(): Cell {
    const value = this.#value
    // A formula that gives an empty text is saved as a text; without type and value it was never computed.
    if (this.#formula && value === '' && this.#type !== 'str') return faulty('formula_without_value', '=…')
    switch (this.#type) {
      case 's':
        return this.#strings[Number(value)] ?? ''
      case 'b':
        return value === '1'
      case 'e':
        return faulty('error_cell', value)
      case 'd':
        return value.slice(0, 10)
      case 'n':
        return value === '' ? '' : this.#number(Number(value))
      default:
        return isErrorCell(value) ? faulty('error_cell', value) : value
    }
  }

  #number(value: number): Cell {
    if (!this.#dates[this.#style] || !Number.isFinite(value) || value < 0 || value >= 2_958_466) return value
    if (Math.floor(value) === 60 && !this.#date1904) return faulty('serial_60', '29/02/1900')
    return serialDay(value, this.#date1904)
  }
}

function faulty(fault: ProblemCode, text: string): Cell {
  return { fault, text }
}

/** `AB12` → 27; -1 for what is no reference. */
export function columnOf(reference: string): number {
  let column = 0
  let at = 0
  for (; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) - 64
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  return at === 0 || at > 3 ? -1 : column - 1
}
