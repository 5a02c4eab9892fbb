import { isOpen, isSignalCrossing, type StepFree, type Tags, wheelchairWord } from './tags.ts'

/** What a walker needs to know of one point of the ways: a gate, a kerb, a crossing. */
export interface VertexFacts {
  /** Nobody passes: a locked or private gate, a wall. */
  readonly isClosed: boolean
  /** Lights to wait for; lights of a junction count where at least three ways meet. */
  readonly signal: 'crossing' | 'junction' | null
  readonly stepFree: StepFree
  /** A kerb told of a crossing bears on who crosses, not on who passes along the road. */
  readonly isAcrossOnly: boolean
  readonly barrier: string | null
  readonly kerb: 'raised' | 'lowered' | 'flush' | 'unknown' | null
}

const UNCROSSABLE = new Set('wall fence hedge ditch guard_rail city_wall retaining_wall'.split(' '))
const STOPS_WHEELS = new Set(
  `stile kissing_gate turnstile full-height_turnstile hampshire_gate cycle_barrier motorcycle_barrier log block
   jersey_barrier debris chain rope horse_stile`.split(/\s+/),
)
const OPENINGS = new Set(['entrance', 'kerb'])
const KERBS = new Map<string, NonNullable<VertexFacts['kerb']>>([
  ['raised', 'raised'],
  ['yes', 'raised'],
  ['rolled', 'raised'],
  ['lowered', 'lowered'],
  ['flush', 'flush'],
  ['no', 'flush'],
])

/** @returns null when the tags say nothing that changes a walk */
export function vertexFacts(tags: Tags): VertexFacts | null {
  const barrier = tags.barrier ?? null
  const isCrossing = tags.highway === 'crossing' || tags.crossing !== undefined
  const kerb = kerbOf(tags, isCrossing)
  const signal = signalOf(tags)
  if (barrier === null && kerb === null && signal === null) return null
  return {
    isClosed: barrier !== null && (UNCROSSABLE.has(barrier) ? !isGranted(tags) : !isOpen(tags)),
    signal,
    stepFree: worst(barrierWord(barrier, tags), kerbWord(kerb, tags)),
    isAcrossOnly: isCrossing && (barrier === null || barrier === 'kerb'),
    barrier,
    kerb,
  }
}

/** The same point once its gate stands open. */
export function opened(facts: VertexFacts): VertexFacts {
  return { ...facts, isClosed: false }
}

/** The same point once its kerb is lowered. */
export function withLoweredKerb(facts: VertexFacts): VertexFacts {
  const { barrier } = facts
  return { ...facts, kerb: 'lowered', stepFree: barrier === null || barrier === 'kerb' ? 'fine' : facts.stepFree }
}

function kerbOf(tags: Tags, isCrossing: boolean): VertexFacts['kerb'] {
  const told = KERBS.get(tags.kerb ?? '')
  if (told) return told
  return isCrossing || tags.barrier === 'kerb' || tags.kerb !== undefined ? 'unknown' : null
}

function signalOf(tags: Tags): VertexFacts['signal'] {
  if (isSignalCrossing(tags)) return 'crossing'
  return tags.highway === 'traffic_signals' ? 'junction' : null
}

function isGranted(tags: Tags): boolean {
  return tags.foot === 'yes' || tags.foot === 'designated'
}

function barrierWord(barrier: string | null, tags: Tags): StepFree {
  if (barrier === null || OPENINGS.has(barrier)) return 'fine'
  return wheelchairWord(tags) ?? (STOPS_WHEELS.has(barrier) || UNCROSSABLE.has(barrier) ? 'not' : 'unknown')
}

function kerbWord(kerb: VertexFacts['kerb'], tags: Tags): StepFree {
  if (kerb === null) return 'fine'
  const word = wheelchairWord(tags)
  if (word === 'not' || word === 'fine') return word
  if (kerb === 'lowered' || kerb === 'flush') return 'fine'
  return kerb === 'raised' ? 'not' : 'unknown'
}

function worst(a: StepFree, b: StepFree): StepFree {
  if (a === 'not' || b === 'not') return 'not'
  return a === 'unknown' || b === 'unknown' ? 'unknown' : 'fine'
}
