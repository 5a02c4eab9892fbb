/**
 * `npm run bench:walkshed`: walking times of 40 doors × 1 000 places × 3 walkers on the streets of the demonstration,
 * against plain Dijkstra in the same run: binary heap, every point of the ways, one search a door, over the whole graph.
 * Both have their graph in memory and their doors on it. The time of a round is its CPU time, so that other work on the
 * machine weighs little, and the figure is that of the quickest round in four seconds, the least disturbed. Fails unless all times
 * are identical and the ratio and the limit are met. A plain search that stops after 15 minutes' walk is timed too: it leaves the others unanswered.
 */
import { bondy } from '#packages/walkshed/bondy.test-support.ts'
import { stream } from '#packages/walkshed/chance.test-support.ts'
import { CLOSED } from '#packages/walkshed/closed.ts'
import { buildGraph } from '#packages/walkshed/graph.ts'
import { snapAll, UNREACHED, walkMatrix } from '#packages/walkshed/matrix.ts'
import { pace } from '#packages/walkshed/pace.ts'
import { plainArrival, plainGraph, plainReach } from '#packages/walkshed/plain-dijkstra.test-support.ts'
import type { Place } from '#packages/walkshed/plane.ts'
import { ADULT, SENIOR, STEP_FREE } from '#packages/walkshed/profiles.ts'
import { type Snap, snap } from '#packages/walkshed/snap.ts'

const ORIGINS = 40
const DESTINATIONS = 1000
const CPU_MS = 4000
const LEAST_RATIO = 20
const MOST_MS = 200
const QUARTER_HOUR = 15 * 60_000

const { ways, nodes } = bondy()
const built = timed(() => buildGraph(ways, nodes))
const graph = built.result
console.log(
  `graph       ${graph.lon.length} points, ${graph.from.length} segments; ${graph.chainWay.length} chains between ${graph.nodeVertex.length} nodes; ${built.ms.toFixed(0)} ms, first time`,
)
const paced = timed(() => [ADULT, SENIOR, STEP_FREE].map((profile) => pace(graph, profile)))
console.log(`walkers     3 prepared in ${paced.ms.toFixed(0)} ms, first time`)
const chance = stream(93010)
const [doors, places] = [somewhere(ORIGINS), somewhere(DESTINATIONS)]
const cases = paced.result.map((walker) => ({
  walker,
  plain: plainGraph(walker),
  origins: snapAll(walker, doors).filter((door) => door !== null),
  destinations: snapAll(walker, places).filter((door) => door !== null),
}))
compareTimes()

/** Random points up to 60 m beside those of the ways, from which all three walkers find a way. */
function somewhere(count: number): Place[] {
  const found: Place[] = []
  while (found.length < count) {
    const vertex = Math.floor(chance() * graph.lon.length)
    const aside = () => (chance() - 0.5) * 0.001
    const place = { lon: (graph.lon[vertex] ?? 0) + aside(), lat: (graph.lat[vertex] ?? 0) + aside() }
    if (paced.result.every((walker) => snap(walker, place))) found.push(place)
  }
  return found
}

function compareTimes(): void {
  const differing = cases.reduce((total, each) => total + differences(each), 0)
  const first = timed(matrices).ms
  const ours = quickest(matrices)
  const plain = quickest(() => cases.map((each) => plainTimes(each, CLOSED)))
  const bounded = quickest(() => cases.map((each) => plainTimes(each, QUARTER_HOUR)))
  const queries = ORIGINS * DESTINATIONS * cases.length
  const ratio = plain / ours
  const perSecond = Math.round((queries / ours) * 1000).toLocaleString('en')
  console.log(`walkshed    ${ours.toFixed(1)} ms (first time ${first.toFixed(1)}); ${perSecond} queries/s`)
  console.log(`plain       ${plain.toFixed(1)} ms, whole graph; ${bounded.toFixed(1)} ms stopped at 15 minutes`)
  console.log(`identical   ${queries - differing} of ${queries} times, to the millisecond`)
  console.log(
    `ratio       ${ratio.toFixed(1)} (at least ${LEAST_RATIO}); ${(bounded / ours).toFixed(1)} against the stopped one`,
  )
  if (differing > 0 || ratio < LEAST_RATIO || ours > MOST_MS) process.exitCode = 1
}

function matrices() {
  return cases.map(({ walker, origins, destinations }) => walkMatrix(walker, origins, destinations))
}

function differences(each: (typeof cases)[number]): number {
  const { ms } = walkMatrix(each.walker, each.origins, each.destinations)
  const expected = plainTimes(each, CLOSED)
  return ms.filter((time, at) => time !== (expected[at] === CLOSED ? UNREACHED : expected[at])).length
}

function plainTimes({ walker, plain, origins, destinations }: (typeof cases)[number], limit: number): Int32Array {
  const times = new Int32Array(origins.length * destinations.length)
  origins.forEach((from: Snap, row) => {
    const reached = plainReach(walker, plain, from, limit)
    destinations.forEach((to, column) => {
      times[row * destinations.length + column] = plainArrival(walker, reached, from, to)
    })
  })
  return times
}

function timed<T>(work: () => T): { result: T; ms: number } {
  const before = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(before)
  return { result, ms: (user + system) / 1000 }
}

/** Each method has as much time to get warm, and as many chances of an undisturbed round as fit in it. */
function quickest(work: () => unknown): number {
  let [best, spent] = [Infinity, 0]
  while (spent < CPU_MS) {
    const { ms } = timed(work)
    best = Math.min(best, ms)
    spent += ms
  }
  return best
}
