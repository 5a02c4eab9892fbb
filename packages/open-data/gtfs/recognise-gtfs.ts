import { problem } from '#packages/intake/problem.ts'
import type { Source } from '#packages/intake/source.ts'
import type { OpenDataRecognition } from '../recognised.ts'
import { yearInName } from '../tables/recognise-table.ts'
import { GtfsTable } from './gtfs-table.ts'
import { isoDate } from './gtfs-values.ts'

const NEEDED = ['stops.txt', 'stop_times.txt', 'trips.txt', 'routes.txt'] as const

/** Recognises a timetable by the files of its archive. Days come from one calendar file or the other. */
export async function recogniseGtfs(
  files: ReadonlyMap<string, Source>,
  name: string,
  inside: readonly string[],
): Promise<OpenDataRecognition> {
  const absent: string[] = NEEDED.filter((file) => !files.has(file))
  if (!files.has('calendar.txt') && !files.has('calendar_dates.txt')) absent.push('calendar.txt')
  if (absent.length > 0) return { refused: absent.map((file) => problem('gtfs_file_missing', 0, { name: file })) }
  const start = await firstDay(files.get('feed_info.txt'))
  const year = start ? ({ vintage: Number(start.slice(0, 4)), vintageFrom: 'content' } as const) : yearInName([name])
  return {
    recognised: {
      dataset: 'gtfs',
      container: 'gtfs',
      level: 'timetable',
      ...year,
      inside,
      missing: [],
      sample: [],
      problems: [],
    },
  }
}

async function firstDay(feedInfo: Source | undefined): Promise<string | undefined> {
  if (!feedInfo) return undefined
  for await (const { lines } of (await GtfsTable.open(feedInfo)).lines()) {
    for (const { text } of lines) return isoDate(text('feed_start_date'))
  }
  return undefined
}
