/** Public files that people bring along with the stock's: recognised by their columns, and told where they stand. */
import type { KnownFile } from '#app/platform/imports/target.server.ts'
import { m } from '#messages'

/** A `#` stands for a digit of the vintage. */
const FILES: readonly { id: string; headers: readonly string[]; file: () => string }[] = [
  { id: 'filosofi-iris', headers: ['IRIS', 'DISP_MED##'], file: m.stock_known_filosofi_iris },
  { id: 'filosofi', headers: ['CODGEO', 'Q###', 'PPMINI##'], file: m.stock_known_filosofi },
  { id: 'filosofi-grid', headers: ['IDCAR_###M', 'MEN_PAUV'], file: m.stock_known_filosofi_grid },
  { id: 'census-population', headers: ['IRIS', 'P##_POP####'], file: m.stock_known_census },
  { id: 'census-household', headers: ['IRIS', 'C##_PMEN_MENFAMMONO'], file: m.stock_known_census },
  { id: 'census-housing', headers: ['IRIS', 'P##_RP_LOCHLMV'], file: m.stock_known_census },
  { id: 'caf', headers: ['CODGEO', 'AAL', 'ARSAS'], file: m.stock_known_caf },
  { id: 'qpv-population', headers: ['CODGEO', 'TX_TOT_MEN1'], file: m.stock_known_qpv },
  { id: 'qpv-employment', headers: ['CODGEO', 'TX_TOT_EMPL'], file: m.stock_known_qpv },
  { id: 'qpv-income', headers: ['CODGEO', 'DECUC_Q2'], file: m.stock_known_qpv },
  { id: 'iris-table', headers: ['CODE_IRIS', 'LIB_IRIS', 'GRD_QUART'], file: m.stock_known_iris_table },
  { id: 'equipment', headers: ['TYPEQU', 'LIB_TYPEQU'], file: m.stock_known_equipment },
  { id: 'hospitals', headers: ['FINESS_ET', 'FINESS_EJ'], file: m.stock_known_hospitals },
  { id: 'stations', headers: ['GEO_POINT_2D', 'ID_GARES'], file: m.stock_known_stations },
  { id: 'dictionary', headers: ['VAR_ID', 'VAR_LIB'], file: m.stock_known_dictionary },
  { id: 'osm', headers: ['@ID', 'HIGHWAY'], file: m.stock_known_osm },
  { id: 'osm-places', headers: ['OSM_ID', 'NAME'], file: m.stock_known_osm },
]

export const publicFiles: readonly KnownFile[] = FILES.map(({ id, headers, file }) => ({
  id,
  headers,
  answer: () => m.stock_known_answer({ file: file() }),
}))
