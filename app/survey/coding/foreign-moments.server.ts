/** Where passages are heard, taken in from a project: for sounds of ours that are still kept. No sound comes in by a project. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import type { MediaSource, Project } from '#packages/refi-qda/model.ts'
import type { OurTexts, Text } from './interview-texts.server.ts'
import { partOf } from './passages.ts'

export interface BroughtMoments {
  made: number
  known: number
  /** Moments whose place is no longer in the text, or that are beyond the sound. */
  unplaced: number
  /** Sounds, films, pictures and documents that are none of ours. */
  foreign: number
  /** Sounds of ours that were erased meanwhile. */
  gone: number
  /** Codes given to a stretch of sound or film, a picture or a page, where there are no words to mark. */
  wordless: number
}

interface Tied {
  recordingId: string
  text: Text
  start: number
  atMs: number
}

const AT_ONCE = 1000

/** Takes in a project's sync points and links from a sound to a text. A place that is tied already stays as it is. */
export async function importMoments(
  tx: ActorTx,
  { sources, links }: Project,
  texts: OurTexts,
): Promise<BroughtMoments> {
  must(tx.actor, 'survey.coding.write')
  const counts: BroughtMoments = { made: 0, known: 0, unplaced: 0, foreign: 0, gone: 0, wordless: 0 }
  const places = placesIn(sources)
  const ours = await recordingsAmong(tx, sources)
  const tied: Tied[] = []
  for (const source of sources) {
    if (source.kind === 'text') continue
    counts.wordless += [source, ...source.selections].flatMap(({ codings }) => codings).length
    const recording = ours.get(source.guid)
    if (!recording || !('transcripts' in source)) counts.foreign++
    else if (recording.erased) counts.gone++
    else
      for (const { guid, text: words, start, atMs } of [...pointsOf(source), ...linked(source, links, places)]) {
        const text = texts.find({ guid, text: words })
        const fits =
          text &&
          text.interview_id === recording.interviewId &&
          text.text.slice(0, start) === words.slice(0, start) &&
          start < text.text.length &&
          atMs <= (recording.lengthMs ?? Infinity)
        if (fits) tied.push({ recordingId: source.guid, text, start, atMs })
        else counts.unplaced++
      }
  }
  for (let first = 0; first < tied.length; first += AT_ONCE)
    counts.made += await keep(tx, tied.slice(first, first + AT_ONCE))
  return { ...counts, known: tied.length - counts.made }
}

interface Place {
  guid: string
  text: string
  start: number
}

/** What a link may point to: a text, or a place in it. */
function placesIn(sources: Project['sources']): ReadonlyMap<string, Place> {
  return new Map(
    sources.flatMap((source) => {
      if (source.kind !== 'text') return []
      const { guid, text } = source
      const within = source.selections.map((one) => [one.guid, { guid, text, start: one.start }] as const)
      return [[guid, { guid, text, start: 0 }] as const, ...within]
    }),
  )
}

function pointsOf({ transcripts }: MediaSource): (Place & { atMs: number })[] {
  return transcripts.flatMap(({ guid, text, syncPoints }) =>
    syncPoints.flatMap(({ time, position }) =>
      time === undefined || position === undefined ? [] : [{ guid, text, start: position, atMs: time }],
    ),
  )
}

function linked(
  { selections }: MediaSource,
  links: Project['links'],
  places: ReadonlyMap<string, Place>,
): (Place & { atMs: number })[] {
  return selections.flatMap(({ guid, begin }) =>
    links.flatMap(({ from, to = '' }) => {
      const place = from === guid ? places.get(to) : undefined
      return place ? [{ ...place, atMs: begin }] : []
    }),
  )
}

async function recordingsAmong(tx: ActorTx, sources: Project['sources']) {
  const asked = sources.filter(({ kind }) => kind === 'audio').map(({ guid }) => guid)
  if (asked.length === 0) return new Map()
  const rows = await tx
    .selectFrom('survey_recording')
    .select(['id', 'interview_id', 'length_ms', 'erased_at'])
    .where('kind', '=', 'audio')
    .where('id', 'in', asked)
    .execute()
  return new Map(
    rows.map(({ id, interview_id, length_ms, erased_at }) => [
      id,
      { interviewId: interview_id, lengthMs: length_ms, erased: erased_at !== null },
    ]),
  )
}

async function keep(tx: ActorTx, tied: readonly Tied[]): Promise<number> {
  const made = await tx
    .insertInto('survey_moment')
    .values(
      tied.map(({ recordingId, text, start, atMs }) => ({
        convention_id: tx.actor.conventionId,
        recording_id: recordingId,
        question_id: text.question_id,
        part: partOf(text.part),
        start_at: start,
        at_ms: atMs,
        set_by: tx.actor.memberId,
      })),
    )
    .onConflict((on) => on.doNothing())
    .returning(sql<number>`1`.as('made'))
    .execute()
  return made.length
}
