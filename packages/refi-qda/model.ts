/**
 * A REFI-QDA project as the standard describes it (version 1.0, `Project.xsd` of 18 March 2019), in our words. Guids are
 * lower case without braces. Positions in a text are JavaScript string offsets; the file counts code points.
 */
export interface Project {
  readonly name: string
  /** The program that wrote it. */
  readonly origin?: string
  readonly createdBy?: string
  readonly createdAt?: string
  readonly description?: string
  readonly users: readonly User[]
  readonly codes: readonly Code[]
  readonly variables: readonly Variable[]
  readonly cases: readonly Case[]
  readonly sources: readonly Source[]
  readonly notes: readonly TextSource[]
  readonly links: readonly Link[]
  readonly sets: readonly CodeSet[]
  readonly noteRefs: readonly string[]
}

export interface User {
  readonly guid: string
  readonly name?: string
  readonly id?: string
}

/** A code and those under it. One that is not `codable` only gathers others. */
export interface Code {
  readonly guid: string
  readonly name: string
  readonly codable: boolean
  /** #RRGGBB. */
  readonly colour?: string
  readonly description?: string
  readonly noteRefs: readonly string[]
  readonly children: readonly Code[]
}

export const VARIABLE_TYPES = ['Text', 'Boolean', 'Integer', 'Float', 'Date', 'DateTime'] as const

export interface Variable {
  readonly guid: string
  readonly name: string
  readonly type: (typeof VARIABLE_TYPES)[number]
  readonly description?: string
}

/** A variable's value as the file writes it; undefined when it is empty. */
export interface VariableValue {
  readonly variable: string
  readonly value?: string
}

export interface Case {
  readonly guid: string
  readonly name?: string
  readonly description?: string
  readonly codes: readonly string[]
  readonly values: readonly VariableValue[]
  readonly sources: readonly string[]
  readonly selections: readonly string[]
}

export interface CodeSet {
  readonly guid: string
  readonly name: string
  readonly description?: string
  readonly codes: readonly string[]
  readonly sources: readonly string[]
  readonly notes: readonly string[]
}

export interface Link {
  readonly guid: string
  readonly name?: string
  readonly direction?: string
  readonly colour?: string
  readonly from?: string
  readonly to?: string
  readonly noteRefs: readonly string[]
}

/** Who made or changed something, and when (ISO 8601). */
export interface Authored {
  readonly createdBy?: string
  readonly createdAt?: string
  readonly changedBy?: string
  readonly changedAt?: string
}

export interface Coding extends Authored {
  readonly guid: string
  readonly code: string
  readonly noteRefs: readonly string[]
}

/** What all that can be coded has. */
export interface Coded extends Authored {
  readonly guid: string
  readonly name?: string
  readonly description?: string
  readonly codings: readonly Coding[]
  readonly noteRefs: readonly string[]
}

/** An excerpt, from `start` up to, without, `end`. */
export interface TextSelection extends Coded {
  readonly start: number
  readonly end: number
}

/** A stretch of a recording, in milliseconds. */
export interface TimeSelection extends Coded {
  readonly begin: number
  readonly end: number
}

/** A rectangle of a picture, in pixels, or of a page (from 0), in points. */
export interface AreaSelection extends Coded {
  readonly page?: number
  readonly first: readonly [number, number]
  readonly second: readonly [number, number]
  readonly text?: TextSource
}

export interface TextSource extends Coded {
  readonly kind: 'text'
  readonly text: string
  /** Name in the archive of the same text with its layout. */
  readonly richText?: string
  readonly selections: readonly TextSelection[]
  readonly values: readonly VariableValue[]
}

export interface SyncPoint {
  readonly guid: string
  /** Milliseconds of the recording. */
  readonly time?: number
  readonly position?: number
}

export interface Transcript extends Authored {
  readonly guid: string
  readonly name?: string
  readonly description?: string
  readonly text: string
  readonly richText?: string
  readonly syncPoints: readonly SyncPoint[]
  readonly selections: readonly (Coded & { readonly from?: string; readonly to?: string })[]
  readonly noteRefs: readonly string[]
}

/** A recording. `file` is its name in the archive; a file kept elsewhere has `elsewhere` instead. */
export interface MediaSource extends Coded {
  readonly kind: 'audio' | 'video'
  readonly file?: string
  readonly elsewhere?: string
  readonly transcripts: readonly Transcript[]
  readonly selections: readonly TimeSelection[]
  readonly values: readonly VariableValue[]
}

/** A picture, or a PDF; `text` is what it says. */
export interface AreaSource extends Coded {
  readonly kind: 'picture' | 'pdf'
  readonly file?: string
  readonly elsewhere?: string
  readonly text?: TextSource
  readonly selections: readonly AreaSelection[]
  readonly values: readonly VariableValue[]
}

export type Source = TextSource | MediaSource | AreaSource
