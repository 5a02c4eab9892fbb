import { once } from 'node:events'
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { strToU8, zipSync } from 'fflate'
import { bytesSource, type Source } from '#packages/intake/source.ts'
import { type MadeNode, pbfBytes } from './osm/made-pbf.ts'
import type { Perimeter } from './perimeter.ts'
import { readOpenData } from './read.ts'
import { recogniseOpenData } from './recognise.ts'
import { surroundingsOf } from './surroundings.ts'

/**
 * Prints how fast a national census table is filtered to one commune, against a bare scan for line ends of the same
 * file in the same run (ratio of CPU times, best of several turns each; exit code 1 under 0.4), and the rates of
 * streets and timetables. All data are made here.
 */
const LEAST_RATIO = 0.4
const TURNS = 5
const [TRIPS, STOPS_OF_TRIP, STOPS] = [16_000, 25, 5000]
const surroundings = surroundingsOf(
  [
    {
      code: '93010',
      geometry: [
        [
          [
            [2.47, 48.89],
            [2.5, 48.89],
            [2.5, 48.92],
            [2.47, 48.92],
            [2.47, 48.89],
          ],
        ],
      ],
    },
  ],
  1500,
)
const perimeter: Perimeter = {
  communes: ['93010'],
  marginMetres: 1500,
  comparison: {},
  ...(surroundings ? { surroundings } : {}),
}

const folder = mkdtempSync(join(tmpdir(), 'open-data-'))
try {
  const ratio = await census(join(folder, 'base-ic-evol-struct-pop-2021.csv'))
  await streets()
  await timetable()
  if (ratio < LEAST_RATIO) {
    console.error(`filtering runs at ${ratio.toFixed(2)} of the bare scan, under ${LEAST_RATIO}`)
    process.exitCode = 1
  }
} finally {
  rmSync(folder, { recursive: true })
}

async function census(path: string): Promise<number> {
  await writeNationalTable(path)
  const source = fileSource(path)
  const { recognised } = await recogniseOpenData(source)
  if (!recognised) throw new Error('the made table is not recognised')
  const [bare, filtered]: number[][] = [[], []]
  let rows = 0
  for (let turn = 0; turn < TURNS; turn++) {
    bare?.push(await cpuSeconds(() => scanLines(path)))
    filtered?.push(
      await cpuSeconds(async () => {
        rows = 0
        for await (const batch of readOpenData(source, recognised, perimeter)) rows += batch.rows.length
      }),
    )
  }
  const [scan, filter] = [Math.min(...(bare ?? [])), Math.min(...(filtered ?? []))]
  const rate = (seconds: number) => `${Math.round(source.size / 1e6 / seconds)} MB/s`
  console.log(
    `census, ${Math.round(source.size / 1e6)} MB to ${rows} rows: ${rate(filter)} (${filter.toFixed(2)} s of CPU)`,
  )
  console.log(`bare line scan of the same file: ${rate(scan)}; ratio ${(scan / filter).toFixed(2)}`)
  return scan / filter
}

/** 250 000 areas of 80 columns, in the order of their codes, as INSEE writes them. */
async function writeNationalTable(path: string) {
  const columns = Array.from({ length: 70 }, (_, at) => `P21_POP${String(1000 + at)}`)
  const names = ['P21_POP', 'P21_POP0014', 'P21_POP1529', 'P21_POP75P', ...columns]
  const file = createWriteStream(path)
  file.write(`IRIS;COM;TYP_IRIS;LAB_IRIS;${names.join(';')}\n`)
  const figures = Array.from({ length: 64 }, (_, at) =>
    names.map((_name, column) => ((at + 1) * (column + 3) * 1.2345678901).toFixed(10)).join(';'),
  )
  let lines = ''
  for (let area = 0; area < 250_000; area++) {
    const [department, commune] = [1 + Math.floor(area / 2632), 1 + (Math.floor(area / 8) % 329)]
    const code = `${String(department).padStart(2, '0')}${String(commune).padStart(3, '0')}`
    lines += `${code}01${String(area % 8).padStart(2, '0')};${code};H;1;${figures[area % 64]}\n`
    if (lines.length < 4e6) continue
    if (!file.write(lines)) await once(file, 'drain')
    lines = ''
  }
  file.end(lines)
  await finished(file)
}

function fileSource(path: string): Source {
  return {
    name: 'base-ic-evol-struct-pop-2021.csv',
    size: statSync(path).size,
    open: () => createReadStream(path, { highWaterMark: 256 * 1024 }),
  }
}

async function scanLines(path: string) {
  let lines = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const bytes: Buffer = chunk
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++
  }
  if (lines !== 250_001) throw new Error(`expected 250 001 lines, found ${lines}`)
}

async function cpuSeconds(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

async function streets() {
  const files: Buffer[] = []
  for (let block = 0; block < 50; block++) {
    const nodes: MadeNode[] = Array.from({ length: 8000 }, (_, at) => ({
      id: 1 + block * 8000 + at,
      lon: 2 + ((block * 8000 + at) % 1000) / 1000,
      lat: 48.5 + block / 60,
      ...(at % 20 === 0 ? { tags: { highway: 'crossing', crossing: 'zebra' } } : {}),
    }))
    const ways = Array.from({ length: 800 }, (_, at) => ({
      id: 1 + block * 800 + at,
      nodes: nodes.slice(at * 10, at * 10 + 10).map(({ id }) => id),
      tags: { highway: 'residential', name: 'Allée des Ormes' },
    }))
    files.push(pbfBytes({ nodes, ways }))
  }
  const source = bytesSource('region.osm.pbf', Buffer.concat(files))
  const { seconds, rows, peak } = await timed(source)
  console.log(
    `streets, 400 000 nodes and 40 000 ways in ${(source.size / 1e6).toFixed(1)} MB of .osm.pbf to ${rows} rows: ${Math.round((0.44 / seconds) * 10) / 10} million elements/s, ${peak} MB`,
  )
}

async function timetable() {
  const { packed, megabytes } = madeTimetable()
  const { seconds, rows, peak } = await timed(bytesSource('gtfs.zip', packed))
  console.log(
    `timetable, ${(TRIPS * STOPS_OF_TRIP).toLocaleString('en')} stop times (${Math.round(megabytes)} MB unpacked, read twice) to ${rows} rows: ${Math.round(megabytes / seconds)} MB/s, ${peak} MB`,
  )
}

/** Nothing of it but the archive is held afterwards: the reading is measured, not the collection of what made it. */
function madeTimetable() {
  const stops = Array.from(
    { length: STOPS },
    (_, at) => `S${at},Arrêt ${at},${48.5 + at / 10_000},${2 + (at % 100) / 100}\n`,
  )
  const trips = Array.from({ length: TRIPS }, (_, at) => `R1,W,T${at},Ormes,0\n`)
  const times = Buffer.concat(trips.map((_, trip) => Buffer.from(stopTimesOf(trip))))
  const head = 'trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n'
  const week = 'monday,tuesday,wednesday,thursday,friday,saturday,sunday'
  const files = {
    'stops.txt': strToU8(`stop_id,stop_name,stop_lat,stop_lon\n${stops.join('')}`),
    'stop_times.txt': Buffer.concat([Buffer.from(head), times]),
    'trips.txt': strToU8(`route_id,service_id,trip_id,trip_headsign,direction_id\n${trips.join('')}`),
    'routes.txt': strToU8('route_id,route_short_name,route_long_name,route_type\nR1,1,Une,3\n'),
    'calendar.txt': strToU8(`service_id,${week},start_date,end_date\nW,1,1,1,1,1,1,1,20250101,20301231\n`),
  }
  return { packed: zipSync(files, { level: 1 }), megabytes: times.length / 1e6 }
}

function stopTimesOf(trip: number): string {
  return Array.from({ length: STOPS_OF_TRIP }, (_, at) => {
    const clock = `${String(5 + (trip % 20)).padStart(2, '0')}:${String(at * 2).padStart(2, '0')}:00`
    return `T${trip},${clock},${clock},S${(trip * 7 + at * 3) % STOPS},${at},0,0\n`
  }).join('')
}

async function timed(source: Source) {
  let [rows, peak] = [0, 0]
  const seconds = await cpuSeconds(async () => {
    const { recognised } = await recogniseOpenData(source)
    if (!recognised) throw new Error(`${source.name} is not recognised`)
    for await (const batch of readOpenData(source, recognised, perimeter)) {
      rows += batch.rows.length
      peak = Math.max(peak, process.memoryUsage().rss)
    }
  })
  return { seconds, rows, peak: Math.round(peak / 1e6) }
}
