/** Persons in words: a name when the reader may see it, an occupation group by its label. */
import { m } from '#messages'

export function personName(person: { first_name: string | null; last_name: string | null }): string {
  return [person.last_name, person.first_name].filter(Boolean).join(' ') || m.stock_name_hidden()
}

const PCS: Record<number, () => string> = {
  1: m.stock_pcs_1,
  2: m.stock_pcs_2,
  3: m.stock_pcs_3,
  4: m.stock_pcs_4,
  5: m.stock_pcs_5,
  6: m.stock_pcs_6,
  7: m.stock_pcs_7,
  8: m.stock_pcs_8,
}

export function pcsName(pcs: number | null): string {
  return pcs === null ? m.stock_pcs_unknown() : (PCS[pcs]?.() ?? m.stock_pcs_unknown())
}

const SHORT: Record<number, () => string> = {
  ...PCS,
  1: m.stock_pcs_short_1,
  2: m.stock_pcs_short_2,
  3: m.stock_pcs_short_3,
  4: m.stock_pcs_short_4,
  8: m.stock_pcs_short_8,
}

/** The same in a word or two, where a chart or a table has no room. */
export function pcsShortName(pcs: number): string {
  return SHORT[pcs]?.() ?? m.stock_pcs_unknown()
}

/** A French number in pairs, as one reads it aloud: 01 99 00 60 51. Others as they were given. */
export function phoneWord(phone: string | null): string | null {
  const pairs = phone
    ?.replace(/^\+33/, '0')
    .match(/^0\d{9}$/)?.[0]
    .match(/../g)
  return pairs ? pairs.join('\u00a0') : phone
}
