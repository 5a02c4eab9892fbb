/** What a form holds of an answer: on the server, and on the device that writes it down. Pure. */
import type { GivenAnswer } from './answers.ts'
import { placeFrom } from './given-place.ts'
import type { Question } from './questions.ts'

/** A sent form: a name that was sent several times has several texts. */
export type Sent = Readonly<Record<string, string | readonly string[] | undefined>>

/** The answer to one question as a form holds it; its number is `NaN` when it cannot be read. */
export function readAnswer({ id, kind }: Question, sent: Sent): GivenAnswer {
  // A browser without scripts ends its lines otherwise: the same words are the same.
  const text = (name: string) => [sent[`${name}-${id}`] ?? ''].flat()[0]?.replaceAll('\r\n', '\n').trim() ?? ''
  const written = text('number').replace(',', '.')
  const number = kind === 'number' && written !== '' ? Number(written) : null
  const day = text('day')
  return {
    chosen: [sent[`chosen-${id}`] ?? []].flat().filter((choice) => choice !== ''),
    number,
    day: kind === 'date' && /^\d{4}-\d\d-\d\d$/.test(day) ? day : null,
    place: kind === 'place' ? placeFrom(text('place')) : null,
    note: text('note'),
    verbatim: text('verbatim'),
  }
}
