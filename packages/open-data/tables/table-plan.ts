import { namedColumns } from './column-names.ts'

/** A column of figures. */
export interface FigureColumn {
  readonly at: number
  readonly header: string
  readonly variable: string
}

/** Where a table of figures keeps what. */
export interface TablePlan {
  readonly code: number
  readonly name: number
  readonly typeOfIris: number
  readonly note: number
  readonly communes: number
  readonly imputed: number
  readonly figures: readonly FigureColumn[]
}

const CODES = ['IDCAR_200M', 'IRIS', 'CODE_IRIS', 'DCIRIS', 'CODE_QP', 'QP', 'CODGEO']
const NAMES = ['LIBIRIS', 'LIB_IRIS', 'LIBGEO', 'LIB_QP']
const NOTES = ['NOTE', 'LAB_IRIS', 'NOTE_RP', 'NOTE_FILO', 'NOTE_ASP']

// What places an area or speaks of the table: no figures.
const WORDS =
  /^(?:IRIS|CODE_IRIS|DCIRIS|CODGEO|LIBGEO|LIBIRIS|LIB_\w+|LIBCOM|COM|DEPCOM|REG|DEP|EPCI|UU20\d\d|TRIRIS|GRD_QUART|TYP_IRIS|MODIF_IRIS|LAB_IRIS|NOTE\w*|IDCAR_\w+|LCOG_GEO|I_EST_\w+|CODE_QP|QP|INCERT)$/

/** The plan of a table by its header. Columns without name, such as a row number written by software, are left out. */
export function tablePlan(header: readonly string[]): TablePlan {
  const columns = namedColumns(header)
  const place = (names: readonly string[]) => {
    const found = names.map((name) => columns.find(({ variable }) => variable === name)).find((one) => one)
    return found?.at ?? -1
  }
  return {
    code: place(CODES),
    name: place(NAMES),
    typeOfIris: place(['TYP_IRIS']),
    note: place(NOTES),
    communes: place(['LCOG_GEO', 'COM', 'DEPCOM']),
    imputed: place(['I_EST_200']),
    figures: columns.filter(({ variable }) => !WORDS.test(variable)),
  }
}
