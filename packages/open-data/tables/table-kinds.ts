import type { DatasetId } from '../datasets.ts'
import { namedColumns } from './column-names.ts'

/** What tells a table of figures by its columns, under their vintage-free names. */
export interface TableKind {
  readonly dataset: DatasetId
  /** All of them must be there. */
  readonly needs?: readonly RegExp[]
  /** The more of them, the surer. */
  readonly tells: RegExp
  /** At least so many of `tells`. */
  readonly least: number
}

const IRIS_CODE = /^(?:IRIS|CODE_IRIS|CODGEO|DCIRIS)$/

/**
 * The tables of figures. An extract with a few columns of one census base is that base; the base of couples,
 * families and households is `census-families` as soon as one column counts families.
 */
export const TABLE_KINDS: readonly TableKind[] = [
  {
    dataset: 'census-population',
    tells:
      /^(?:POP\d{4}|POP(?:65|75|80)P|POP[HF]?|[HF]\d{4}|[HF]\d\dP|C_(?:POP|H|F)15P(?:_\w+)?|POP_(?:FR|ETR|IMM)|PHORMEN)$/,
    least: 3,
  },
  {
    dataset: 'census-activity',
    tells:
      /^(?:C_)?(?:[HF]?(?:ACT|ACTOCC|CHOM|INACT|ETUD|RETR)\d{4}|(?:ACTOCC|SAL|NSAL|HSAL|FSAL|HACTOCC|FACTOCC)15P)(?:_\w+)?$/,
    least: 2,
  },
  {
    dataset: 'census-education',
    tells: /^[HF]?(?:SCOL\d{4}|SCOL\d\dP|NSCOL15P)(?:_\w+)?$/,
    least: 2,
  },
  {
    dataset: 'census-families',
    needs: [/^C_(?:FAM|FAMMONO|COUPAENF|COUPSENF|NE24F\d)$/],
    tells: /^(?:C_(?:FAM|FAMMONO|COUP[AS]ENF|NE24F\dP?)|C_P?MEN\w*|POP(?:MEN)?\d{2,4}P?_?\w*)$/,
    least: 2,
  },
  { dataset: 'census-households', tells: /^C_P?MEN(?:_\w+|PSEUL|[HF]SEUL|SFAM|FAM\w*|COUP\w+)?$/, least: 2 },
  {
    dataset: 'census-housing',
    tells:
      /^(?:LOG|LOGVAC|RP|RPMAISON|RPAPPART|RSECOCC|MAISON|APPART|(?:C_)?RP_\w+|RP(?:MAISON|APPART)_\w+|NBPI_\w+|MEN_ANEM\w+|NPER_RP\w*)$/,
    least: 2,
  },
  {
    dataset: 'filosofi-iris',
    needs: [IRIS_CODE],
    tells: /^(?:DEC_)?(?:TP60|MED|Q[13]|EQ|D[1-9]|RD|S80S20|GI|PACT|PTSAC?|PPEN|PPSOC|PIMPOT)$/,
    least: 4,
  },
  {
    dataset: 'filosofi-commune',
    needs: [/^CODGEO$/, /^(?:NBMEN|NBPERS|NBMENFISC|NBPERSMENFISC|PIMP|NBUC)/],
    tells: /^(?:TP60|MED|Q[13]|D[1-9]|RD|S80S20|GI|PACT|PTSA|PPEN|PPSOC|PIMPOT|NBMEN\w*|NBPERS\w*)$/,
    least: 4,
  },
  {
    dataset: 'qpv-demography',
    needs: [/^(?:CODGEO|CODE_QP|QP)$/],
    tells: /^(?:POP_MUN|POP_COM_QP|IND_JEUNE|TX_TOT_\w+|TX_F_\w+|NOTE_RP)$/,
    least: 3,
  },
  {
    dataset: 'qpv-income',
    needs: [/^(?:CODGEO|CODE_QP|QP)$/],
    tells: /^(?:DEC_\w+|PMIMP|BREV|D1D9|NOTE_FILO|C_C2SN?P|NOTE_CNAM)$/,
    least: 3,
  },
  {
    dataset: 'qpv-employment',
    needs: [/^(?:CODGEO|CODE_QP|QP)$/],
    tells: /^(?:TX_\w+_(?:EMPL|EDLIM)|ABCDE\w*|ABC_\w+|NOTE_ASP|NOTE_PE)$/,
    least: 3,
  },
  {
    dataset: 'caf-iris',
    needs: [IRIS_CODE, /^NOTE/],
    tells: /^(?:PERCOU|ACSSENF|ACAVENF|AC3ENF|AAPL|AAAH|APPA|ARSAS|A_N?ETUD\w*)$/,
    least: 4,
  },
  {
    dataset: 'filosofi-grid-200m',
    needs: [/^IDCAR_200M$/],
    tells: /^(?:IDCAR_200M|LCOG_GEO|I_EST_200|MEN_PAUV|IND_SNV|LOG_SOC)$/,
    least: 2,
  },
  {
    dataset: 'iris-table',
    needs: [/^CODE_IRIS$/],
    tells: /^(?:LIB_IRIS|TYP_IRIS|GRD_QUART|DEPCOM|UU20\d\d)$/,
    least: 3,
  },
]

export interface TableMatch {
  readonly dataset: DatasetId
  /** Columns that speak for it. */
  readonly score: number
}

/** The table of figures that a header names; undefined when it is none. */
export function tableOf(header: readonly string[]): TableMatch | undefined {
  const names = namedColumns(header).map(({ variable }) => variable)
  let best: TableMatch | undefined
  for (const { dataset, needs = [], tells, least } of TABLE_KINDS) {
    if (!needs.every((need) => names.some((name) => need.test(name)))) continue
    const score = names.filter((name) => tells.test(name)).length
    if (score >= least && score > (best?.score ?? 0)) best = { dataset, score }
  }
  return best
}
