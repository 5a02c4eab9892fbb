/** How the lines of a file of answers are read: the kind's own columns, and those of the questions of one version of a guide. */
import { z } from 'zod'
import { type ImportReader, importReader, type StagingColumn } from '#app/platform/imports/reader.ts'
import type { Mapping } from '#packages/intake/headers.ts'
import type { Field, ImportKind, RowOfKind } from '#packages/intake/kind.ts'
import type { ValueReader } from '#packages/intake/values/reader.ts'
import { answersKind } from './answers.kind.ts'
import {
  answerReader,
  ColumnAnswer,
  ColumnQuestion,
  choiceColumns,
  degreesReader,
  fieldOf,
  pointAt,
  pointColumns,
  tickReader,
} from './question-column.ts'

type Answer = z.output<typeof ColumnAnswer> & { question_id: string }
type Row = RowOfKind<typeof answersKind> & { answers: Answer[] }

const Questions = z.array(ColumnQuestion)

const STAGING: Readonly<Record<string, StagingColumn<Row>>> = {
  instance: { type: 'text', value: (row) => row.id },
  person: { type: 'text', value: (row) => row.person },
  consent: { type: 'text', value: (row) => row.consent },
  held_on: { type: 'date', value: (row) => row.heldOn },
  started_at: { type: 'text', value: (row) => row.startedAt },
  minutes: { type: 'integer', value: (row) => row.minutes },
  place: { type: 'text', value: (row) => row.place ?? 'home' },
  interviewer: { type: 'text', value: (row) => row.interviewer },
  agrees_quotation: { type: 'boolean', value: (row) => row.agreesQuotation ?? false },
  agrees_recall: { type: 'boolean', value: (row) => row.agreesRecall ?? false },
  agrees_audio: { type: 'boolean', value: (row) => row.agreesAudio ?? false },
  agrees_photo: { type: 'boolean', value: (row) => row.agreesPhoto ?? false },
  notes: { type: 'text', value: (row) => row.notes ?? '' },
  answers: { type: 'jsonb', value: (row) => JSON.stringify(row.answers) },
}

export const surveyAnswerReader: ImportReader = {
  kind: answersKind,
  columns: Object.entries(STAGING).map(([name, { type }]) => ({ name, type })),
  read(source, recognised, mapping, options, scope) {
    const asked = Questions.parse(scope)
    const { kind, mapping: whole } = withQuestions(asked, recognised.header, mapping)
    return importReader(kind, STAGING).read(source, recognised, whole, options, scope)
  },
}

interface AnswerColumn {
  name: string
  at: number
  reader: ValueReader<unknown>
  /** What the value of its cell adds to the answer. */
  adds: (value: unknown) => ColumnPart
}

/** One column of several: an answer to itself, or one number of a place. */
type ColumnPart = ColumnAnswer & { lat?: number; lon?: number }

/** The kind of one file: a field for each column that holds answers. */
function withQuestions(questions: readonly ColumnQuestion[], header: readonly string[], mapping: Mapping) {
  const columns = new Map<string, AnswerColumn[]>()
  for (const question of questions) {
    const at = mapping[fieldOf(question.key)]
    if (at !== undefined) columns.set(question.id, columnsOf(question, header, at))
  }
  const all = [...columns.values()].flat()
  const kind: ImportKind<Row> = {
    ...answersKind,
    fields: { ...answersKind.fields, ...Object.fromEntries(all.map(({ name, reader }) => [name, anything(reader)])) },
    row(values, report) {
      const row = answersKind.row(values, report)
      if (!row) return undefined
      const answers = [...columns].flatMap(([question_id, own]) => {
        const answer = gathered(own, values)
        return answer ? [{ question_id, ...answer }] : []
      })
      return { ...row, answers }
    },
  }
  return { kind, mapping: { ...mapping, ...Object.fromEntries(all.map(({ name, at }) => [name, at])) } }
}

function columnsOf(question: ColumnQuestion, header: readonly string[], at: number): AnswerColumn[] {
  const ticks = choiceColumns(question, header, at)
  const points = splitPoint(question, header, at)
  if (points.length > 0) return points
  if (ticks.length === 0)
    return [
      { name: fieldOf(question.key), at, reader: answerReader(question), adds: (value) => ColumnAnswer.parse(value) },
    ]
  return ticks.map((tick) => ({
    name: `${fieldOf(question.key)}/${tick.choice}`,
    at: tick.at,
    reader: tickReader(),
    adds: (value) => ({ chosen: value === true ? [tick.choice] : [] }),
  }))
}

/** A place that stands in two columns. Where it also stands whole in one, that one is read. */
function splitPoint(question: ColumnQuestion, header: readonly string[], at: number): AnswerColumn[] {
  const parts = pointColumns(question, header, at)
  if (!parts.some((part) => part.at === at)) return []
  const column = (part: 'latitude' | 'longitude', most: number, adds: (degrees: number) => ColumnPart) =>
    parts
      .filter((one) => one.part === part)
      .map((one) => ({
        name: `${fieldOf(question.key)}/${part}`,
        at: one.at,
        reader: degreesReader(most),
        adds: (value: unknown) => (typeof value === 'number' ? adds(value) : {}),
      }))
  return [...column('latitude', 90, (lat) => ({ lat })), ...column('longitude', 180, (lon) => ({ lon }))]
}

function anything(reader: ValueReader<unknown>): Field<unknown> {
  return { reader, required: false, accept: (value): value is unknown => value !== undefined }
}

function gathered(columns: readonly AnswerColumn[], values: Readonly<Record<string, unknown>>) {
  const parts = columns.flatMap(({ name, adds }) => (values[name] == null ? [] : [adds(values[name])]))
  const chosen = parts.flatMap((part) => part.chosen ?? [])
  const [lat, lon] = [
    parts.find((part) => part.lat !== undefined)?.lat,
    parts.find((part) => part.lon !== undefined)?.lon,
  ]
  const point = lat === undefined || lon === undefined ? undefined : pointAt(lat, lon)
  const answer = ColumnAnswer.parse({ ...parts[0], chosen, ...(point ? { place: point } : {}) })
  const isUnchosen = chosen.length === 0 && answer.number === null && answer.day === null && answer.place === null
  return isUnchosen && answer.note === '' ? undefined : answer
}
