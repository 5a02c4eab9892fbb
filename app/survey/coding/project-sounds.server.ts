/**
 * The sound of a project: for each recording that is kept and has words tied to it, where they are heard. What was written down of it
 * is its transcript, with sync points; of notes and answers, the stretch of sound is linked to their place in the text.
 */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { may } from '#app/platform/permissions.ts'
import { m } from '#messages'
import type { Link, MediaSource, TextSelection, Transcript } from '#packages/refi-qda/model.ts'
import { synchronised, type TranscriptStretch } from '#packages/refi-qda/transcript.ts'
import type { Text } from './interview-texts.server.ts'
import { PROJECT_SOUNDS, type ProjectSound } from './project-sounds.ts'

interface HeardMoment {
  id: string
  question_id: string | null
  part: string
  start: number
  at: number
}

export interface HeardSound {
  id: string
  interview_id: string
  /** Of the interview's sounds, which. */
  number: number
  began_at: Date
  length_ms: number | null
  moments: HeardMoment[]
  /** Its name in a project. */
  file: string
}

const MOST_SOUNDS = 5000
const ENDINGS: Readonly<Record<string, string>> = { 'audio/webm': 'webm', 'audio/mp4': 'm4a', 'audio/ogg': 'ogg' }

/** What of the sound may be asked for; nothing to choose when no words are tied to a sound that is kept. */
export async function soundChoices(tx: ActorTx): Promise<ProjectSound[]> {
  const tied = await tx
    .selectFrom('survey_moment as moment')
    .innerJoin('survey_recording as recording', 'recording.id', 'moment.recording_id')
    .select('moment.id')
    .where('recording.erased_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (!tied) return []
  return PROJECT_SOUNDS.filter((sound) => sound !== 'file' || may(tx.actor, 'survey.interview.decide'))
}

/** Recordings that are kept, of interviews among the texts, with the moments that words are tied to. */
export async function heardSounds(tx: ActorTx, texts: readonly Text[]): Promise<HeardSound[]> {
  must(tx.actor, 'survey.interview.read')
  const { rows } = await sql<
    Omit<HeardSound, 'file'> & { media_type: string }
  >`select r.id, r.interview_id, r.media_type,
      r.began_at, r.length_ms, row_number() over (partition by r.interview_id order by r.began_at, r.id) as number,
      (select jsonb_agg(jsonb_build_object('id', m.id, 'question_id', m.question_id, 'part', m.part, 'start', m.start_at, 'at', m.at_ms)
        order by m.at_ms, m.id) from survey_moment m where m.convention_id = r.convention_id and m.recording_id = r.id) as moments
    from survey_recording r where r.kind = 'audio' and r.erased_at is null
      and exists (select from survey_moment m where m.convention_id = r.convention_id and m.recording_id = r.id)
    order by r.interview_id, r.began_at, r.id limit ${MOST_SOUNDS}`.execute(tx)
  const told = new Set(texts.map(({ interview_id }) => interview_id))
  return rows
    .filter(({ interview_id }) => told.has(interview_id))
    .map(({ media_type, ...sound }) => ({
      ...sound,
      file: `${sound.id}.${ENDINGS[media_type.split(';')[0] ?? ''] ?? 'webm'}`,
    }))
}

export interface SoundSources {
  sources: MediaSource[]
  /** Texts that are the transcript of a sound here, and no source of their own. */
  transcribed: ReadonlySet<string>
  /** Places in texts that a stretch of sound is linked to, by text. */
  places: ReadonlyMap<string, TextSelection[]>
  links: Link[]
}

/** @param packed whether the recordings are in the archive; otherwise they are named, as files beside it */
export function soundSources(
  sounds: readonly HeardSound[],
  texts: readonly Text[],
  stretchesOf: (text: Text) => TranscriptStretch[],
  packed: boolean,
): SoundSources {
  const textAt = new Map(texts.map((text) => [placeOf(text.interview_id, text), text]))
  const transcribed = new Set<string>()
  const places = new Map<string, TextSelection[]>()
  const links: Link[] = []
  const sources = sounds.flatMap((sound): MediaSource[] => {
    const tied = sound.moments.flatMap((moment) => {
      const text = textAt.get(placeOf(sound.interview_id, moment))
      return text && moment.start < text.text.length ? [{ ...moment, text }] : []
    })
    const [first] = tied
    if (!first) return []
    const written = tied.filter(({ part }) => part === 'transcript')
    const noted = tied.filter(({ part }) => part !== 'transcript')
    for (const { id, start, text } of noted) {
      const place = { guid: guidOf('place', id), start, end: text.text.length, codings: [], noteRefs: [] }
      if (start > 0) places.set(text.guid, [...(places.get(text.guid) ?? []), place])
      const to = start > 0 ? place.guid : text.guid
      links.push({ guid: guidOf('link', id), direction: 'OneWay', from: id, to, noteRefs: [] })
    }
    const name = m.survey_project_sound({ rank: first.text.rank, number: sound.number })
    return [
      {
        kind: 'audio',
        guid: sound.id,
        name: `${name}.${sound.file.split('.').at(-1)}`,
        createdAt: sound.began_at.toISOString(),
        ...(packed ? { file: sound.file } : { elsewhere: `relative:///${sound.file}` }),
        transcripts: written[0] ? [transcriptOf(written[0].text, sound, written, transcribed, stretchesOf)] : [],
        selections: noted.map(({ id, at, text }) => ({
          guid: id,
          name: text.question ?? text.text.slice(0, 60),
          begin: at,
          end: tied.find((later) => later.at > at)?.at ?? Math.max(at, sound.length_ms ?? at),
          codings: [],
          noteRefs: [],
        })),
        codings: [],
        noteRefs: [],
        values: [],
      },
    ]
  })
  return { sources, transcribed, places, links }
}

/** Under the text's own guid, with its marks, at the first sound that it is heard in; at others the points alone. */
function transcriptOf(
  text: Text,
  sound: HeardSound,
  moments: readonly HeardMoment[],
  transcribed: Set<string>,
  stretchesOf: (text: Text) => TranscriptStretch[],
): Transcript {
  const isFirst = !transcribed.has(text.guid)
  transcribed.add(text.guid)
  const guid = isFirst ? text.guid : guidOf('transcript', sound.id)
  const heard = moments.map(({ id, start, at }) => ({ guid: id, position: start, time: at }))
  return {
    guid,
    name: m.survey_project_transcript({ rank: text.rank, number: sound.number }),
    createdAt: sound.began_at.toISOString(),
    text: text.text,
    ...synchronised(heard, isFirst ? stretchesOf(text) : [], (position) => guidOf('point', guid, `${position}`)),
    noteRefs: [],
  }
}

function placeOf(interviewId: string, { question_id, part }: { question_id: string | null; part: string }): string {
  return [interviewId, question_id ?? '', part].join(' ')
}

/** The same for the same things: an export that is made again can be compared, and taken in again. */
export function guidOf(...things: string[]): string {
  const hash = createHash('md5').update(things.join(' ')).digest('hex')
  return hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
