import type { Problem } from '#packages/intake/problem.ts'

type TagList = Iterable<readonly [string, string]>

/** Takes the elements of OpenStreetMap as they are met. What a pass has no use for is left out of its sink. */
export interface ElementSink {
  /** Degrees. `tags` is asked only for nodes that are wanted. */
  node?(id: number, lon: number, lat: number, tags: () => TagList): void
  way?(id: number, nodes: readonly number[], tags: () => TagList): void
  relation?(ways: readonly number[], tags: () => TagList): void
}

/** Why an OpenStreetMap file cannot be read further. */
export class OsmFault extends Error {
  readonly found: Problem
  constructor(found: Problem) {
    super(found.code)
    this.found = found
  }
}

/** Reads a file once into a sink, giving a turn after each piece. @throws OsmFault */
export type ElementPass = (sink: ElementSink) => AsyncGenerator<void>
