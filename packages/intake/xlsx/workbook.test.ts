import ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import { importKind, optional, required } from '../kind.ts'
import { readWhole, sheetRow, workbook } from '../made-files.ts'
import { recognise } from '../recognise.ts'
import { bytesSource } from '../source.ts'
import { date, serialDay } from '../values/date.ts'
import { decimal } from '../values/number.ts'
import { key, text, yesNo } from '../values/word.ts'
import { isDateFormat } from './workbook.ts'

const homes = importKind({
  id: 'test.homes',
  fields: {
    residence: optional(text()),
    code: required(key()),
    area: optional(decimal()),
    since: optional(date()),
    lift: optional(yesNo()),
  },
  dialects: [
    {
      id: 'one',
      headers: { residence: ['Résidence'], code: ['Code'], area: ['Surface'], since: ['Depuis'], lift: ['Ascenseur'] },
    },
  ],
})
const header = sheetRow(1, ['Résidence', 'Code', 'Surface', 'Depuis'])
const dated = (reference: string, serial: number) => `<c r="${reference}" s="1"><v>${serial}</v></c>`

test('a workbook written by another library gives its texts, numbers, dates and booleans', async () => {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('Logements')
  sheet.addRow(['Habitat des Ormes'])
  sheet.addRow([])
  sheet.addRow(['Résidence', 'Code', 'Surface', 'Depuis', 'Ascenseur'])
  sheet.addRow(['Les Ormes', 'A1', 51.234, new Date('2024-03-12T00:00:00Z'), true])
  sheet.addRow([
    { richText: [{ text: 'Les ' }, { text: 'Tilleuls' }] },
    'A2',
    { formula: '1+1', result: 2 },
    null,
    false,
  ])
  const written = await book.xlsx.writeBuffer()
  const { rows, problems } = await readWhole(bytesSource('x.xlsx', new Uint8Array(written)), homes)
  expect(problems).toEqual([])
  expect(rows).toEqual([
    { residence: 'Les Ormes', code: 'A1', area: 51.234, since: '2024-03-12', lift: true },
    { residence: 'Les Tilleuls', code: 'A2', area: 2, since: null, lift: false },
  ])
})

test('dates follow the date system of the workbook', async () => {
  const rows = `${header}<row r="2"><c r="B2" t="inlineStr"><is><t>A1</t></is></c>${dated('D2', 44_000)}</row>`
  const since = async (date1904: boolean) =>
    (await readWhole(workbook({ sheets: [{ rows }], date1904 }), homes)).rows[0]?.since
  expect(await since(false)).toBe('2020-06-18')
  expect(await since(true)).toBe('2024-06-19')
})

test('the day that Excel invented is refused, its neighbours are right', async () => {
  const rows = `${header}<row r="2"><c r="B2" t="inlineStr"><is><t>A1</t></is></c>${dated('D2', 60)}</row>`
  const { problems } = await readWhole(workbook({ sheets: [{ rows }] }), homes)
  expect(problems).toMatchObject([{ code: 'serial_60', line: 2, column: 'Depuis' }])
  expect([serialDay(59, false), serialDay(61, false)]).toEqual(['1900-02-28', '1900-03-01'])
})

test('error cells and formulas never computed are named by row and column', async () => {
  const rows =
    header +
    sheetRow(2, ['x', 'A1', '<c r="C2" t="e"><v>#REF!</v></c>']) +
    sheetRow(3, ['x', 'A2', '<c r="C3"><f>A1</f><v></v></c>'])
  const { problems } = await readWhole(workbook({ sheets: [{ rows }] }), homes)
  expect(problems).toMatchObject([
    { code: 'error_cell', line: 2, column: 'Surface', value: '#REF!' },
    { code: 'formula_without_value', line: 3, column: 'Surface' },
  ])
})

test('what a workbook hides is counted and said, and what it merges is asked', async () => {
  const rows =
    header +
    sheetRow(2, ['Les Ormes', 'A1']) +
    '<row r="3" hidden="1"><c r="B3" t="inlineStr"><is><t>A2</t></is></c></row>'
  const before = '<cols><col min="3" max="4" hidden="1"/></cols>'
  const after = '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'
  const source = workbook({
    sheets: [
      { rows, before, after },
      { rows: header, state: 'hidden', name: 'Notes' },
      { rows: header, name: 'Autre' },
    ],
    extra: { 'xl/vbaProject.bin': 'x', 'xl/externalLinks/externalLink1.xml': '<x/>' },
  })
  const { recognised } = await recognise(source, { kinds: [homes] })
  expect(recognised?.problems.map(({ code }) => code)).toEqual([
    'macros_ignored',
    'external_links_ignored',
    'hidden_sheets',
    'sheet_choice',
    'hidden_rows',
    'hidden_columns',
    'merged_cells',
  ])
  const residences = async (unmerge: boolean) =>
    (await readWhole(source, homes, { forced: { unmerge } })).rows.map(({ residence }) => residence)
  expect(await residences(false)).toEqual(['Les Ormes', null])
  expect(await residences(true)).toEqual(['Les Ormes', 'Les Ormes'])
})

test('the sheet asked for is read, and one that is not there is named', async () => {
  const source = workbook({
    sheets: [
      { rows: header, name: 'Un' },
      { rows: header + sheetRow(2, ['x', 'B7']), name: 'Deux' },
    ],
  })
  expect((await readWhole(source, homes, { forced: { sheet: 'Deux' } })).rows).toMatchObject([{ code: 'B7' }])
  expect((await readWhole(source, homes, { forced: { sheet: 'Trois' } })).codes).toEqual(['sheet_missing'])
})

test('a table that fills Excel to its last row is said to be cut', async () => {
  const { codes } = await readWhole(workbook({ sheets: [{ rows: header + sheetRow(1_048_576, ['x', 'A1']) }] }), homes)
  expect(codes).toEqual(['excel_limit'])
})

test('a source that cannot give a slice is read all the same', async () => {
  const whole = workbook({ sheets: [{ rows: header + sheetRow(2, ['x', 'A1']) }] })
  const { rows } = await readWhole({ name: whole.name, size: whole.size, open: whole.open }, homes)
  expect(rows).toMatchObject([{ code: 'A1' }])
})

test('formats of dates are told from those of numbers and durations', () => {
  expect(['dd/mm/yyyy', 'd-mmm', '[$-40C]d mmmm yyyy;@', 'yyyy\\-mm\\-dd'].map(isDateFormat)).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect(['General', '0.00', '#,##0 "jours"', '[Red]0', '[h]:mm', 'Standard', '0.00E+00'].map(isDateFormat)).toEqual(
    Array(7).fill(false),
  )
})
