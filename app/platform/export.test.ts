import ExcelJS from 'exceljs'
import { expect } from 'vitest'
import { test } from '../../test/house.ts'
import { exportTable } from './export.server.ts'

const table = {
  name: 'essai',
  columns: [
    { title: 'Nom', value: (row: [string, number | null]) => row[0] },
    { title: 'Surface', value: (row: [string, number | null]) => row[1] },
  ],
  rows: [
    ['Été; « neuf »', 61.5],
    ['=HYPERLINK("http://exemple.test")', null],
    ['-2+3', 0],
  ] satisfies [string, number | null][],
}

test('a CSV opens in a French spreadsheet, and its cells cannot act', async ({ house }) => {
  const response = await house.as('operator-lead')((tx) => exportTable(tx, 'csv', table))
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer())
  expect(text).toBe(
    '\uFEFFNom;Surface\r\n"Été; « neuf »";61,5\r\n"\'=HYPERLINK(""http://exemple.test"")";\r\n\'-2+3;0\r\n',
  )
})

test('an XLSX holds the same rows, with numbers as numbers and formulas as text', async ({ house }) => {
  const response = await house.as('operator-lead')((tx) => exportTable(tx, 'xlsx', table))
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(await response.arrayBuffer())
  const rows = book.worksheets[0]?.getSheetValues()
  expect(rows?.slice(1)).toEqual([
    [undefined, 'Nom', 'Surface'],
    [undefined, 'Été; « neuf »', 61.5],
    [undefined, '\'=HYPERLINK("http://exemple.test")'],
    [undefined, "'-2+3", 0],
  ])
})

test('every export leaves its mark in the log', async ({ house }) => {
  await house.as('operator-lead')((tx) => exportTable(tx, 'csv', table))
  const { rows } = await house.owner.query(
    "select reason from audit_entry where act = 'export' order by at desc limit 1",
  )
  expect(rows[0].reason).toBe('3 rows, csv')
})
