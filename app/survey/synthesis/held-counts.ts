/** Counts of voices beside those that were published before: the difference of two tells of the few by whom it moved. Pure. */
import { OUTSIDE_OPERATOR } from '#packages/disclosure/thresholds.ts'
import type { Content } from './content.ts'

interface Voices {
  supporting: number
  diverging: number
}

/** Each count as it may leave: the one last published, until it moved by eleven. */
export function heldVoices(
  now: Voices & { id: string },
  /** The contents of the versions, newest first. */
  published: readonly Content[],
): Voices {
  const last = published
    .flatMap(({ findings }) => findings)
    .find(({ findingId, supporting, diverging }) => findingId === now.id && supporting !== null && diverging !== null)
  return { supporting: held(now.supporting, last?.supporting), diverging: held(now.diverging, last?.diverging) }
}

function held(now: number, last: number | null | undefined): number {
  return last == null || Math.abs(now - last) >= OUTSIDE_OPERATOR ? now : last
}
