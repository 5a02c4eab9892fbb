import { plain } from '#packages/french/plain.ts'
import { toLambert93 } from '#packages/lambert93/index.ts'
import { type Cell, csvBytes, csvLine, frenchDay, withComma } from './csv-lines.ts'
import type { Dwelling } from './dwellings.ts'

/** How the national register named its columns: 2016–2017, 2018–2023 by codes or by labels, then the DiDo service. */
export const RPLS_DIALECTS = ['reduced', 'full', 'labels', 'dido'] as const
export type RplsDialect = (typeof RPLS_DIALECTS)[number]

/** No column of the register is free for a notice: this one, for what the address lacks, is the least read. */
const NOTICE = 'DONNEES FICTIVES'

const FULL = (
  'DROIT;DEPCOM;CODEPOSTAL;LIBCOM;NUMVOIE;INDREP;TYPVOIE;NOMVOIE;NUMAPPT;NUMBOITE;ESC;COULOIR;ETAGE;COMPLIDENT;ENTREE;' +
  'BAT;IMMEU;COMPLGEO;LIEUDIT;QPV;TYPECONST;NBPIECE;SURFHAB;CONSTRUCT;LOCAT;PATRIMOINE;ORIGINE;FINAN;FINANAUTRE;CONV;' +
  'NUMCONV;DATCONV;NEWLOGT;CUS;DPEDATE;DPEENERGIE;DPESERRE;SRU_EXPIR;SRU_ALINEA;CODSEGPATRIM;LIBSEGPATRIM;PLG_IRIS;X;Y'
).split(';')

const DIDO = (
  'REG_CODE;DEP_CODE;EPCI_CODE;DEPCOM_CODE;CODEPOSTAL;LIBCOM;NUMVOIE;INDREP;TYPVOIE;NOMVOIE;NUMAPPT;ESC;ETAGE;ENTREE;' +
  'BAT;COMPLGEO;QPV_CODE;DROIT_CODE;TYPECONST_CODE;NBPIECE;SURFHAB;CONSTRUCT;LOCAT;PATRIMOINE;ORIGINE;FINAN_CODE;' +
  'NEWLOGT_CODE;DPEDATE;DPEENERGIE;DPESERRE;PMR_CODE;EPSG;X;Y;PLG_IRIS2024_CODE;QUALITE_XY'
).split(';')

/** Headers of the other dialects and the value they hold, named as in the full one. */
const REDUCED: Record<string, string> = {
  DEPCOM_red: 'DEPCOM',
  CODEPOSTAL_red: 'CODEPOSTAL',
  LIBCOM_red: 'LIBCOM',
  NUMVOIE_red: 'NUMVOIE',
  INDREP_red: 'INDREP',
  TYPVOIE_red: 'TYPVOIE',
  NOMVOIE_red: 'NOMVOIE',
  NUMAPPT_red: 'NUMAPPT',
  ESC_red: 'ESC',
  ETAGE_red: 'ETAGE',
  BAT_red: 'BAT',
  complgeo_red: 'COMPLGEO',
  qpv_red: 'QPV',
  typeconst_red: 'TYPECONST',
  nbpiece_red: 'NBPIECE',
  surfhab_red: 'SURFHAB',
  construct_red: 'CONSTRUCT',
  locat_red: 'LOCAT',
  finan_red: 'FINAN',
  DPEDATE_red: 'DPEDATE',
  DPEENERGIE_red: 'DPEENERGIE',
  DPESERRE_red: 'DPESERRE',
  longitude: 'LON',
  latitude: 'LAT',
}

const LABELS: Record<string, string> = {
  'Code commune': 'DEPCOM',
  'Code Postal': 'CODEPOSTAL',
  'Libellé commune': 'LIBCOM',
  'Numéro de voie': 'NUMVOIE',
  'Indice de répétition': 'INDREP',
  'Type de voie': 'TYPVOIE',
  'Nom de voie': 'NOMVOIE',
  "Numéro d'appartement": 'NUMAPPT',
  Escalier: 'ESC',
  Étage: 'ETAGE',
  Bâtiment: 'BAT',
  'Complément géographique': 'COMPLGEO',
  'Nom du Programme': 'PROGRAMME',
  QPV: 'QPV',
  'Type de construction': 'TYPECONST',
  'Nombre de pièces': 'NBPIECE',
  'Surface habitable': 'SURFHAB',
  'Année de construction': 'CONSTRUCT',
  'Année de première mise en location': 'LOCAT',
  'Financement initial': 'FINAN',
  'Date du DPE': 'DPEDATE',
  'DPE énergie': 'DPEENERGIE',
  'DPE serre': 'DPESERRE',
  'Coordonnée X': 'X',
  'Coordonnée Y': 'Y',
}

const PREAMBLE = [
  'Répertoire des logements locatifs des bailleurs sociaux : DONNÉES FICTIVES de démonstration',
  'Forme du service DiDo, millésime 2025-01',
  'Aucune ligne ne décrit un logement réel',
]

/** The rows of the register for invented dwellings, as one of its vintages would have them. */
export function rplsCsv(dwellings: readonly Dwelling[], dialect: RplsDialect): Uint8Array {
  const header = { full: FULL, dido: DIDO, reduced: Object.keys(REDUCED), labels: Object.keys(LABELS) }[dialect]
  const names = dialect === 'reduced' ? REDUCED : dialect === 'labels' ? LABELS : {}
  const lines = dwellings.map((dwelling) => {
    const values = valuesOf(dwelling, dialect === 'dido' ? '.' : ',')
    return csvLine(header.map((column) => values[names[column] ?? column]))
  })
  const preamble = dialect === 'dido' ? PREAMBLE.map((line) => csvLine([line])) : []
  return csvBytes([...preamble, csvLine(header), ...lines], dialect === 'dido' ? 'utf8-with-bom' : 'latin1')
}

function valuesOf(dwelling: Dwelling, mark: ',' | '.'): Record<string, Cell> {
  const { address, energy, yearBuilt } = dwelling
  const { x, y } = toLambert93(address.lon, address.lat)
  const decimal = (value: number, digits: number) => (mark === ',' ? withComma(value, digits) : value.toFixed(digits))
  return {
    DROIT: 1,
    DROIT_CODE: 1,
    REG_CODE: '11',
    DEP_CODE: '93',
    EPCI_CODE: '200054781',
    DEPCOM: '93010',
    DEPCOM_CODE: '93010',
    CODEPOSTAL: '93140',
    LIBCOM: 'BONDY',
    NUMVOIE: address.street.number,
    INDREP: address.street.rank.charAt(0).toUpperCase(),
    TYPVOIE: plain(address.street.way).toUpperCase(),
    NOMVOIE: plain(address.street.name).toUpperCase(),
    NUMAPPT: dwelling.door,
    ESC: dwelling.stairway,
    ETAGE: dwelling.floor === 0 ? 'RC' : String(dwelling.floor).padStart(2, '0'),
    BAT: dwelling.building,
    COMPLGEO: NOTICE,
    QPV: address.isInPriorityQuarter ? 1 : 2,
    QPV_CODE: address.isInPriorityQuarter ? 1 : 2,
    PROGRAMME: dwelling.residence.name,
    TYPECONST: 'C',
    TYPECONST_CODE: 'C',
    NBPIECE: dwelling.rooms,
    SURFHAB: decimal(dwelling.area, 2),
    CONSTRUCT: yearBuilt,
    LOCAT: yearBuilt,
    PATRIMOINE: yearBuilt,
    ORIGINE: 1,
    FINAN: dwelling.funding,
    FINAN_CODE: dwelling.funding,
    CONV: 1,
    NEWLOGT: 1,
    NEWLOGT_CODE: 1,
    DPEDATE: energy && frenchDay(energy.on),
    DPEENERGIE: energy?.class,
    DPESERRE: energy?.ghg,
    PMR_CODE: dwelling.isAccessible ? 1 : 2,
    EPSG: '2154',
    X: decimal(x, 2),
    Y: decimal(y, 2),
    QUALITE_XY: 1,
    LON: decimal(address.lon, 6),
    LAT: decimal(address.lat, 6),
    PLG_IRIS: address.quarter.slice(5),
    PLG_IRIS2024_CODE: address.quarter,
  }
}
