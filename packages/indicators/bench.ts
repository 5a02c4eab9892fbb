import { CATALOGUE } from './catalogue.ts'
import { catchmentOf, measureZones, type WeightedPoint, type ZoneInput } from './catchment.ts'
import { naturalClasses } from './classes.ts'
import { compareWithWider } from './compare.ts'
import { estimate } from './estimate.ts'
import { evaluate } from './evaluate.ts'
import { tellingFacts } from './facts.ts'
import { variablesOf } from './indicator.ts'
import type { Position } from './overlap.ts'
import { circleAround } from './plane.ts'
import { type Area, indexRows, type Row } from './row.ts'
import { guardTable } from './secrecy.ts'

const chance = (index: number) => (Math.sin(index * 12.9898) * 43758.5453) % 1

/** A side bent in `bends` places, the same from both ends. */
function side(from: Position, to: Position, seed: number, bends = 28): Position[] {
  const [x0 = 0, y0 = 0] = from
  const [x1 = 0, y1 = 0] = to
  return Array.from({ length: bends + 1 }, (_, bend) => {
    const part = bend / (bends + 1)
    const shift = 0.0012 * part * (1 - part) * chance(seed + bend)
    return [x0 + part * (x1 - x0) + shift * Math.sign(y1 - y0), y0 + part * (y1 - y0) + shift * Math.sign(x1 - x0)]
  })
}

/** 114 zones of some 116 corners that share their borders, each about 600 m wide: a commune and its neighbours. */
function invented(): ZoneInput[] {
  const corner = (column: number, row: number): Position => [2.44 + 0.008 * column, 48.88 + 0.0054 * row]
  const across = (column: number, row: number) =>
    side(corner(column, row), corner(column + 1, row), 101 * column + 7 * row)
  const up = (column: number, row: number) =>
    side(corner(column, row), corner(column, row + 1), 211 * column + 13 * row)
  const back = (points: readonly Position[], end: Position) => [end, ...points.slice(1).reverse()]
  return Array.from({ length: 114 }, (_, index) => {
    const column = index % 12
    const row = Math.floor(index / 12)
    const ring = [
      ...across(column, row),
      ...up(column + 1, row),
      ...back(across(column, row + 1), corner(column + 1, row + 1)),
      ...back(up(column, row), corner(column, row + 1)),
    ]
    return { code: `93010${String(index).padStart(4, '0')}`, polygons: [[ring]] }
  })
}

/** CPU time, which a busy machine does not stretch. */
function time(name: string, turns: number, work: () => unknown): void {
  for (let turn = 0; turn < 2; turn++) work()
  const start = process.cpuUsage()
  for (let turn = 0; turn < turns; turn++) work()
  const { user, system } = process.cpuUsage(start)
  console.log(`${name}: ${((user + system) / 1000 / turns).toFixed(2)} ms`)
}

const inputs = invented()
const addresses: WeightedPoint[] = Array.from({ length: 8000 }, (_, index) => ({
  lon: 2.488 + 0.046 * chance(index),
  lat: 48.905 + 0.024 * chance(index + 8000),
  weight: 1 + (index % 30),
}))
const circles = Array.from({ length: 40 }, (_, index) => [
  [circleAround(2.488 + 0.03 * chance(index), 48.905 + 0.015 * chance(index + 40), 600)],
])
const byArea = measureZones(inputs)
const byDwellings = measureZones(inputs, addresses)

const codes = inputs.slice(0, 22).map(({ code }) => code)
const commune: Area = { kind: 'commune', code: '93010', name: 'commune' }
const rows: Row[] = [commune, ...inputs.map(({ code }): Area => ({ kind: 'iris', code }))].flatMap((area, index) =>
  [...new Set(CATALOGUE.flatMap(({ formulas }) => formulas.flatMap(({ datasets }) => datasets)))].map((dataset) => ({
    area,
    dataset,
    vintage: 2021,
    values: Object.fromEntries(
      CATALOGUE.flatMap(({ formulas }) => formulas.flatMap(variablesOf)).map((variable, place) => [
        variable,
        Math.round(400 + 300 * chance(index * 997 + place)),
      ]),
    ),
  })),
)
const index = indexRows(rows)

console.log(`${inputs.length} zones of ${inputs[0]?.polygons[0]?.[0]?.length} corners, ${CATALOGUE.length} indicators`)
time('measure 114 zones', 5, () => measureZones(inputs))
time('measure 114 zones, sort 8 000 addresses into them', 5, () => measureZones(inputs, addresses))
time('40 catchments of 128 corners × 114 zones, by area', 5, () => circles.map((circle) => catchmentOf(circle, byArea)))
time('the same by dwellings at 8 000 addresses', 5, () => circles.map((circle) => catchmentOf(circle, byDwellings)))
const catchments = circles.map((circle) => catchmentOf(circle, byDwellings))
time('catalogue × 40 catchments, estimated', 5, () =>
  catchments.map((catchment) => CATALOGUE.map((one) => estimate(one, { code: 'r' }, catchment, 2021, index))),
)
const figures = () => CATALOGUE.map((one) => codes.map((code) => evaluate(one, { kind: 'iris', code }, 2021, index)))
time('catalogue × 22 IRIS, evaluated', 20, figures)
time('catalogue, 22 IRIS in 5 natural classes', 20, () =>
  figures().map((row) => naturalClasses(row.map(({ area, value }) => ({ code: area.code, value })))),
)
const peersOf = figures()
time('facts on one IRIS, compared and chosen', 20, () =>
  tellingFacts(
    CATALOGUE.map((indicator, place) => {
      const peers = peersOf[place] ?? []
      const own = evaluate(indicator, { kind: 'iris', code: codes[0] ?? '' }, 2021, index)
      return { indicator, own, peers, comparisons: compareWithWider(indicator, own, { areas: [commune] }, index) }
    }),
  ),
)
const funds = rows
  .filter(({ dataset }) => dataset === 'caf')
  .slice(0, 23)
  .map((row, place) => ({ ...row, values: { ...row.values, AI: place % 9 === 1 ? null : (row.values.AI ?? null) } }))
time('a table of 22 IRIS and 5 counts, guarded', 5, () =>
  guardTable({ rows: funds, variables: ['A', 'AI', 'AM', 'ACSSENF', 'ACAVENF'] }),
)
