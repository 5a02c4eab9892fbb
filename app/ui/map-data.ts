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

/** What must be read beside a picture that leaves the page. */
export interface Caption {
  title: string
  /** What must be said of it, as that its figures are invented. */
  note?: string | undefined
  /** What its colours mean. */
  legend?: readonly { step: number; label: string }[]
  /** Who must be named. */
  credit?: string | undefined
}

/** Saves what the map shows as a picture with its caption. */
export type Capture = (caption: Caption) => void
