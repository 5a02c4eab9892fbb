import type { ProblemCode } from '#packages/intake/problem.ts'
import type { MultiPolygon } from '../surroundings.ts'

/** A contour of a map, whatever its format: what it says of itself, and where it lies or what is wrong with it. */
export interface FoundShape {
  /** Number of the feature, from 1. */
  readonly number: number
  readonly properties: ReadonlyMap<string, unknown>
  readonly geometry: MultiPolygon | ProblemCode
}
