/** A question of a guide as forms of ODK and KoboToolbox name it and write its answers. Pure. */
import { z } from 'zod'
import { comparable } from '#packages/intake/headers.ts'
import { cellText } from '#packages/intake/table.ts'
import { date } from '#packages/intake/values/date.ts'
import { decimal, integer } from '#packages/intake/values/number.ts'
import { type ValueReader, written } from '#packages/intake/values/reader.ts'
import { text, yesNo } from '#packages/intake/values/word.ts'
import { LONGEST_NOTE } from '../interviews/answer-limits.ts'
import { GivenPlace } from '../interviews/given-place.ts'
import { kept } from '../interviews/places.ts'
import { KINDS } from '../interviews/question-kinds.ts'

/** What reading a column must know of its question. */
export const ColumnQuestion = z.object({
  id: z.uuid(),
  key: z.uuid(),
  kind: z.enum(KINDS),
  choices: z.array(z.string()),
  least: z.number().nullable(),
  most: z.number().nullable(),
})
export type ColumnQuestion = z.infer<typeof ColumnQuestion>

export const ColumnAnswer = z.object({
  chosen: z.array(z.string()).default([]),
  number: z.number().nullable().default(null),
  day: z.string().nullable().default(null),
  place: z.nullable(GivenPlace).default(null),
  note: z.string().default(''),
})
export type ColumnAnswer = z.input<typeof ColumnAnswer>

export function fieldOf(key: string): string {
  return `question-${key}`
}

/**
 * The column of a question: headed by its words, by its number (`q7`), or by the name that KoboToolbox makes of its words.
 *
 * @param number its number in the guide, from 1
 */
export function findColumn(
  question: ColumnQuestion & { wording: string },
  number: number,
  header: readonly string[],
  isFree: (at: number) => boolean,
): number | undefined {
  const names = new Set([...writings(question.wording), ...['q', 'question'].map((word) => `${word}${number}`)])
  const isMeant = (name: string) => names.has(comparable(name.replace(/^\s*\d+\s*[.)–-]\s*/, '')))
  const found = header.findIndex((name, at) => isFree(at) && partsFrom(name).some(isMeant))
  if (found !== -1) return found
  // Only the columns of its choices are there, or of the two numbers of its place.
  const split = header.findIndex((name, at) => {
    const base = isChoiceOf(question, name)
      ? baseOf(name)
      : question.kind === 'place'
        ? pointPart(name)?.base
        : undefined
    return isFree(at) && base !== undefined && partsFrom(base).some(isMeant)
  })
  return split === -1 ? undefined : split
}

/** A header whole, then what follows each group: a question's words may hold the mark themselves. */
function partsFrom(header: string): string[] {
  const parts = [header]
  for (const [at, letter] of [...header].entries())
    if (letter === '/' || letter === '-') parts.push(header.slice(at + 1))
  return parts
}

function baseOf(header: string): string {
  return header.slice(0, Math.max(0, header.lastIndexOf('/')))
}

function isChoiceOf(question: ColumnQuestion, header: string): boolean {
  return (
    question.kind === 'multiple' &&
    header.includes('/') &&
    choiceIn(question, header.slice(header.lastIndexOf('/') + 1)) !== undefined
  )
}

/** The columns of 0 and 1 that stand beside the one of a question with several answers, or instead of it. */
export function choiceColumns(
  question: ColumnQuestion,
  header: readonly string[],
  at: number,
): { choice: string; at: number }[] {
  if (question.kind !== 'multiple') return []
  const own = header[at] ?? ''
  const base = isChoiceOf(question, own) ? baseOf(own) : own
  return header.flatMap((name, column) => {
    if (!name.startsWith(`${base}/`)) return []
    const choice = choiceIn(question, name.slice(base.length + 1))
    return choice === undefined ? [] : [{ choice, at: column }]
  })
}

/** One of the columns into which a place is split: `lieu-Latitude` of ODK, `_lieu_latitude` of KoboToolbox. */
function pointPart(header: string): { base: string; part: string } | undefined {
  const [, base = '', part] = /^(.+)[-_:](latitude|longitude|altitude|accuracy|precision)$/i.exec(header) ?? []
  return part === undefined ? undefined : { base: base.replace(/(^|[/-])_(?=[^/-]*$)/, '$1'), part: part.toLowerCase() }
}

/** The columns into which the place of a question is split, beside its own or instead of it. */
export function pointColumns(
  question: ColumnQuestion,
  header: readonly string[],
  at: number,
): { part: string; at: number }[] {
  if (question.kind !== 'place') return []
  const own = header[at] ?? ''
  const base = pointPart(own)?.base ?? own
  return header.flatMap((name, column) => {
    const split = pointPart(name)
    return split?.base === base ? [{ part: split.part, at: column }] : []
  })
}

/** How a text may be written by the form: itself, or the name made of it. */
function writings(words: string): string[] {
  const name = words.replaceAll(/\W+/g, '_').replaceAll(/^_+|_+$/g, '')
  return [words, name, name.slice(0, NAME_LENGTH)].map(comparable)
}

// KoboToolbox cuts the names that it makes.
const NAME_LENGTH = 40

function choiceIn({ choices }: ColumnQuestion, words: string): string | undefined {
  const looked = comparable(words)
  return looked === '' ? undefined : choices.find((choice) => writings(choice).includes(looked))
}

/** How the cells of a question are read into its answer. */
export function answerReader(question: ColumnQuestion): ValueReader<ColumnAnswer> {
  const { kind, least, most } = question
  const bounds = { ...(least === null ? {} : { min: least }), ...(most === null ? {} : { max: most }) }
  switch (kind) {
    case 'open':
      return into(text(LONGEST_NOTE), (note) => ({ note }))
    case 'number':
      return into(decimal(bounds), (number) => ({ number }))
    case 'scale':
      return into(integer(bounds), (step) => ({ chosen: [String(step)] }))
    case 'date':
      return into(date(), (day) => ({ day }))
    case 'place':
      return placeReader()
    case 'single':
      return choicesReader(question, (words) => [choiceIn(question, words)])
    case 'multiple':
      return choicesReader(question, (words) => choicesIn(question, words))
  }
}

function into<Value>(reader: ValueReader<Value>, made: (value: Value) => ColumnAnswer): ValueReader<ColumnAnswer> {
  return {
    type: reader.type,
    read(cell, options, report) {
      const value = reader.read(cell, options, report)
      return value === undefined ? undefined : made(value)
    },
  }
}

const POINT = /^(-?\d+(?:\.\d+)?)[\s,;]+(-?\d+(?:\.\d+)?)(?:[\s,;]+-?\d+(?:\.\d+)?){0,2}$/

/** `latitude longitude altitude accuracy`, of which the last two may be missing; or words, which are then a note. */
function placeReader(): ValueReader<ColumnAnswer> {
  const words = text(LONGEST_NOTE)
  return {
    type: 'text',
    read(cell, options, report) {
      const [, lat, lon] = POINT.exec(cellText(cell).trim()) ?? []
      if (lat === undefined || lon === undefined) {
        const note = words.read(cell, options, report)
        return note === undefined ? undefined : { note }
      }
      const place = pointAt(Number(lat), Number(lon))
      if (place) return { place }
      report('out_of_range', { min: '-90 -180', max: '90 180' })
      return undefined
    },
  }
}

/** A point of the map as it is kept: never nearer than the grid. Nothing for what is not on the globe. */
export function pointAt(lat: number, lon: number): GivenPlace | undefined {
  const point = GivenPlace.safeParse({ kind: 'point', name: '', lat, lon })
  return point.success ? kept(point.data) : undefined
}

/** One of the two numbers of a place. A decimal comma is read; thousands there are none. */
export function degreesReader(most: number): ValueReader<number> {
  return {
    type: 'decimal',
    read(cell, _options, report) {
      const found = typeof cell === 'number' ? String(cell) : written(cell, report, true)
      if (found === undefined) return undefined
      const degrees = Number(found.replace(',', '.'))
      if (Math.abs(degrees) <= most) return degrees
      report(Number.isNaN(degrees) ? 'number_invalid' : 'out_of_range', { min: -most, max: most })
      return undefined
    },
  }
}

function choicesReader(
  { choices }: ColumnQuestion,
  read: (words: string) => (string | undefined)[],
): ValueReader<ColumnAnswer> {
  return {
    type: 'choice',
    read(cell, _options, report) {
      const found = written(cell, report, true)
      if (found === undefined) return undefined
      const chosen = read(found)
      const known = chosen.filter((choice) => choice !== undefined)
      if (known.length === chosen.length) return { chosen: [...new Set(known)] }
      report('choice_unknown', { allowed: choices.join(', ') })
      return undefined
    },
  }
}

/** Several answers in one cell, spaces between: as names, or as words that hold spaces themselves. The longest that fits is taken. */
function choicesIn(question: ColumnQuestion, cell: string): (string | undefined)[] {
  const words = cell.split(/\s+/)
  const chosen: (string | undefined)[] = []
  for (let at = 0; at < words.length; ) {
    let end = words.length
    while (end > at + 1 && choiceIn(question, words.slice(at, end).join(' ')) === undefined) end--
    chosen.push(choiceIn(question, words.slice(at, end).join(' ')))
    at = end
  }
  return chosen
}

/** Whether the column of one choice says that it was given. */
export function tickReader(): ValueReader<boolean> {
  const ticked = yesNo()
  return {
    type: 'choice',
    read: (cell, options, report) => (cellText(cell).trim() === '' ? undefined : ticked.read(cell, options, report)),
  }
}
