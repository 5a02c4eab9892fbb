import { type Leg, legsBetween } from './legs.ts'
import type { Paced } from './pace.ts'
import { metresBetween, type Place } from './plane.ts'
import { placeAlong, type Snap } from './snap.ts'
import { stepFreeAlong, stepFreeAt } from './step-free.ts'
import type { VertexFacts } from './vertex-facts.ts'
import type { WayFacts, WayKind } from './way-facts.ts'

/** A part of a walk that one can say in a phrase. */
export interface RouteStep {
  /** `door` from a door to the way and back. */
  readonly kind: WayKind | 'door'
  readonly name: string | null
  readonly metres: number
  readonly ms: number
  /** Of the flight, where somebody counted. */
  readonly stairs: number | null
  /** Rise over run in the direction walked, where it is known. */
  readonly incline: number | null
  /** Crossings with lights that are waited for. */
  readonly signals: number
  /** Whether a step-free walk leans here on something of which nothing is known. */
  readonly isUnknown: boolean
  readonly geometry: readonly Place[]
}

/** A walk from door to door. */
export interface Route {
  readonly ms: number
  readonly metres: number
  /** Metres of a step-free walk of which nothing is known. */
  readonly unknownMetres: number
  readonly steps: readonly RouteStep[]
  readonly geometry: readonly Place[]
}

/**
 * A shortest walk between two doors, of the same milliseconds as in the matrix, in the steps that one would tell.
 *
 * @returns null when no way leads there
 */
export function routeBetween(paced: Paced, origin: Snap, destination: Snap): Route | null {
  const found = legsBetween(paced, origin, destination)
  if (!found) return null
  const parts = found.legs.map((leg) => partOf(paced, leg))
  const walked = parts.reduce<Part[]>((steps, part) => {
    const last = steps.at(-1)
    if (last && isSameStep(last, part)) steps[steps.length - 1] = joined(last, part)
    else steps.push(part)
    return steps
  }, [])
  const steps = [doorStep(paced, origin, [origin.place, origin.onWay]), ...walked.map(({ way: _, ...step }) => step)]
  steps.push(doorStep(paced, destination, [destination.onWay, destination.place]))
  const told = steps.filter(({ ms, metres }) => ms > 0 || metres > 0)
  return {
    ms: found.ms,
    metres: total(told, ({ metres }) => metres),
    unknownMetres: total(told, ({ isUnknown, metres }) => (isUnknown ? metres : 0)),
    steps: told,
    geometry: told.flatMap(({ geometry }, index) => (index === 0 ? geometry : geometry.slice(1))),
  }
}

interface Part extends RouteStep {
  readonly way: string
}

function partOf(paced: Paced, leg: Leg): Part {
  const { graph } = paced
  const way = graph.ways[graph.chainWay[leg.chain] ?? 0]
  if (!way) throw new Error(`chain ${leg.chain} belongs to no way`)
  const geometry = geometryOf(paced, leg)
  return {
    way: way.id,
    kind: way.kind,
    name: way.name,
    metres: total(geometry.slice(1), (place, index) => metresBetween(geometry[index] ?? place, place)),
    ms: msOf(paced, leg),
    stairs: way.kind === 'steps' ? way.stepCount : null,
    incline: way.incline === null ? null : leg.isForward ? way.incline : -way.incline,
    signals: leg.entersNode && vertexAt(paced, leg, 'enters')?.signal ? 1 : 0,
    isUnknown: isUnknown(paced, leg, way),
    geometry,
  }
}

function geometryOf(paced: Paced, { from, to, isForward }: Leg): Place[] {
  const [low, high] = isForward ? [from, to] : [to, from]
  const inner = Array.from({ length: high.segment - low.segment }, (_, index) =>
    placeAlong(paced, low.segment + index, 1),
  )
  const places = [placeAlong(paced, low.segment, low.along), ...inner, placeAlong(paced, high.segment, high.along)]
  const distinct = places.filter(({ lon, lat }, at) => lon !== places[at - 1]?.lon || lat !== places[at - 1]?.lat)
  return isForward ? distinct : distinct.reverse()
}

function msOf(paced: Paced, { chain, from, to, isForward, leavesNode, entersNode }: Leg): number {
  const { startHalf, endHalf } = paced
  const [ms, before] = isForward ? [paced.forward, paced.forwardBefore] : [paced.backward, paced.backwardBefore]
  const at = ({ segment, along }: Leg['from']) => (before[segment] ?? 0) + Math.round((ms[segment] ?? 0) * along)
  const [first, last] = isForward ? [startHalf, endHalf] : [endHalf, startHalf]
  return Math.abs(at(to) - at(from)) + (leavesNode ? (first[chain] ?? 0) : 0) + (entersNode ? (last[chain] ?? 0) : 0)
}

function vertexAt({ graph }: Paced, { chain, isForward }: Leg, which: 'leaves' | 'enters'): VertexFacts | null {
  const nodes = isForward === (which === 'leaves') ? graph.chainStart : graph.chainEnd
  return graph.vertexKinds[graph.vertexKind[graph.nodeVertex[nodes[chain] ?? 0] ?? 0] ?? 0] ?? null
}

function isUnknown(paced: Paced, leg: Leg, way: WayFacts): boolean {
  const rule = paced.profile.stepFree
  if (!rule) return false
  const passed = [leg.leavesNode && vertexAt(paced, leg, 'leaves'), leg.entersNode && vertexAt(paced, leg, 'enters')]
  return stepFreeAlong(way, rule) !== 'fine' || passed.some((vertex) => vertex && stepFreeAt(vertex, way) !== 'fine')
}

function isSameStep(a: Part, b: Part): boolean {
  return a.kind === b.kind && a.name === b.name && a.incline === b.incline && a.isUnknown === b.isUnknown
}

function joined(a: Part, b: Part): Part {
  const isOneFlight = a.way === b.way
  return {
    ...b,
    metres: a.metres + b.metres,
    ms: a.ms + b.ms,
    stairs: isOneFlight || a.stairs === null || b.stairs === null ? (a.stairs ?? b.stairs) : a.stairs + b.stairs,
    signals: a.signals + b.signals,
    geometry: [...a.geometry, ...b.geometry.slice(1)],
  }
}

function doorStep(paced: Paced, { doorMetres }: Snap, geometry: readonly Place[]): RouteStep {
  const ms = Math.round(doorMetres * paced.msPerMetre)
  const nothing = { name: null, stairs: null, incline: null, signals: 0, isUnknown: false }
  return { kind: 'door', metres: doorMetres, ms, ...nothing, geometry }
}

function total<T>(items: readonly T[], measure: (item: T, index: number) => number): number {
  return items.reduce((sum, item, index) => sum + measure(item, index), 0)
}
