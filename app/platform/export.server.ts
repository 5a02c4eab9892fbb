/** A table as a file: what was filtered, all its pages, in the reader's language; cells can never act as formulas. */
import { PassThrough, Readable } from 'node:stream'
import { createReadableStreamFromReadable } from '@react-router/node'
import { stringify } from 'csv-stringify'
import ExcelJS from 'exceljs'
import { sql } from 'kysely'
import type { Tx } from './database.server.ts'

export type Cell = string | number | boolean | null | undefined

export interface ExportColumn<Row> {
  title: string
  value: (row: Row) => Cell
}

export interface ExportedTable<Row> {
  /** Name of the file without its ending; no person's name in it. */
  name: string
  columns: ExportColumn<Row>[]
  rows: Row[]
}

export type ExportFormat = 'csv' | 'xlsx'

/** `format` of the request's address, or nothing when it asks for none that we make. */
export function askedFormat(request: Request): ExportFormat | undefined {
  const format = new URL(request.url).searchParams.get('format')
  return format === 'csv' || format === 'xlsx' ? format : undefined
}

/** The file as a download, and the export in the convention's log. */
export async function exportTable<Row>(tx: Tx, format: ExportFormat, table: ExportedTable<Row>): Promise<Response> {
  await sql`select audit_act('export', ${table.name}, array[]::text[], ${`${table.rows.length} rows, ${format}`})`.execute(
    tx,
  )
  const body = format === 'csv' ? csvOf(table) : xlsxOf(table)
  const type =
    format === 'csv' ? 'text/csv; charset=utf-8' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return new Response(createReadableStreamFromReadable(body), {
    headers: {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${table.name}.${format}`)}`,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    },
  })
}

function csvOf<Row>({ columns, rows }: ExportedTable<Row>): Readable {
  const lines = Readable.from(rows.map((row) => columns.map((column) => writtenIn(column.value(row)))))
  // Separator, decimal comma and byte-order mark are those that a French spreadsheet opens without asking.
  return lines.pipe(
    stringify({
      bom: true,
      delimiter: ';',
      header: true,
      columns: columns.map(({ title }) => title),
      escape_formulas: true,
      record_delimiter: 'windows',
    }),
  )
}

function writtenIn(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return String(cell).replace('.', ',')
  if (typeof cell === 'boolean') return cell ? '1' : '0'
  return cell
}

const FORMULA = /^[=+\-@\t\r]/

function xlsxOf<Row>({ columns, rows, name }: ExportedTable<Row>): Readable {
  const stream = new PassThrough()
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true })
  const sheet = book.addWorksheet(name.slice(0, 31).replaceAll(/[\\/?*[\]:]/g, ' '), {
    views: [{ state: 'frozen', ySplit: 1 }],
  })
  sheet.columns = columns.map(({ title }) => ({ header: title, width: Math.max(12, title.length + 2) }))
  sheet.getRow(1).font = { bold: true }
  for (const row of rows) sheet.addRow(columns.map((column) => safe(column.value(row)))).commit()
  book.commit().catch((error: unknown) => stream.destroy(error instanceof Error ? error : new Error(String(error))))
  return stream
}

function safe(cell: Cell): Cell {
  return typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : (cell ?? null)
}
