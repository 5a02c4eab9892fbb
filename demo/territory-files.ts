/** The public files of the demonstration's territory, and beside them those that had to be made up, in the order in which they come in. */
import { readFileSync } from 'node:fs'
import { zipSync } from 'fflate'
import { activityCsv } from './activity.ts'
import { equipmentCsv } from './equipment.ts'
import { publishedQuarters } from './published.ts'
import { stopsOfStreets } from './stops.ts'
import { readTerritory } from './territory.ts'
import { inventedTimetable } from './timetable.ts'

export const CONTOURS = 'contours-iris-2022_bondy-et-voisines_wgs84.geojson'

const PUBLIC = [
  CONTOURS,
  'QPV_bondy_LB93.geojson',
  'RP2016_IRIS_population_IR_Hab_dep93.csv',
  'RP2016_IRIS_household_IR_Hab_dep93.csv',
  'RP2016_IRIS_housing_IR_Hab_dep93.csv',
  'BASE_TD_FILO_DISP_IRIS_2014_bondy.csv',
  'BASE_TD_FILO_DISP_IRIS_2016_bondy.csv',
  'BASE_TD_FILO_DISP_IRIS_2018_bondy.csv',
  'BASE_TD_FILO_DISP_IRIS_2019_dep93.csv',
  'FILO2019_DISP_COM_dep93.csv',
  'FILO2019_DISP_DEP_93.csv',
  'FILO2019_DISP_REG_11.csv',
  'FILO2019_DISP_METROPOLE.csv',
  'QPV_DEMO_2022_bondy.csv',
  'QPV_REVN_2022_bondy.csv',
  'QPV_IPRO_2022_bondy.csv',
  'data_CAF_2020_IRIS_dep93.csv',
  'carreaux_200m_filosofi2019_bondy.csv',
  'osm_voirie_bondy_2023.geojson',
  'equipements_bondy_osm.geojson',
  'finess_etablissements_hospitaliers_bondy.csv',
  'emplacement-des-gares-idf_bondy.csv',
]

export interface TerritoryFile {
  readonly name: string
  readonly bytes: Uint8Array
  readonly invented: boolean
}

export function* territoryFiles(seed = 'palier'): Generator<TerritoryFile> {
  for (const name of PUBLIC) yield { name, bytes: readFileSync(fileAt(name)), invented: false }
  yield made('base-ic-activite-residents-2016-fictif.csv', activityCsv(publishedQuarters(), seed))
  yield made('bpe24_ensemble_xy_fictif.csv', equipmentCsv(readTerritory().addresses, seed))
  yield made('reseau-invente-gtfs.zip', timetableZip())
}

function made(name: string, bytes: Uint8Array): TerritoryFile {
  return { name, bytes, invented: true }
}

function timetableZip(): Uint8Array {
  const stops = stopsOfStreets(readFileSync(fileAt('osm_voirie_bondy_2023.geojson'), 'utf8'))
  const tables = Object.entries(inventedTimetable(stops))
  return zipSync(
    Object.fromEntries(tables.map(([name, text]) => [name, new TextEncoder().encode(text)])),
    { mtime: '2026-01-01' }, // the same bytes each time
  )
}

function fileAt(name: string): URL {
  return new URL(`./territory/${name}`, import.meta.url)
}
