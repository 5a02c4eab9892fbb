import { type ColumnOptions, type Report, type ValueReader, written } from './reader.ts'

export interface Range {
  readonly min?: number
  readonly max?: number
  /** Outside the range the value is left empty with a warning, instead of refusing the line. */
  readonly aside?: boolean
}

/** A decimal number, as `12,5`, `12.5`, `1 234,50 €`, `(12)` for minus 12, or a typed cell. */
export function decimal(range: Range = {}): ValueReader<number> {
  return {
    type: 'decimal',
    read(cell, options, report) {
      const value = numberIn(cell, options, report)
      return value === undefined ? undefined : within(value, range, report)
    },
  }
}

/** A whole number, in the same writings; `3,0` is three, `3,5` is refused. */
export function integer(range: Range = {}): ValueReader<number> {
  return {
    type: 'integer',
    read(cell, options, report) {
      const value = numberIn(cell, options, report)
      if (value === undefined) return undefined
      if (!Number.isSafeInteger(value)) return refuse(report, 'integer_invalid')
      return within(value, range, report)
    },
  }
}

/** An amount of money in integer cents; more than two decimals are rounded to the nearest cent. */
export function cents(range: Range = {}): ValueReader<number> {
  return {
    type: 'decimal',
    read(cell, options, report) {
      const value = numberIn(cell, options, report)
      if (value === undefined) return undefined
      const checked = within(value, range, report)
      return checked === undefined ? undefined : Math.round(checked * 100)
    },
  }
}

function numberIn(cell: Parameters<typeof written>[0], options: ColumnOptions, report: Report): number | undefined {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : refuse(report, 'number_invalid')
  const text = written(cell, report, true)
  if (text === undefined) return undefined
  const value = parseNumber(text, options.decimal)
  return typeof value === 'number' ? value : refuse(report, value)
}

const UNITS = /(?:€|eur|euros?|m²|m2|%|ans?)$/i
const GROUPS = /[\s\u00A0\u202F\u2009'’](?=\d{3}(?:\D|$))/g
const PLAIN_INTEGER = /^-?\d+$/
const ONE_MARK = /^(-?)(\d*)([.,])(\d+)$/
const THOUSANDS = /^-?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)([.,])(\d+))?$/
const SCIENTIFIC = /^-?\d+(?:[.,]\d+)?e[+-]?\d+$/i

/**
 * @param mark the column's decimal mark when known
 * @returns the number, or the code of what is wrong: `number_ambiguous` for `1.234` with no known mark
 */
export function parseNumber(
  written: string,
  mark: ColumnOptions['decimal'],
): number | 'number_invalid' | 'number_ambiguous' {
  if (PLAIN_INTEGER.test(written)) return Number(written)
  const accounting = /^\((.+)\)$/.exec(written)
  let text = (accounting?.[1] ?? written).replace(/^\+/, '').replace('\u2212', '-').trim()
  text = text.replace(UNITS, '').trim().replace(GROUPS, '')
  if (accounting) text = text.startsWith('-') ? '' : `-${text}`
  if (PLAIN_INTEGER.test(text)) return Number(text)
  if (SCIENTIFIC.test(text)) return Number(text.replace(',', '.'))
  const one = ONE_MARK.exec(text)
  if (one) {
    const [, sign = '', whole = '', found, fraction = ''] = one
    const grouping = fraction.length === 3 && whole.length >= 1 && whole.length <= 3 && whole !== '0'
    if (grouping && mark === undefined) return 'number_ambiguous'
    if (grouping && mark !== found) return Number(`${sign}${whole}${fraction}`)
    // A mark that is not the column's can only be its own decimal mark: `12.5` among `12,5` stays readable.
    return Number(`${sign}${whole || '0'}.${fraction}`)
  }
  const grouped = THOUSANDS.exec(text)
  if (!grouped) return 'number_invalid'
  const [, group = '', last] = grouped
  const bare = text.replaceAll(group, '')
  return Number(last ? bare.replace(last, '.') : bare)
}

/** What one written number tells of its column's decimal mark; undefined when it tells nothing. */
export function decimalEvidence(text: string): ',' | '.' | 'ambiguous' | undefined {
  const bare = text.trim().replace(UNITS, '').trim().replace(GROUPS, '')
  const one = ONE_MARK.exec(bare)
  if (one) {
    const [, , whole = '', found, fraction = ''] = one
    if (fraction.length === 3 && whole.length >= 1 && whole.length <= 3 && whole !== '0') return 'ambiguous'
    return found === ',' ? ',' : '.'
  }
  const grouped = THOUSANDS.exec(bare)
  if (!grouped) return undefined
  return grouped[1] === '.' ? ',' : '.'
}

function within(value: number, { min, max, aside }: Range, report: Report): number | undefined {
  if ((min === undefined || value >= min) && (max === undefined || value <= max)) return value
  report(aside ? 'value_set_aside' : 'out_of_range', { min: min ?? '−∞', max: max ?? '∞' })
  return undefined
}

function refuse(report: Report, code: 'number_invalid' | 'number_ambiguous' | 'integer_invalid'): undefined {
  report(code)
  return undefined
}
