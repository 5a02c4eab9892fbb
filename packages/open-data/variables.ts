import type { DatasetId } from './datasets.ts'

/** A variable that an indicator needs, under its vintage-free name. */
export interface Variable {
  readonly name: string
  readonly dataset: DatasetId
  /** First and last vintage that hold it; open when not bounded. */
  readonly from?: number
  readonly to?: number
  /** How the producer wrote it, `aa` for the two digits of the year. */
  readonly written: string
}

/** Census variables by base: `P` of the main exploitation, `C` of the complementary one (a sample of one in four). */
const CENSUS: readonly (readonly [DatasetId, string])[] = [
  [
    'census-population',
    'POP POP0002 POP0305 POP0610 POP1117 POP1824 POP2539 POP4054 POP5564 POP6579 POP80P POP0014 POP1529 POP3044 POP4559 POP6074 POP75P POP0019 POP2064 POP65P C_POP15P',
  ],
  [
    'census-activity',
    'POP1564 ACT1564 ACTOCC1564 CHOM1564 INACT1564 ACT1524 CHOM1524 ACT5564 CHOM5564 FACT1564 FCHOM1564 SAL15P SAL15P_CDD SAL15P_INTERIM SAL15P_APPR SAL15P_EMPAID SAL15P_TP C_ACT1564 C_ACTOCC15P C_ACTOCC15P_MAR C_ACTOCC15P_TCOM',
  ],
  ['census-education', 'POP1824 SCOL1824 NSCOL15P NSCOL15P_DIPLMIN'],
  ['census-families', 'C_MEN C_MENPSEUL C_MENFAMMONO C_FAM C_FAMMONO POP80P POP80P_PSEUL'],
  ['census-households', 'C_MEN C_MENPSEUL C_MENFAMMONO C_PMEN'],
  ['census-housing', 'LOG RP LOGVAC RPMAISON RPAPPART RP_PROP RP_LOCHLMV RP_VOIT1P MEN MEN_ANEM0002 MEN_ANEM10P PMEN'],
]

const [OLD_OCCUPATIONS, NEW_OCCUPATIONS] = [
  ['CS1', 'CS2', 'CS3', 'CS4', 'CS5', 'CS6', 'CS7', 'CS8'],
  ['11_21', '12_22', '13_23', '14_24', '15_25', '16_26', '32', '40'],
] as const

const LIKE_COMMUNES: ReadonlySet<DatasetId> = new Set(['filosofi-department', 'filosofi-region', 'filosofi-metropole'])

const FILOSOFI = 'MED TP60 Q1 Q3 D1 D9 RD GI PACT PTSA PCHO PPEN PPSOC PPMINI'

/**
 * Last census vintage of the old occupational groups (`CS1` … `CS8`), and first of the new ones (`GSEC`). The new pairs
 * put together people at work and people who were: they keep another name, and the two are never compared.
 *
 * @see INSEE, *Groupes socioéconomiques* of the census of 2022
 */
export const OCCUPATION_BREAK = { lastOld: 2021, firstNew: 2022 } as const

/** What the indicators need, by data set; each vintage tells under which header it is found. */
export const VARIABLES: readonly Variable[] = [
  ...CENSUS.flatMap(([base, names]) => names.split(' ').map((name) => census(base, name))),
  ...OLD_OCCUPATIONS.flatMap((group) => [
    { ...census('census-population', `C_POP15P_${group}`), to: OCCUPATION_BREAK.lastOld },
  ]),
  ...OLD_OCCUPATIONS.slice(0, 6).map((group) => ({
    ...census('census-activity', `C_ACT1564_${group}`),
    to: OCCUPATION_BREAK.lastOld,
  })),
  ...NEW_OCCUPATIONS.map((group) => ({
    ...census('census-population', `C_POP15P_STAT_GSEC${group}`),
    from: OCCUPATION_BREAK.firstNew,
  })),
  ...['11', '12', '13', '14', '15', '16'].map((group) => ({
    ...census('census-activity', `C_ACTOCC1564_STAT_GSEC${group}`),
    from: OCCUPATION_BREAK.firstNew,
  })),
  // Trips by bicycle are told apart from the motorcycle since 2017.
  { ...census('census-activity', 'C_ACTOCC15P_VELO'), from: 2017 },
  ...FILOSOFI.split(' ').map((name) => ({
    name,
    dataset: 'filosofi-iris' as const,
    written: `DISP_${name}aa`,
    // 2014 counted wages and unemployment benefits together, as PTSAC.
    ...(/^(?:PACT|PTSA|PCHO)$/.test(name) ? { from: 2015 } : {}),
  })),
  ...FILOSOFI.split(' ')
    .filter((name) => name !== 'TP60')
    .map((name) => ({
      name,
      dataset: 'filosofi-commune' as const,
      written: name === 'MED' ? 'Q2aa, MEDaa' : `${name}aa`,
    })),
  ...listed('qpv-demography', 'POP_MUN TX_F TX_TOT_0A24 TX_TOT_60ETPLUS IND_JEUNE TX_TOT_ET TX_TOT_MEN1 TX_TOT_MEN6'),
  ...listed('qpv-income', 'MED Q1 Q3 TP60 D1 D9 PPSOC'),
  ...listed('qpv-employment', 'TX_TOT_EMPL TX_F_EMPL TX_TOT_EDLIM ABC ABC_F ABC_25 ABC_RSA'),
  ...listed('caf-iris', 'A PERCOU AM AI AC3ENF AAL AAPL AAAH APPA ARSAS'),
  ...listed(
    'filosofi-grid-200m',
    'IND MEN MEN_PAUV MEN_FMP IND_SNV LOG_SOC LOG_AV45 LOG_45_70 LOG_70_90 LOG_AP90 LOG_INC',
  ),
]

function census(dataset: DatasetId, name: string): Variable {
  const complementary = name.startsWith('C_')
  return {
    name,
    dataset,
    written: complementary ? `Caa_${name.slice(2)}` : `Paa_${name}`,
  }
}

function listed(dataset: DatasetId, names: string): Variable[] {
  return names.split(' ').map((name) => ({ name, dataset, written: name }))
}

/** The variables that indicators need of a data set of one vintage. */
export function variablesOf(dataset: DatasetId, vintage?: number): readonly Variable[] {
  const asked = LIKE_COMMUNES.has(dataset) ? 'filosofi-commune' : dataset
  return VARIABLES.filter(
    ({ dataset: one, from = 0, to = 9999 }) =>
      one === asked && (vintage === undefined || (vintage >= from && vintage <= to)),
  )
}
