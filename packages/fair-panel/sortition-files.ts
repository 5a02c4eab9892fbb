/** The two files that the sortition world passes around, whatever their headers: quotas and people. */
import { type CsvTable, readCsv } from './csv.ts'
import { PanelError } from './panel-error.ts'
import { featuresOf, type Person, type Quota } from './problem.ts'

/**
 * Quotas from a categories file: `category` with `feature`, `name` or `value`; or `feature` with `value` or `name`;
 * then `min` and `max`, and perhaps `min_flex` and `max_flex`. Of repeated columns the last counts, others are ignored.
 *
 * @throws PanelError `bad-file` naming the file, the line and the column
 */
export function readQuotas(text: string, file: string): Quota[] {
  const table = readCsv(text, file)
  const names = table.header.map((name) => name.toLowerCase())
  const required = (...options: string[]): number => {
    const found = options.map((name) => names.lastIndexOf(name)).find((column) => column >= 0) ?? -1
    if (found >= 0) return found
    const message = `${file} has no column called ${options.join(' or ')}`
    throw new PanelError('bad-file', { file, columns: options }, message)
  }
  const feature = required('category', 'feature')
  const value = names[feature] === 'category' ? required('feature', 'name', 'value') : required('value', 'name')
  const min = required('min')
  const max = required('max')
  const minFlex = names.lastIndexOf('min_flex')
  const maxFlex = names.lastIndexOf('max_flex')
  return table.rows.map(({ line, fields }) => {
    const whole = (column: number): number => {
      const text = fields[column] ?? ''
      const number = Number(text)
      if (text !== '' && Number.isInteger(number) && number >= 0) return number
      const message = `${file}, line ${line}, column ${table.header[column]}: "${text}" is not a whole number`
      throw new PanelError('bad-file', { file, line, column: table.header[column], value: text }, message)
    }
    const flexible = (column: number) => (column >= 0 && (fields[column] ?? '') !== '' ? whole(column) : undefined)
    const quota = { feature: fields[feature] ?? '', value: fields[value] ?? '', min: whole(min), max: whole(max) }
    const low = flexible(minFlex)
    const high = flexible(maxFlex)
    return {
      ...quota,
      minFlex: low === undefined ? undefined : Math.min(low, quota.min),
      maxFlex: high === undefined ? undefined : Math.max(high, quota.max),
    }
  })
}

/**
 * People from a respondents file.
 *
 * @param id name of the column that identifies a person; absent: a column called `id`, else one that ends in `_id` and
 * is different for all, else the number of the row from 1
 * @param household names of the columns that together tell who lives together; nobody shares a home that is not given
 * @throws PanelError `bad-file` when a column is missing
 */
export function readPeople(
  text: string,
  file: string,
  quotas: readonly Quota[],
  { id, household = [] }: { id?: string | undefined; household?: readonly string[] | undefined } = {},
): Person[] {
  const table = readCsv(text, file)
  const features = featuresOf(quotas)
  const columns = features.map((feature) => columnCalled(table, feature, file))
  const homes = household.map((name) => columnCalled(table, name, file))
  const idColumn = id === undefined ? likelyId(table, [...columns, ...homes]) : columnCalled(table, id, file)
  const spelt = features.map((feature) => spelling(quotas, feature))
  return table.rows.map(({ fields }, row) => {
    const field = (column: number | undefined) => fields[column ?? -1] ?? ''
    const value = (at: number) => spelt[at]?.(field(columns[at])) ?? ''
    const home = homes.map(field)
    return {
      id: idColumn < 0 ? String(row + 1) : field(idColumn),
      features: Object.fromEntries(features.map((feature, at) => [feature, value(at)])),
      household: home.every((part) => part === '') ? undefined : home.join('\n'),
    }
  })
}

/** A value as its quota spells it, when only capital letters differ. */
function spelling(quotas: readonly Quota[], feature: string): (text: string) => string {
  const values = quotas.filter((quota) => quota.feature === feature).map(({ value }) => value)
  return (text) => {
    if (values.includes(text)) return text
    const [only, ...others] = values.filter((value) => value.toLowerCase() === text.toLowerCase())
    return only !== undefined && others.length === 0 ? only : text
  }
}

function columnCalled({ header }: CsvTable, name: string, file: string): number {
  const exact = header.lastIndexOf(name)
  const column = exact >= 0 ? exact : header.findLastIndex((other) => other.toLowerCase() === name.toLowerCase())
  if (column >= 0) return column
  throw new PanelError('bad-file', { file, column: name }, `${file} has no column called ${name}`)
}

function likelyId({ header, rows }: CsvTable, taken: readonly number[]): number {
  const named = header.findIndex((name, column) => name.toLowerCase() === 'id' && !taken.includes(column))
  if (named >= 0) return named
  return header.findIndex((name, column) => {
    if (!name.toLowerCase().endsWith('_id') || taken.includes(column)) return false
    const values = new Set(rows.map(({ fields }) => fields[column] ?? ''))
    return values.size === rows.length && !values.has('')
  })
}
