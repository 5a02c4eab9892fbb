/**
 * Another commune than the demonstration's, as its producers would write it: a department with a letter, the other end of Lambert-93,
 * later vintages with their renamed columns, an .osm.pbf. All figures are invented.
 */
import { strToU8, zipSync } from 'fflate'
import { toWgs84 } from '../packages/lambert93/index.ts'
import { shapefileBytes } from '../packages/open-data/contours/made-shapefile.ts'
import { pbfBytes } from '../packages/open-data/osm/made-pbf.ts'

export const COMMUNE = '2A004'

const [WEST, SOUTH] = [1_176_000, 6_109_000]

/** A place so many metres from the corner of the two quarters. */
export function placeAt(east: number, north: number): { lon: number; lat: number } {
  return toWgs84(WEST + east, SOUTH + north)
}

/** Each under a name that tells nothing, in an order that no reading would choose. */
export function publicFiles(): { name: string; bytes: Uint8Array }[] {
  return [
    { name: 'a.csv', bytes: filosofiIris() },
    { name: 'b.osm.pbf', bytes: streets() },
    { name: 'c.csv', bytes: equipment() },
    { name: 'd.csv', bytes: population() },
    { name: 'h.geojson', bytes: priorityQuarter() },
    { name: 'i.csv', bytes: priorityQuarterIncome() },
    { name: 'j.zip', bytes: contours() },
  ]
}

function square(east: number, north: number, side: number): [number, number][] {
  const [west, south] = [WEST + east, SOUTH + north]
  return [
    [west, south],
    [west, south + side],
    [west + side, south + side],
    [west + side, south],
    [west, south],
  ]
}

/** Two quarters of the commune, and one of the next. */
function contours(): Uint8Array {
  const quarters = [
    ['2A004', 'Ajaccio', '0101', '2A0040101', 'Les Salines', 'H', square(0, 0, 1000)],
    ['2A004', 'Ajaccio', '0102', '2A0040102', 'Pietralba', 'H', square(1000, 0, 1000)],
    ['2A006', 'Alata', '0000', '2A0060000', 'Alata', 'Z', square(0, 1000, 1000)],
  ] as const
  const parts = shapefileBytes({
    fields: [
      ['INSEE_COM', 5],
      ['NOM_COM', 40],
      ['IRIS', 4],
      ['CODE_IRIS', 9],
      ['NOM_IRIS', 40],
      ['TYP_IRIS', 1],
    ],
    polygons: quarters.map(([commune, name, iris, code, label, type, ring]) => ({
      rings: [ring],
      attributes: [commune, name, iris, code, label, type],
    })),
  })
  return zipSync(Object.fromEntries([...parts].map(([ending, bytes]) => [`CONTOURS-IRIS${ending}`, bytes])))
}

/** Two streets going east, 400 m apart, joined by steps at their western end: 800 m, 400 m, 800 m. */
function streets(): Uint8Array {
  const corners = [
    [100, 100],
    [900, 100],
    [100, 500],
    [900, 500],
  ] as const
  return pbfBytes({
    nodes: corners.map(([east, north], at) => ({ id: at + 1, ...placeAt(east, north) })),
    ways: [
      { id: 1, nodes: [1, 2], tags: { highway: 'residential', name: 'Cours Inventé' } },
      { id: 2, nodes: [3, 4], tags: { highway: 'residential', name: 'Rue Haute' } },
      { id: 3, nodes: [1, 3], tags: { highway: 'footway', name: 'Montée' } },
    ],
  })
}

function csv(lines: readonly (readonly (string | number)[])[]): Uint8Array {
  return strToU8(`\uFEFF${lines.map((line) => line.join(';')).join('\r\n')}\r\n`)
}

/** The 2024 edition: a doctor is D265 there, and a practitioner's name stands in the file. */
function equipment(): Uint8Array {
  const at = (east: number, north: number) => [(WEST + east).toFixed(2), (SOUTH + north).toFixed(2)]
  return csv([
    ['AN', 'NOMRS', 'SIRET', 'DEPCOM', 'DEP', 'REG', 'TYPEQU', 'DCIRIS', 'LAMBERT_X', 'LAMBERT_Y', 'QUALITE_XY'],
    ['2024', 'PHARMACIE DU COURS', '1', '2A004', '2A', '94', 'D307', '2A0040101', ...at(900, 500), 'Bonne'],
    ['2024', 'ROSSI MARIE', '2', '2A004', '2A', '94', 'D265', '2A0040101', ...at(100, 100), 'Bonne'],
    ['2024', 'PHARMACIE DE LYON', '3', '69381', '69', '84', 'D307', '693810101', '842000.0', '6519000.0', 'Bonne'],
  ])
}

const IRIS_HEAD = ['IRIS', 'COM', 'TYP_IRIS', 'LAB_IRIS']
const IRIS = [
  ['2A0040101', '2A004', 'H', '5'],
  ['2A0040102', '2A004', 'H', '5'],
  ['930100101', '93010', 'H', '5'], // the file is a national one
]

function census(columns: readonly string[], figures: readonly (readonly number[])[]): Uint8Array {
  return csv([[...IRIS_HEAD, ...columns], ...IRIS.map((area, at) => [...area, ...(figures[at] ?? [])])])
}

/** Social groups as of 2022: pairs of active and retired people. */
function population(): Uint8Array {
  return census(
    [
      ...['P22_POP', 'P22_POP0014', 'P22_POP1529', 'P22_POP3044', 'P22_POP4559', 'P22_POP6074', 'P22_POP75P'],
      ...['C22_POP15P', 'C22_POP15P_STAT_GSEC15_25', 'C22_POP15P_STAT_GSEC16_26'],
    ],
    [
      [2000, 400, 400, 400, 300, 300, 200, 1600, 480, 400],
      [3000, 300, 500, 600, 700, 500, 400, 2700, 540, 270],
      [9999, 1, 1, 1, 1, 1, 1, 1, 1, 1],
    ],
  )
}

/** Names of columns end in 21; what is not published is `ns` or `nd`, never empty. */
function filosofiIris(): Uint8Array {
  return csv([
    ['IRIS', 'DISP_TP6021', 'DISP_Q121', 'DISP_MED21', 'DISP_Q321', 'DISP_D121', 'DISP_D921', 'DISP_RD21', 'DISP_GI21'],
    ['2A0040101', '38,4', '11210', '15480', '20110', '8910', '26050', '2,9', '0,251'],
    ['2A0040102', 'ns', '18030', '23970', '31200', '12770', '43200', '3,4', 'nd'],
    ['930100101', '36,7', '1', '1', '1', '1', '1', '1', '0,1'],
  ])
}

function priorityQuarter(): Uint8Array {
  return strToU8(
    JSON.stringify({
      type: 'FeatureCollection',
      crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::2154' } },
      features: [
        {
          type: 'Feature',
          properties: { code_qp: 'QN02A01I', lib_qp: 'Les Cannes - Les Salines', insee_com: '2A004' },
          geometry: { type: 'Polygon', coordinates: [square(100, 50, 700)] },
        },
      ],
    }),
  )
}

function priorityQuarterIncome(): Uint8Array {
  return csv([
    ['CODGEO', 'LIBGEO', 'PMIMP', 'DECUC_Q2', 'DECUC_Q1', 'DECUC_Q3', 'DECUC_D1D9', 'DISP_Q2', 'TP60', 'NOTE_FILO'],
    ['QN02A01I', 'Les Cannes - Les Salines', '30,1', '12 120', '6 010', '17 200', '20,1', '14 310', '41,2', '0'],
    ['QN09312M', 'Ailleurs', '1', '1', '1', '1', '1', '1', '1', '0'],
  ])
}
