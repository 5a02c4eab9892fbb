import type { StagedValue } from './reader.ts'

/** One row in PostgreSQL's COPY text format, its line first. */
export function copyLine<Row>(
  line: number,
  columns: readonly { value: (row: Row) => StagedValue }[],
  row: Row,
): string {
  let text = String(line)
  for (const { value } of columns) text += `\t${written(value(row))}`
  return `${text}\n`
}

const SPECIAL = /[\\\t\n\r]/
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function written(value: StagedValue): string {
  if (value === null) return '\\N'
  if (typeof value !== 'string') return String(value)
  return SPECIAL.test(value) ? value.replace(/[\\\t\n\r]/g, (mark) => ESCAPES[mark] ?? mark) : value
}
