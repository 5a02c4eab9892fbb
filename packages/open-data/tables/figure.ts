import { type Cell, cellText } from '#packages/intake/table.ts'
import { parseNumber } from '#packages/intake/values/number.ts'

/**
 * Why a figure is absent: `ns` not significant, `nd` not available, `s` statistical secret, `so` without object,
 * `blank` nothing written. Never zero.
 */
export type Withheld = 'ns' | 'nd' | 's' | 'so' | 'blank'

const MARKS: Readonly<Record<string, Withheld>> = {
  '': 'blank',
  ns: 'ns',
  'n.s.': 'ns',
  nd: 'nd',
  'n.d.': 'nd',
  nc: 's',
  s: 's',
  c: 's',
  so: 'so',
  's.o.': 'so',
  'n/a - résultat non disponible': 'nd',
  'n/a - secret statistique': 's',
  'n/a - division par zéro': 'so',
}

/** The figure of a cell, why it is withheld, or `bad` for what is neither. */
export function figureOf(cell: Cell | undefined, decimal: ',' | '.' | undefined): number | Withheld | 'bad' {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : 'bad'
  const text = cellText(cell).trim()
  const mark = MARKS[text.toLowerCase()]
  if (mark) return mark
  const number = parseNumber(text, decimal)
  return typeof number === 'number' ? number : 'bad'
}
