import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bytesSource, type Source } from '#packages/intake/source.ts'
import type { Perimeter } from './perimeter.ts'
import { surroundingsOf } from './surroundings.ts'
import { perimeterOf, readWhole, rowsOf, type WholeReading } from './whole-reading.ts'

const bondy = perimeterOf(['93010'], { department: '93', region: '11', metropole: true })

describe('the whole files of the demonstration', () => {
  const folder = join(import.meta.dirname, '../../demo/territory')
  const read = (name: string) => readWhole(bytesSource(name, readFileSync(join(folder, name))), bondy)

  // The census of a whole department gives its 21 IRIS, the commune and the department.
  test.each([
    ['RP2016_IRIS_population_IR_Hab_dep93.csv', 'census-population', 21 + 2],
    ['RP2016_IRIS_household_IR_Hab_dep93.csv', 'census-households', 21 + 2],
    ['RP2016_IRIS_housing_IR_Hab_dep93.csv', 'census-housing', 21 + 2],
    ['QPV_DEMO_2022_bondy.csv', 'qpv-demography', 3],
    ['QPV_bondy_LB93.geojson', 'qpv-contours', 3],
    ['iris_2021_bondy.csv', 'iris-table', 22],
    ['contours-iris-2022_bondy-et-voisines_wgs84.geojson', 'iris-contours', 114],
    ['rpls2022_bondy_LB93.geojson', 'rpls-by-address', 714],
  ])('%s is %s', async (name, dataset, rows) => {
    const whole = await read(name)
    expect(whole.problems).toEqual([])
    expect(whole.recognised?.dataset).toBe(dataset)
    expect(whole.rows).toHaveLength(rows)
  })

  test('9 605 social dwellings at 660 addresses, each counted once', async () => {
    const rows = rowsOf(await read('rpls2022_bondy_LB93.geojson'), 'social-address')
    const once = rows.filter(({ repeats }) => !repeats)
    expect([once.length, once.reduce((sum, { dwellings }) => sum + dwellings, 0)]).toEqual([660, 9605])
  })

  test('the contours of a commune give its surroundings', async () => {
    const rows = rowsOf(await read('contours-iris-2022_bondy-et-voisines_wgs84.geojson'), 'contour')
    const shapes = rows
      .filter(({ code }) => code.startsWith('93010'))
      .map(({ code, geometry }) => ({ code, geometry: geometry.coordinates }))
    expect(surroundingsOf(shapes, 1500)?.box.west).toBeCloseTo(2.4454, 2)
  })
})

const elsewhere = process.env.OPEN_DATA_FILES ?? ''

/** Every file of a folder named by OPEN_DATA_FILES, such as the ones too large to be kept here. */
describe.skipIf(elsewhere === '')('the files of OPEN_DATA_FILES', () => {
  const communes = (process.env.OPEN_DATA_COMMUNES ?? '93010').split(',')
  const perimeter: Perimeter = { ...bondy, communes }
  const groups = elsewhere === '' ? [] : grouped(readdirSync(elsewhere).filter((name) => DATA.test(name)))

  test.each(groups)('%s is recognised, and read without a refusal', async (...names) => {
    const sources = await Promise.all(names.map((name) => fileSource(join(elsewhere, name), name)))
    const whole = await readWhole(sources, perimeter)
    expect(whole.recognised).toBeDefined()
    expect(whole.rows.length).toBeGreaterThan(0)
    expect(refusals(whole)).toEqual([])
  })
})

const DATA = /\.(?:csv|geojson|osm|pbf|zip|gz|xlsx|shp|dbf|prj|cpg)$/i

/** The parts of a shapefile together, other files alone. */
function grouped(names: readonly string[]): string[][] {
  const shapes = names.filter((name) => /\.shp$/i.test(name)).map((name) => name.slice(0, -4))
  const part = (name: string) => /\.(?:shp|dbf|prj|cpg)$/i.test(name) && shapes.includes(name.slice(0, -4))
  return [
    ...shapes.map((stem) => names.filter((name) => part(name) && name.startsWith(`${stem}.`))),
    ...names.filter((name) => !part(name)).map((name) => [name]),
  ]
}

async function fileSource(path: string, name: string): Promise<Source> {
  return {
    name,
    size: statSync(path).size,
    open: () => createReadStream(path, { highWaterMark: 256 * 1024 }),
    async slice(start, end) {
      const file = await open(path)
      const { buffer, bytesRead } = await file.read(new Uint8Array(end - start), 0, end - start, start)
      await file.close()
      return buffer.subarray(0, bytesRead)
    },
  }
}

function refusals({ problems }: WholeReading) {
  return problems.filter(({ severity }) => severity === 'refused')
}
