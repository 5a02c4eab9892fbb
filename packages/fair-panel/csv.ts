/** Reads CSV as RFC 4180 writes it; a quote inside an unquoted field is a character like any other. */
import { PanelError } from './panel-error.ts'

export interface CsvRow {
  /** Line of the file where the row starts, from 1. */
  line: number
  fields: string[]
}

export interface CsvTable {
  header: string[]
  rows: CsvRow[]
}

/**
 * @param text content of the file; a byte order mark, LF or CRLF, and `;` instead of `,` are understood
 * @param name the file's name, for errors
 * @returns trimmed header and fields, one per column of the header; empty lines are left out
 * @throws PanelError `bad-file` with the line
 */
export function readCsv(text: string, name: string): CsvTable {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text
  const [first, ...rows] = parsed(content, name, separatorOf(content))
  if (!first) throw new PanelError('bad-file', { file: name }, `${name} is empty`)
  const header = first.fields.map((field) => field.trim())
  return { header, rows: rows.map((row) => fitted(row, header, name)) }
}

function separatorOf(content: string): string {
  const header = content.slice(0, content.search(/[\r\n]|$/))
  return !header.includes(',') && header.includes(';') ? ';' : ','
}

function parsed(text: string, name: string, separator: string): CsvRow[] {
  const rows: CsvRow[] = []
  let at = 0
  let line = 1
  while (at < text.length) {
    const row: CsvRow = { line, fields: [] }
    do row.fields.push(field())
    while (took(separator))
    if (at < text.length && !took('\r\n') && !took('\n') && !took('\r')) fail('text after a closing quote')
    line++
    if (row.fields.some((value) => value.trim() !== '')) rows.push(row)
  }
  return rows

  function field(): string {
    if (text[at] !== '"') {
      const start = at
      while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++
      return text.slice(start, at)
    }
    let value = ''
    for (at++; ; at++) {
      if (at >= text.length) fail('a quote that is never closed')
      if (text[at] === '"' && text[at + 1] !== '"') break
      if (text[at] === '"') at++
      if (text[at] === '\n') line++
      value += text[at]
    }
    at++
    return value
  }

  function took(token: string): boolean {
    if (!text.startsWith(token, at)) return false
    at += token.length
    return true
  }

  function fail(what: string): never {
    throw new PanelError('bad-file', { file: name, line }, `${name}, line ${line}: ${what}`)
  }
}

function fitted({ line, fields }: CsvRow, header: readonly string[], name: string): CsvRow {
  const surplus = fields.slice(header.length).some((value) => value.trim() !== '')
  if (surplus) {
    const message = `${name}, line ${line}: ${fields.length} fields, but the header has ${header.length}`
    throw new PanelError('bad-file', { file: name, line }, message)
  }
  return { line, fields: header.map((_, column) => (fields[column] ?? '').trim()) }
}
