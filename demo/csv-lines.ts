import iconv from 'iconv-lite'

export type Cell = string | number | undefined

/** One line of a French landlord's CSV: semicolons, quotes only where needed, CRLF. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(quoted).join(';')}\r\n`
}

export function csvBytes(lines: Iterable<string>, encoding: 'windows-1252' | 'latin1' | 'utf8-with-bom'): Uint8Array {
  const text = [...lines].join('')
  return encoding === 'utf8-with-bom' ? Buffer.from(`\ufeff${text}`, 'utf8') : iconv.encode(text, encoding)
}

/** A decimal as French files write it: « 63,25 ». */
export function withComma(value: number, digits: number): string {
  return value.toFixed(digits).replace('.', ',')
}

/** « 2026-10-31 » as « 31/10/2026 ». */
export function frenchDay(day: string): string {
  return day.split('-').reverse().join('/')
}

function quoted(cell: Cell): string {
  const text = String(cell ?? '')
  return /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
