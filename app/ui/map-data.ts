import type { FeatureCollection } from 'geojson'

/** What lies under the points: areas or lines from loaded public files, drawn in the order given. */
export interface MapLayer {
  id: string
  /** What it shows, for the legend. */
  title: string
  /** `scale`: areas coloured by their property `step`, 1 to 5, or left bare where it is 0; `way`: a line to follow. */
  kind: 'area' | 'scale' | 'water' | 'green' | 'building' | 'line' | 'way'
  /** Longitudes and latitudes, WGS 84. */
  data: FeatureCollection
}

export interface MapPoint {
  id: string
  longitude: number
  latitude: number
  title: string
  detail?: string
  href?: string
  tone?: 'plain' | 'good' | 'warn' | 'bad'
}

/** Saves what the map shows as a picture called so. */
export type Capture = (name: string) => void
