import type { StepFreeRule } from './profiles.ts'
import type { StepFree } from './tags.ts'
import type { VertexFacts } from './vertex-facts.ts'
import type { WayFacts } from './way-facts.ts'

/**
 * What a rule makes of a way. A known slope decides; an even surface of unknown slope stays unknown, unless a mapper
 * said that wheelchairs pass.
 */
export function stepFreeAlong(way: WayFacts, rule: StepFreeRule): StepFree {
  if (way.stepFree === 'not') return 'not'
  if (way.incline !== null && Math.abs(way.incline) > rule.maxIncline) return 'not'
  return way.stepFree === 'fine' && (way.isDeclaredFine || way.incline !== null) ? 'fine' : 'unknown'
}

/** What passing a vertex means to somebody on one of its ways: the kerb of a crossing is not on the road's way. */
export function stepFreeAt(vertex: VertexFacts | null, way: WayFacts): StepFree {
  if (!vertex || (vertex.isAcrossOnly && way.isCarriageway)) return 'fine'
  return vertex.stepFree
}
