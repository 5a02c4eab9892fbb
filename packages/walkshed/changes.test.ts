import { expect, it } from 'vitest'
import { withChanges } from './changes.ts'
import { differencesBetween, effectOf } from './differences.ts'
import { at, node, street, way } from './drawn.test-support.ts'
import { buildGraph } from './graph.ts'
import { minutesAt } from './matrix.ts'
import { pace } from './pace.ts'
import { plainArrival, plainGraph, plainReach } from './plain-dijkstra.test-support.ts'
import { ADULT, STEP_FREE } from './profiles.ts'
import { snap } from './snap.ts'

/** Two streets 100 m apart, joined at x = 0; at x = 400 by a private passage, at x = 200 by nothing. */
const QUARTER = buildGraph([
  street('north', [0, 100], [200, 100], [400, 100]),
  street('south', [0, 0], [200, 0], [400, 0]),
  street('west', [0, 0], [0, 100]),
  way('passage', { highway: 'footway', access: 'private' }, [400, 0], [400, 100]),
])
const [FROM, TO] = [[at(400, 0)], [at(400, 100)]]

function minutesAfter(...changes: Parameters<typeof withChanges>[1]) {
  const [before, after] = [pace(QUARTER, ADULT), pace(withChanges(QUARTER, changes), ADULT)]
  const effect = effectOf(before, after, FROM, TO)
  return { before: minutesAt(effect.before, 0, 0), after: minutesAt(effect.after, 0, 0), effect }
}

it('opening a private way or closing a street changes the minutes at once', () => {
  const opened = minutesAfter({ kind: 'open-way', way: 'passage' })
  expect(opened.before).toBeCloseTo(900 / 80, 3)
  expect(opened.after).toBeCloseTo(100 / 80, 3)
  expect(opened.effect.differences).toEqual([{ origin: 0, destination: 0, before: opened.before, after: opened.after }])
  expect(minutesAfter({ kind: 'close-way', way: 'west' })).toMatchObject({ after: null })
  expect(minutesAfter({ kind: 'close-way', way: 'west' }, { kind: 'open-way', way: 'passage' }).after).toBeCloseTo(
    1.25,
    3,
  )
})

it('a link joins the nearest ways at its two ends, in the middle of them', () => {
  const linked = minutesAfter({ kind: 'add-link', path: [at(350, 10), at(350, 60), at(350, 95)] })
  expect(linked.after).toBeCloseTo((50 + 100 + 50) / 80, 3)
  const graph = withChanges(QUARTER, [{ kind: 'add-link', path: [at(350, 10), at(350, 95)] }])
  const paced = pace(graph, ADULT)
  const [from, to] = [snap(paced, at(345, 50)), snap(paced, at(20, 0))]
  if (!from || !to) throw new Error('both doors are near a way')
  expect(from.doorMetres).toBeCloseTo(5, 2)
  const reached = plainReach(paced, plainGraph(paced), from)
  expect(plainArrival(paced, reached, from, to) / 60_000).toBeCloseTo((5 + 50 + 330) / 80, 3)
})

it('two ends of a link may lie on one segment, and a stair be drawn as one', () => {
  const loop = minutesAfter({ kind: 'add-link', path: [at(210, 0), at(210, 20), at(290, 20), at(290, 0)] })
  expect(loop.after).toBeCloseTo(900 / 80, 3)
  const stairs = minutesAfter({ kind: 'add-link', path: [at(400, 0), at(400, 100)], tags: { highway: 'steps' } })
  expect(stairs.after).toBeCloseTo(200 / 60, 3)
})

it('an opened gate lets people through, and the graph before stays as it was', () => {
  const passage = buildGraph(
    [street('a', [0, 0], [100, 0], [200, 0])],
    [node({ barrier: 'gate', locked: 'yes' }, 100, 0)],
  )
  const after = withChanges(passage, [{ kind: 'open-gate', at: at(105, 5) }])
  const effect = effectOf(pace(passage, ADULT), pace(after, ADULT), [at(0, 0)], [at(200, 0)], { withinMetres: 20 })
  expect(effect.differences).toEqual([{ origin: 0, destination: 0, before: null, after: expect.closeTo(2.5, 3) }])
  expect(after.metres).toBe(passage.metres)
  expect(after.elimination).toBe(passage.elimination)
  expect(passage.vertexKinds.some((facts) => facts?.isClosed)).toBe(true)
})

it('a lowered kerb opens the way to wheels', () => {
  const crossing = buildGraph(
    [way('x', { highway: 'footway', wheelchair: 'yes' }, [0, 0], [100, 0], [200, 0])],
    [node({ barrier: 'kerb', kerb: 'raised' }, 100, 0)],
  )
  const after = withChanges(crossing, [{ kind: 'lower-kerb', at: at(100, 0) }])
  const effect = effectOf(pace(crossing, STEP_FREE), pace(after, STEP_FREE), [at(0, 0)], [at(200, 0)], {
    withinMetres: 20,
  })
  expect(effect.differences).toEqual([{ origin: 0, destination: 0, before: null, after: expect.closeTo(4, 3) }])
})

it('a bench is there to rest on, and changes no minutes', () => {
  const after = withChanges(QUARTER, [{ kind: 'add-bench', at: at(50, 5) }])
  expect(after.benches).toEqual([at(50, 5)])
  expect(minutesAfter({ kind: 'add-bench', at: at(50, 5) }).effect.differences).toEqual([])
})

it('lists what gains most first, then what loses, and leaves out less than a second', () => {
  const before = { rows: 1, columns: 5, ms: Int32Array.of(60_000, 60_000, -1, 60_000, 120_000) }
  const after = { rows: 1, columns: 5, ms: Int32Array.of(60_999, -1, 60_000, 120_000, 60_000) }
  expect(differencesBetween(before, after).map(({ destination }) => destination)).toEqual([2, 4, 3, 1])
  expect(() => differencesBetween(before, { ...after, columns: 4 })).toThrow('expected 1 × 5 times, got 1 × 4')
})

it('refuses a change that finds nothing to act on, saying where it looked', () => {
  const refused =
    (...changes: Parameters<typeof withChanges>[1]) =>
    () =>
      withChanges(QUARTER, changes)
  expect(refused({ kind: 'open-gate', at: at(0, 0) })).toThrow(/closed gate within 30 m of 2\.48, 48\.9, found none/)
  expect(refused({ kind: 'lower-kerb', at: at(400, 0) })).toThrow('expected a kerb within 30 m')
  expect(refused({ kind: 'close-way', way: 'nowhere' })).toThrow('got nowhere')
  expect(refused({ kind: 'add-link', path: [at(0, 0)] })).toThrow('at least 2 places, got 1')
  expect(refused({ kind: 'add-link', path: [at(0, 0), at(900, 0)] })).toThrow('expected a way within 30 m')
  const motorway = { highway: 'motorway' }
  expect(refused({ kind: 'add-link', path: [at(0, 0), at(0, 90)], tags: motorway })).toThrow('got highway=motorway')
})
