import { type Cell, cellText } from '../table.ts'
import { type ColumnOptions, type Report, type ValueReader, written } from './reader.ts'

/** Days, inclusive; `aside` leaves a day outside empty with a warning. */
export interface DayRange {
  readonly from?: string
  readonly to?: string
  readonly aside?: boolean
}

/** A day, given as `yyyy-mm-dd`, from `dd/mm/yyyy`, ISO, `12 mars 2024`, or a day number of a spreadsheet. */
export function date(range: DayRange = {}): ValueReader<string> {
  return {
    type: 'date',
    read(cell, options, report) {
      const day = dayIn(cell, options, report)
      if (day === undefined) return undefined
      const { from = '0000', to = '9999' } = range
      if (day >= from && day <= `${to}~`) return day
      const bounds = { min: range.from ?? '', max: range.to ?? '' }
      report(range.aside ? 'value_set_aside' : 'out_of_range', bounds)
      return undefined
    },
  }
}

/** A year of four digits; a whole date is reduced to its year here, so that the rest is never kept. */
export function year(range: { min?: number; max?: number; aside?: boolean } = {}): ValueReader<number> {
  return {
    type: 'year',
    read(cell, options, report) {
      const found = yearIn(cell, options, report)
      if (found === undefined) return undefined
      if (found >= (range.min ?? 0) && found <= (range.max ?? 9999)) return found
      report(range.aside ? 'value_set_aside' : 'out_of_range', { min: range.min ?? '', max: range.max ?? '' })
      return undefined
    },
  }
}

function yearIn(cell: Cell, options: ColumnOptions, report: Report): number | undefined {
  const text = cellText(cell).trim()
  if (/^\d{4}(?:[.,]0+)?$/.test(text)) return Number(text.slice(0, 4))
  if (/^0?\d{1,2}$/.test(text)) return shortYear(Number(text), options, report)
  // Day or month first does not matter where only the year is kept.
  const day = dayIn(cell, { ...options, dates: options.dates ?? 'day-first' }, report)
  return day === undefined ? undefined : Number(day.slice(0, 4))
}

function shortYear(twoDigits: number, { pivotYear }: ColumnOptions, report: Report): number | undefined {
  if (pivotYear !== undefined) return twoDigits + (twoDigits <= pivotYear % 100 ? 2000 : 1900)
  report('year_short')
  return undefined
}

const ISO = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?$/
const NUMERIC = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?: +\d{1,2}[:h]\d{2}(?::\d{2})?)?$/
const COMPACT = /^((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/
const WORDS = /^(\d{1,2})(?:er)? +([a-zà-ÿ]{3,9})\.? +(\d{4})$/i
const MONTHS = ['jan', 'fev', 'mar', 'avr', 'mai', 'jui', 'jui', 'aou', 'sep', 'oct', 'nov', 'dec']

function dayIn(cell: Cell, options: ColumnOptions, report: Report): string | undefined {
  const text = written(cell, report, true)
  if (text === undefined) return undefined
  if (/^\d{1,5}(?:[.,]\d+)?$/.test(text)) return fromSerial(Math.floor(Number(text.replace(',', '.'))), report)
  const iso = ISO.exec(text) ?? COMPACT.exec(text)
  if (iso) return calendarDay(Number(iso[1]), Number(iso[2]), Number(iso[3]), report)
  const words = WORDS.exec(text)
  if (words) return calendarDay(Number(words[3]), monthNamed(words[2] ?? ''), Number(words[1]), report)
  const numeric = NUMERIC.exec(text)
  if (!numeric) {
    report('date_invalid')
    return undefined
  }
  const [first, second] = [Number(numeric[1]), Number(numeric[2])]
  const written4 = numeric[3]?.length === 4
  const year = written4 ? Number(numeric[3]) : shortYear(Number(numeric[3]), options, report)
  if (year === undefined) return undefined
  const order =
    options.dates ?? (first > 12 || first === second ? 'day-first' : second > 12 ? 'month-first' : undefined)
  if (order === undefined) {
    report('date_ambiguous')
    return undefined
  }
  const dayFirst = order === 'day-first'
  return calendarDay(year, dayFirst ? second : first, dayFirst ? first : second, report)
}

/** What one written date tells of its column's order; undefined when it is no such date. */
export function dateEvidence(text: string): 'day-first' | 'month-first' | 'ambiguous' | undefined {
  const numeric = NUMERIC.exec(text.trim())
  if (!numeric) return undefined
  const [first, second] = [Number(numeric[1]), Number(numeric[2])]
  if (first > 31 || second > 31 || (first > 12 && second > 12)) return undefined
  if (first > 12) return 'day-first'
  if (second > 12) return 'month-first'
  return first === second ? undefined : 'ambiguous'
}

// What software writes for « unknown »: the origins of the calendars of spreadsheets, Unix and databases, and the end of time.
const PLACEHOLDERS = new Set([
  '1900-01-01',
  '1899-12-30',
  '1899-12-31',
  '1904-01-01',
  '1970-01-01',
  '0001-01-01',
  '9999-12-31',
])

function calendarDay(year: number, month: number, day: number, report: Report): string | undefined {
  const iso = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  const time = month >= 1 && month <= 12 && day >= 1 && day <= 31 ? Date.parse(`${iso}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(time) || new Date(time).getUTCDate() !== day) {
    report('date_impossible')
    return undefined
  }
  if (!PLACEHOLDERS.has(iso)) return iso
  report('date_placeholder')
  return undefined
}

function monthNamed(name: string): number {
  const bare = name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
  if (bare.startsWith('juil')) return 7
  return MONTHS.indexOf(bare.slice(0, 3)) + 1
}

const DAY_MS = 86_400_000
const [EARLIEST_SERIAL, LATEST_SERIAL] = [3000, 80_000]

/** A bare number in a column of dates: a day number (from 30/12/1899), if it falls between 1908 and 2119. */
function fromSerial(serial: number, report: Report): string | undefined {
  if (serial === 60) {
    report('serial_60')
    return undefined
  }
  if (serial < EARLIEST_SERIAL || serial > LATEST_SERIAL) {
    report('date_invalid')
    return undefined
  }
  const read = serialDay(serial, false)
  report('date_from_serial', { read })
  return read
}

/**
 * The day of a spreadsheet's serial number, `yyyy-mm-dd`. Excel counts a 29 February 1900 that never was: serials
 * under 60 stand one day later than the count from 30/12/1899. In the 1904 system day 0 is 1 January 1904.
 */
export function serialDay(serial: number, date1904: boolean): string {
  const origin = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30)
  return new Date(origin + Math.floor(serial) * DAY_MS).toISOString().slice(0, 10)
}
