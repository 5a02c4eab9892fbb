/**
 * The census file on activity, which is not among the public files found: made up from published margins, in the producer's own format.
 * Persons aged 15 to 64 follow the published ages of each quarter; unemployment follows its published poverty.
 */
import { csvBytes, csvLine } from './csv-lines.ts'
import type { PublishedQuarter } from './published.ts'
import { type Random, randomOf } from './random.ts'

/** Ages that the file tells apart, as shares of those of 15 to 64. */
const AGES = ['1524', '2554', '5564'] as const
type Age = (typeof AGES)[number]

const ACTIVE: Record<Age, number> = { '1524': 0.4, '2554': 0.9, '5564': 0.54 }
/** Against the quarter's mean. */
const JOBLESS: Record<Age, number> = { '1524': 1.9, '2554': 0.92, '5564': 0.75 }
const WOMEN = 0.512
const CONTRACTS = { CDI: 0.82, CDD: 0.105, INTERIM: 0.035, EMPAID: 0.012, APPR: 0.028 }
const TRAVEL = { PAS: 0.03, MAR: 0.07, DROU: 0.02, VOIT: 0.42, TCOM: 0.46 }

export function activityCsv(quarters: readonly PublishedQuarter[], seed: string): Uint8Array {
  const rows = quarters.map((quarter) => rowOf(quarter, randomOf(seed, `activity ${quarter.code}`)))
  const header = Object.keys(rows[0] ?? {})
  const lines = [header, ...rows.map((row) => header.map((name) => written(row[name] ?? '')))]
  return csvBytes(lines.map(csvLine), 'utf8-with-bom')
}

function written(value: string | number): string {
  return typeof value === 'number' ? value.toFixed(9).replace(/\.?0+$/, '') : value
}

function rowOf(quarter: PublishedQuarter, random: Random): Record<string, string | number> {
  const persons = personsOf(quarter)
  const jobless = Math.min(0.32, Math.max(0.07, 0.05 + 0.36 * quarter.poverty + 0.012 * random.normal()))
  const active = byAge((age) => persons[age] * ACTIVE[age] * (1 - 0.25 * quarter.poverty))
  const unemployed = byAge((age) => active[age] * Math.min(0.55, jobless * JOBLESS[age]))
  const occupied = byAge((age) => active[age] - unemployed[age])
  const all = { persons: sum(persons), active: sum(active), unemployed: sum(unemployed), occupied: sum(occupied) }
  return {
    ...identityOf(quarter),
    ...measured('P16_POP', persons),
    ...measured('P16_H', scaled(persons, 1 - WOMEN)),
    ...measured('P16_F', scaled(persons, WOMEN)),
    ...measured('P16_ACT', active),
    ...measured('P16_HACT', scaled(active, 0.53)),
    ...measured('P16_FACT', scaled(active, 0.47)),
    ...measured('P16_ACTOCC', occupied),
    ...measured('P16_HACTOCC', scaled(occupied, 0.53)),
    ...measured('P16_FACTOCC', scaled(occupied, 0.47)),
    ...measured('P16_CHOM', unemployed),
    P16_HCHOM1564: all.unemployed * 0.53,
    P16_FCHOM1564: all.unemployed * 0.47,
    ...inactive(all.persons - all.active),
    ...groups('C16_ACT1564', all.active, quarter.occupations),
    ...groups('C16_ACTOCC1564', all.occupied, quarter.occupations),
    ...jobs(all.occupied * 1.01, random),
  }
}

function identityOf({ code, name }: PublishedQuarter) {
  return {
    IRIS: code,
    REG: '11',
    DEP: '93',
    UU2010: '00851',
    COM: code.slice(0, 5),
    LIBCOM: 'Bondy',
    TRIRIS: code.slice(0, 5).concat('1'),
    GRD_QUART: code.slice(0, 7),
    LIBIRIS: name,
    TYP_IRIS: 'H',
    MODIF_IRIS: '00',
    LAB_IRIS: '1',
  }
}

type ByAge = Record<Age, number>

/** Published: 15–29, 30–44, 45–59, 60–74. The file wants 15–24, 25–54, 55–64: bands are cut in proportion to their years. */
function personsOf({ ages: [young = 0, middle = 0, ripe = 0, old = 0] }: PublishedQuarter): ByAge {
  return {
    '1524': (young * 10) / 15,
    '2554': (young * 5) / 15 + middle + (ripe * 10) / 15,
    '5564': (ripe * 5) / 15 + old / 3,
  }
}

function byAge(read: (age: Age) => number): ByAge {
  return { '1524': read('1524'), '2554': read('2554'), '5564': read('5564') }
}

function scaled(values: ByAge, share: number): ByAge {
  return byAge((age) => values[age] * share)
}

function sum(values: ByAge): number {
  return values['1524'] + values['2554'] + values['5564']
}

function measured(prefix: string, values: ByAge): Record<string, number> {
  return {
    [`${prefix}1564`]: sum(values),
    ...Object.fromEntries(AGES.map((age) => [`${prefix}${age}`, values[age]])),
  }
}

function inactive(persons: number): Record<string, number> {
  const [students, retired] = [persons * 0.36, persons * 0.18]
  return {
    P16_INACT1564: persons,
    P16_HINACT1564: persons * 0.42,
    P16_FINACT1564: persons * 0.58,
    P16_ETUD1564: students,
    P16_RETR1564: retired,
    P16_AINACT1564: persons - students - retired,
  }
}

/** The six groups of those who work, in the shares published for all of 15 and over. */
function groups(prefix: string, persons: number, occupations: readonly number[]): Record<string, number> {
  const working = occupations.slice(0, 6)
  const total = working.reduce((one, other) => one + other, 0) || 1
  return {
    [prefix]: persons,
    ...Object.fromEntries(working.map((group, at) => [`${prefix}_CS${at + 1}`, (persons * group) / total])),
  }
}

function jobs(persons: number, random: Random): Record<string, number> {
  const employees = persons * (0.9 + 0.01 * random.normal())
  return {
    P16_ACTOCC15P: persons,
    P16_SAL15P: employees,
    P16_NSAL15P: persons - employees,
    P16_ACTOCC15P_TP: persons * 0.16,
    P16_SAL15P_TP: employees * 0.165,
    ...Object.fromEntries(Object.entries(CONTRACTS).map(([name, share]) => [`P16_SAL15P_${name}`, employees * share])),
    C16_ACTOCC15P: persons,
    ...Object.fromEntries(Object.entries(TRAVEL).map(([name, share]) => [`C16_ACTOCC15P_${name}`, persons * share])),
  }
}
