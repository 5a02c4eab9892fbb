/** The public files that the territory is made of: what each is for, who publishes it, where it is found, under which terms. */
import { m } from '#messages'

export type Need = 'essential' | 'useful'

export interface Dataset {
  readonly id: string
  readonly need: Need
  readonly title: () => string
  /** What the file is for here, in a sentence. */
  readonly serves: () => string
  readonly producer: string
  /** Title of the producer's page, to be looked for there. */
  readonly page: string
  readonly licence: string
}

const OPEN = 'Licence Ouverte 2.0'
const ODBL = 'ODbL 1.0'

export const DATASETS: readonly Dataset[] = [
  {
    id: 'iris-contours',
    need: 'essential',
    title: m.territory_data_iris_contours,
    serves: m.territory_serves_iris_contours,
    producer: 'IGN, Insee',
    page: 'Contours… IRIS (geoservices.ign.fr)',
    licence: OPEN,
  },
  {
    id: 'qpv-contours',
    need: 'useful',
    title: m.territory_data_qpv_contours,
    serves: m.territory_serves_qpv_contours,
    producer: 'ANCT',
    page: 'Quartiers prioritaires de la politique de la ville (data.gouv.fr)',
    licence: OPEN,
  },
  {
    id: 'census-population',
    need: 'essential',
    title: m.territory_data_census_population,
    serves: m.territory_serves_census_population,
    producer: 'Insee',
    page: 'Population en … – Recensement de la population – Base infracommunale (IRIS)',
    licence: OPEN,
  },
  {
    id: 'census-activity',
    need: 'essential',
    title: m.territory_data_census_activity,
    serves: m.territory_serves_census_activity,
    producer: 'Insee',
    page: 'Activité des résidents en … – Base infracommunale (IRIS)',
    licence: OPEN,
  },
  {
    id: 'census-families',
    need: 'essential',
    title: m.territory_data_census_families,
    serves: m.territory_serves_census_families,
    producer: 'Insee',
    page: 'Couples – Familles – Ménages en … – Base infracommunale (IRIS)',
    licence: OPEN,
  },
  {
    id: 'census-housing',
    need: 'essential',
    title: m.territory_data_census_housing,
    serves: m.territory_serves_census_housing,
    producer: 'Insee',
    page: 'Logement en … – Base infracommunale (IRIS)',
    licence: OPEN,
  },
  {
    id: 'filosofi-iris',
    need: 'essential',
    title: m.territory_data_filosofi_iris,
    serves: m.territory_serves_filosofi_iris,
    producer: 'Insee, DGFiP, Cnaf, Cnav, CCMSA',
    page: 'Revenus, pauvreté et niveau de vie en … (IRIS) – Dispositif Filosofi',
    licence: OPEN,
  },
  {
    id: 'filosofi',
    need: 'useful',
    title: m.territory_data_filosofi,
    serves: m.territory_serves_filosofi,
    producer: 'Insee, DGFiP, Cnaf, Cnav, CCMSA',
    page: 'Revenus et pauvreté des ménages en … – Dispositif Filosofi',
    licence: OPEN,
  },
  {
    id: 'qpv-figures',
    need: 'useful',
    title: m.territory_data_qpv_figures,
    serves: m.territory_serves_qpv_figures,
    producer: 'Insee, ANCT',
    page: 'Données sur les quartiers de la politique de la ville',
    licence: OPEN,
  },
  {
    id: 'caf-iris',
    need: 'useful',
    title: m.territory_data_caf_iris,
    serves: m.territory_serves_caf_iris,
    producer: 'Cnaf, Insee',
    page: 'Données sur les bénéficiaires de prestations – IRIS',
    licence: OPEN,
  },
  {
    id: 'filosofi-grid-200m',
    need: 'useful',
    title: m.territory_data_grid,
    serves: m.territory_serves_grid,
    producer: 'Insee',
    page: 'Données carroyées – Carreaux de 200 m – Dispositif Filosofi',
    licence: OPEN,
  },
  {
    id: 'osm',
    need: 'essential',
    title: m.territory_data_osm,
    serves: m.territory_serves_osm,
    producer: '© contributeurs OpenStreetMap',
    page: 'Geofabrik – France, extraits régionaux (.osm.pbf) ; Overpass Turbo (GeoJSON)',
    licence: ODBL,
  },
  {
    id: 'bpe',
    need: 'essential',
    title: m.territory_data_bpe,
    serves: m.territory_serves_bpe,
    producer: 'Insee',
    page: 'Base permanente des équipements – Ensemble, géolocalisé',
    licence: OPEN,
  },
  {
    id: 'finess',
    need: 'useful',
    title: m.territory_data_finess,
    serves: m.territory_serves_finess,
    producer: 'ARS, Atlasanté',
    page: 'FINESS – Extraction du fichier des établissements (data.gouv.fr)',
    licence: OPEN,
  },
  {
    id: 'stations',
    need: 'useful',
    title: m.territory_data_stations,
    serves: m.territory_serves_stations,
    producer: 'Île-de-France Mobilités',
    page: 'Gares et stations du réseau ferré',
    licence: OPEN,
  },
  {
    id: 'gtfs',
    need: 'essential',
    title: m.territory_data_gtfs,
    serves: m.territory_serves_gtfs,
    producer: 'Autorités organisatrices de la mobilité',
    page: 'transport.data.gouv.fr – horaires théoriques (GTFS)',
    licence: 'ODbL 1.0, Licence Ouverte 2.0',
  },
]

/** Several files of a producer serve one line of the list. */
const LINES: Readonly<Record<string, string>> = {
  'commune-contours': 'iris-contours',
  'census-households': 'census-families',
  'census-education': 'census-population',
  'filosofi-commune': 'filosofi',
  'filosofi-department': 'filosofi',
  'filosofi-region': 'filosofi',
  'filosofi-metropole': 'filosofi',
  'qpv-demography': 'qpv-figures',
  'qpv-income': 'qpv-figures',
  'qpv-employment': 'qpv-figures',
  'osm-xml': 'osm',
  'osm-pbf': 'osm',
  'osm-geojson': 'osm',
  'osm-places-geojson': 'osm',
}

/** The line of the list that a loaded file belongs to. */
export function datasetOf(id: string): Dataset | undefined {
  const line = LINES[id] ?? id
  return DATASETS.find((dataset) => dataset.id === line)
}

/** A loaded file in the reader's words: its title and its edition. */
export function datasetWord(id: string, vintage: string): string {
  const title = datasetOf(id)?.title() ?? id
  return vintage === '' ? title : m.territory_edition({ title, vintage })
}
