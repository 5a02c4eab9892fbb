import type { Coded, SyncPoint, Transcript } from './model.ts'

/** A place of a transcript that is heard at a known time. */
export interface HeardAt {
  readonly guid: string
  /** JavaScript offset in the text. */
  readonly position: number
  /** Milliseconds of the recording. */
  readonly time: number
}

/** An excerpt of a transcript, from `start` up to, without, `end`. */
export type TranscriptStretch = Coded & { readonly start: number; readonly end: number }

/**
 * Sync points and selections of a transcript. A selection is bounded by points, not by positions: where no time is known for
 * one of its ends, a point without time stands there, for a time must not be invented.
 *
 * @param heard at most one for each position
 * @param guidAt guid of the point without time that is needed at a position
 */
export function synchronised(
  heard: readonly HeardAt[],
  stretches: readonly TranscriptStretch[],
  guidAt: (position: number) => string,
): Pick<Transcript, 'syncPoints' | 'selections'> {
  const points = new Map<number, SyncPoint>(heard.map((point) => [point.position, point]))
  const pointAt = (position: number) => {
    const point = points.get(position) ?? { guid: guidAt(position), position }
    points.set(position, point)
    return point.guid
  }
  const selections = stretches.map(({ start, end, ...coded }) => ({ ...coded, from: pointAt(start), to: pointAt(end) }))
  const syncPoints = [...points].sort(([one], [other]) => one - other).map(([, point]) => point)
  return { syncPoints, selections }
}

/** The excerpt that a selection bounds; undefined when a point of it has no position. */
export function stretchOf(
  { syncPoints }: Transcript,
  { from, to }: Transcript['selections'][number],
): { readonly start: number; readonly end: number } | undefined {
  const positionOf = (guid: string | undefined) => syncPoints.find((point) => point.guid === guid)?.position
  const [start, end] = [positionOf(from), positionOf(to)]
  return start === undefined || end === undefined || start > end ? undefined : { start, end }
}
