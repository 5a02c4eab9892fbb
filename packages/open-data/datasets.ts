/** Every kind of public file that is read here. */
export const DATASETS = [
  'census-population',
  'census-activity',
  'census-education',
  'census-families',
  'census-households',
  'census-housing',
  'filosofi-iris',
  'filosofi-commune',
  'filosofi-department',
  'filosofi-region',
  'filosofi-metropole',
  'filosofi-grid-200m',
  'qpv-demography',
  'qpv-income',
  'qpv-employment',
  'caf-iris',
  'iris-table',
  'bpe',
  'bpe-passage-table',
  'iris-contours',
  'commune-contours',
  'qpv-contours',
  'addresses',
  'rpls',
  'rpls-by-address',
  'osm-xml',
  'osm-pbf',
  'osm-geojson',
  'osm-places-geojson',
  'gtfs',
  'stations',
  'finess',
  'precision-table',
  'variables-dictionary',
] as const

export type DatasetId = (typeof DATASETS)[number]

/** What one line of a file is about. */
export type Level =
  | 'iris'
  | 'commune'
  | 'department'
  | 'region'
  | 'metropole'
  | 'qpv'
  | 'grid'
  | 'place'
  | 'street'
  | 'timetable'
  | 'word'
