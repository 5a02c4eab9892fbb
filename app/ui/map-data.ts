import type { FeatureCollection } from 'geojson'

/** What lies under the points: areas or lines from loaded public files, drawn in the order given. */
export interface MapLayer {
  id: string
  /** What it shows, for the legend. */
  title: string
  kind: 'area' | 'water' | 'green' | 'building' | 'line'
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
