/** Lower ends of the bands of size that the table below speaks of; the first starts at 0. */
const BANDS = [0, 25, 50, 75, 100, 150, 200, 300, 500, 1500] as const

/**
 * Coefficient of variation, in percent, of counts of an IRIS by size of the count. `>23`: more than 23; `<6`: less than
 * 6 (no IRIS or too few of that size to tell better). Only the variables that the catalogue divides by one another.
 *
 * @see Insee, *Précision des données de la base infracommunale Activité des résidents*, census of 2016
 */
const TABLE: Readonly<Record<string, string>> = {
  P_POP1564: '>6 >6 >6 >6 >6 >6 >6 >6 6 3',
  P_ACT1564: '>9 >9 >9 >9 >9 9 <9 7 5 3',
  P_ACTOCC1564: '>8 >8 >8 >8 >8 >8 8 7 5 3',
  P_CHOM1564: '>23 23 17 14 12 10 9 8 6 <6',
  P_FCHOM1564: '>22 22 16 13 12 10 8 7 <7 <7',
  P_FACT1564: '>8 >8 >8 >8 >8 8 7 6 5 <5',
  P_CHOM1524: '>23 23 17 15 13 11 <11 <11 <11 <11',
  P_ACT1524: '>23 23 17 14 13 11 9 8 <8 <8',
  P_CHOM5564: '>23 23 17 <17 <17 <17 <17 <17 <17 <17',
  P_ACT5564: '>21 21 16 14 12 11 10 9 <9 <9',
  P_SAL15P: '>8 >8 >8 >8 >8 >8 8 7 5 3',
  P_SAL15P_TP: '>20 20 15 13 11 10 9 8 <8 <8',
  P_SAL15P_CDD: '>22 22 16 13 12 10 9 8 <8 <8',
  P_SAL15P_INTERIM: '>23 23 17 15 13 <13 <13 <13 <13 <13',
  P_SAL15P_EMPAID: '>24 24 <24 <24 <24 <24 <24 <24 <24 <24',
  P_SAL15P_APPR: '>23 23 18 15 14 12 <12 <12 <12 <12',
  C_ACT1564: '>9 >9 >9 >9 >9 9 8 7 5 3',
  C_ACT1564_CS5: '>13 >13 >13 13 12 10 9 7 6 <6',
  C_ACT1564_CS6: '>24 24 17 14 12 10 9 8 6 <6',
  C_ACTOCC15P: '>8 >8 >8 >8 >8 >8 8 7 5 3',
  C_ACTOCC15P_MAR: '>23 23 17 14 12 10 9 8 6 <6',
  C_ACTOCC15P_TCOM: '>24 24 17 14 12 10 9 7 5 3',
}

/** `least` and `greatest` enclose the coefficient, as a share of the count; `null` where Insee only says « more than ». */
export interface Variation {
  readonly least: number
  readonly greatest: number | null
}

/** How far chance alone may move a count of an IRIS; undefined where Insee gives no table for the variable. */
export function variationOf(variable: string, count: number): Variation | undefined {
  const entry = TABLE[variable]?.split(' ')[BANDS.findLastIndex((start) => count >= start)]
  if (entry === undefined) return undefined
  const percent = Number(entry.replace(/[<>]/, ''))
  return {
    least: entry.startsWith('<') ? 0 : percent / 100,
    greatest: entry.startsWith('>') ? null : percent / 100,
  }
}
