/** The coded interviews as a project for other programs of analysis (REFI-QDA): texts, marks, and where in their sound they are heard. */
import { sql } from 'kysely'
import { type Actor, type ActorTx, inConvention, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { m } from '#messages'
import type { Project, TextSource, Variable } from '#packages/refi-qda/model.ts'
import type { TranscriptStretch } from '#packages/refi-qda/transcript.ts'
import { writeProject } from '#packages/refi-qda/write-project.ts'
import { placeKept } from '../interviews/answers.server.ts'
import { closedAnswerWord } from '../interviews/answers.ts'
import type { Kind } from '../interviews/question-kinds.ts'
import { kindOf } from '../interviews/questions.ts'
import { recordingToPlay } from '../recordings/recordings.server.ts'
import { codesOf } from './codes.server.ts'
import { ORIGIN, treeOf } from './exchange.server.ts'
import { type Text, textsOf } from './interview-texts.server.ts'
import { keyOf, partOf } from './passages.ts'
import { guidOf, type HeardSound, heardSounds, soundSources } from './project-sounds.server.ts'
import type { ProjectSound } from './project-sounds.ts'

export interface ProjectToSend {
  project: Project
  /** The recordings that it holds, by their names in it. */
  sounds: ReadonlyMap<string, HeardSound>
}

/** A project for the coding team: it holds what people said, without names; their voices only when the lead asks for them. */
export async function projectOf(tx: ActorTx, sound: ProjectSound, now = new Date()): Promise<ProjectToSend> {
  must(tx.actor, sound === 'file' ? 'survey.interview.decide' : 'survey.coding.write')
  const [codes, texts, marks] = [await codesOf(tx), await textsOf(tx), await marksOf(tx)]
  const sounds = sound === 'none' ? [] : await heardSounds(tx, texts)
  await sql`select audit_act('export', 'coded-interviews', ${sound === 'file' ? sounds.map(({ id }) => id) : []}::text[],
    ${`${texts.length} texts, ${sound === 'file' ? sounds.length : 0} sounds, qdpx`})`.execute(tx)
  const closed = await closedAnswersOf(tx)
  const coders = [...new Map(marks.map(({ coder_id, coder }) => [coder_id, coder]))]
  const heard = soundSources(sounds, texts, (text) => stretchesOf(text, marks), sound === 'file')
  const sources = [
    ...texts.filter(({ guid }) => !heard.transcribed.has(guid)).map((text) => sourceOf(text, marks, heard.places)),
    ...heard.sources,
  ]
  const interviewOf = new Map([
    ...texts.map((text) => [text.guid, text.interview_id] as const),
    ...sounds.map((one) => [one.id, one.interview_id] as const),
  ])
  return {
    project: {
      name: m.survey_coding_project(),
      origin: ORIGIN,
      createdAt: now.toISOString(),
      users: coders.map(([guid, name]) => ({ guid, name })),
      codes: treeOf(codes),
      variables: variablesOf(closed),
      cases: [...new Map(texts.map(({ interview_id, rank }) => [interview_id, rank]))].map(([guid, rank]) => ({
        guid,
        name: m.survey_coding_rank({ rank }),
        codes: [],
        values: closed
          .filter(({ interview_id }) => interview_id === guid)
          .map(({ key, value }) => ({ variable: key, value })),
        sources: sources.filter((source) => interviewOf.get(source.guid) === guid).map((source) => source.guid),
        selections: [],
      })),
      sources,
      notes: [],
      links: heard.links,
      sets: [],
      noteRefs: [],
    },
    sounds: new Map(sound === 'file' ? sounds.map((one) => [one.file, one]) : []),
  }
}

/** The archive, piece by piece. Each sound is read when its turn comes, and the look is recorded; one that was erased meanwhile is empty. */
export function projectFile(actor: Actor, { project, sounds }: ProjectToSend): AsyncGenerator<Uint8Array> {
  return writeProject(project, async function* (name) {
    const sound = sounds.get(name)
    if (!sound) return
    try {
      const { id, interview_id } = sound
      yield (await inConvention(actor, (tx) => recordingToPlay(tx, interview_id, id, 'survey.project'))).bytes
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  })
}

interface ClosedAnswer {
  interview_id: string
  key: string
  wording: string
  kind: Kind
  value: string
}

/** What was ticked, counted or shown on a map in finished interviews; a place by its name. */
async function closedAnswersOf(tx: ActorTx): Promise<ClosedAnswer[]> {
  const rows = await tx
    .selectFrom('survey_answer as answer')
    .innerJoin('survey_question as question', 'question.id', 'answer.question_id')
    .innerJoin('survey_interview as interview', 'interview.id', 'answer.interview_id')
    .select(['answer.interview_id', 'answer.chosen', 'answer.number', 'answer.day', 'answer.place'])
    .select(['question.key', 'question.wording', 'question.kind'])
    .where('interview.completed_at', 'is not', null)
    .where('interview.withdrawn_at', 'is', null)
    .orderBy('question.position')
    .orderBy('question.version_id')
    .limit(100_000)
    .execute()
  return rows.flatMap(({ interview_id, key, wording, kind: written, chosen, number, day, place: column }) => {
    const kind = kindOf(written)
    const value =
      number === null ? (day ?? closedAnswerWord({ chosen, number, day, place: placeKept(column) })) : `${number}`
    return value === '' ? [] : [{ interview_id, key, wording, kind, value }]
  })
}

/** A question keeps its key from one version to the next: its last wording names the variable. */
function variablesOf(closed: readonly ClosedAnswer[]): Variable[] {
  const types = { number: 'Float', date: 'Date' } as const
  return [...new Map(closed.map((answer) => [answer.key, answer])).values()].map(({ key, wording, kind }) => ({
    guid: key,
    name: wording,
    type: kind === 'number' || kind === 'date' ? types[kind] : 'Text',
  }))
}

type Mark = Awaited<ReturnType<typeof marksOf>>[number]

async function marksOf(tx: ActorTx) {
  return tx
    .selectFrom('survey_excerpt as excerpt')
    .innerJoin('member', 'member.id', 'excerpt.coder_id')
    .select([
      'excerpt.id',
      'excerpt.interview_id',
      'excerpt.answer_id',
      'excerpt.part',
      'excerpt.start_at',
      'excerpt.end_at',
    ])
    .select(['excerpt.code_id', 'excerpt.coder_id', 'excerpt.marked_at', 'member.display_name as coder'])
    .orderBy('excerpt.id')
    .limit(100_000)
    .execute()
}

function sourceOf(
  text: Text,
  marks: readonly Mark[],
  places: ReadonlyMap<string, TextSource['selections']>,
): TextSource {
  return {
    kind: 'text',
    guid: text.guid,
    name: [m.survey_coding_rank({ rank: text.rank }), text.question].filter(Boolean).join(' – '),
    text: text.text,
    codings: [],
    noteRefs: [],
    values: [],
    selections: [...stretchesOf(text, marks), ...(places.get(text.guid) ?? [])],
  }
}

function stretchesOf({ interview_id, answer_id, part, text }: Text, marks: readonly Mark[]): TranscriptStretch[] {
  const key = keyOf(answer_id, partOf(part))
  const own = marks.filter(
    (mark) => mark.interview_id === interview_id && keyOf(mark.answer_id, partOf(mark.part)) === key,
  )
  return own.map((mark) => {
    const made = { createdBy: mark.coder_id, createdAt: mark.marked_at.toISOString(), noteRefs: [] }
    return {
      guid: mark.id,
      name: text.slice(mark.start_at, mark.end_at).slice(0, 60),
      start: mark.start_at,
      end: mark.end_at,
      codings: [{ guid: guidOf('coding', mark.id), code: mark.code_id, ...made }],
      ...made,
    }
  })
}
