/** What a figure counts or measures; decides how it is written. */
export type Unit =
  | 'count'
  | 'share'
  | 'points'
  | 'years'
  | 'euros'
  | 'square-metres'
  | 'persons'
  | 'dwellings'
  | 'ratio'
  | 'index'

/** What a figure is made of, so that a reader can judge it and go back to its rows. */
export interface Trace {
  definition: string
  formula?: string
  sources: TraceSource[]
  /** ISO date of the newest thing behind the figure. */
  on: string
  /** Where the rows behind it can be read, when the reader may. */
  rowsHref?: string
}

export type TraceSource =
  | { kind: 'file'; name: string; year?: number; rows?: number; columns?: string[]; licence?: string }
  | { kind: 'records'; name: string; filter?: string; count?: number }
  | { kind: 'excerpts'; count: number; href?: string }

export interface KnownMeasure {
  value: number
  unit: Unit
  /** Persons or things behind the value, when that is not the value itself. */
  n: number | null
  /** What `n` counts. */
  of?: 'dwellings' | 'households' | 'persons'
  /** Lower and upper bound, 95 %. */
  interval?: [low: number, high: number]
  trace: Trace
}

/** A figure kept secret: too few persons behind it, or it could be found by subtracting others; or one that its publisher does not give. */
export interface WithheldMeasure {
  value: null
  withheld: 'too-few' | 'difference' | 'not-published'
  unit: Unit
  n: null
  trace: Trace
}

export type Measure = KnownMeasure | WithheldMeasure
