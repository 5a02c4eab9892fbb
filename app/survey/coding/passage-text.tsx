import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { m } from '#messages'
import { partWord } from './interview-words.ts'
import { type Excerpt, type Passage, segmentsOf } from './passages.ts'
import { Swatch } from './swatch.tsx'

/** A passage to mark, and the stretch that was pointed at in it. */
export interface Pointed {
  key: string
  start?: number
  end?: number
  words?: string
}

/** The stretch selected in one of the passages, if it lies in one alone. */
export function pointedIn(texts: HTMLElement | null): Pointed | undefined {
  const selection = window.getSelection()
  if (!texts || !selection || selection.isCollapsed || selection.rangeCount === 0) return undefined
  const range = selection.getRangeAt(0)
  const passage = passageAround(range.startContainer)
  if (!passage || passage !== passageAround(range.endContainer) || !texts.contains(passage)) return undefined
  const before = document.createRange()
  before.setStart(passage, 0)
  before.setEnd(range.startContainer, range.startOffset)
  const start = before.toString().length
  const words = range.toString()
  return { key: passage.dataset.passage ?? '', start, end: start + words.length, words }
}

function passageAround(node: Node): HTMLElement | null {
  const element = node instanceof HTMLElement ? node : node.parentElement
  return element?.closest<HTMLElement>('[data-passage]') ?? null
}

interface TextProps {
  passage: Passage
  excerpts: Excerpt[]
  own: string
  here: string
  /** Where in the sound it is heard. */
  moments: ReactNode
  form: ReactNode
}

/** One passage with its marks, what they are, and the form that makes one when it is this passage's turn. */
export function PassageText({ passage, excerpts, own, here, moments, form }: TextProps) {
  const { key, question, closed, part, text } = passage
  return (
    <div className="passage" id={key}>
      {question && <h2 lang="fr">{question}</h2>}
      {closed !== '' && <p lang="fr">{m.survey_coding_closed({ words: closed })}</p>}
      <p className="soft">{partWord(part)}</p>
      <p className="letter" lang="fr" data-passage={key}>
        {segmentsOf(text, excerpts).map((segment) =>
          segment.excerpts.length === 0 ? segment.text : <mark key={segment.start}>{segment.text}</mark>,
        )}
      </p>
      {moments}
      {excerpts.length > 0 && (
        <ul className="marks">
          {excerpts.map((excerpt) => (
            <Mark key={excerpt.id} excerpt={excerpt} text={text} own={own} />
          ))}
        </ul>
      )}
      {form ?? (
        <p>
          <Link to={`${here}?passage=${encodeURIComponent(key)}#${key}`} preventScrollReset>
            {m.survey_coding_mark_here()}
            <span className="unseen"> ({question ?? partWord(part)})</span>
          </Link>
        </p>
      )}
    </div>
  )
}

function Mark({ excerpt, text, own }: { excerpt: Excerpt; text: string; own: string }) {
  const words = text.slice(excerpt.start, excerpt.end)
  return (
    <li>
      <span>
        <Swatch colour={excerpt.colour} />
        <strong>{excerpt.code}</strong> <span lang="fr">{m.survey_quoted({ words: shortened(words) })}</span>
        {excerpt.coderId !== own && <span className="soft"> – {excerpt.coder}</span>}
      </span>
      {excerpt.coderId === own && (
        <Form intent="unmark" layout="line">
          <input type="hidden" name="excerpt" value={excerpt.id} />
          <SubmitButton kind="quiet">
            {m.survey_coding_unmark()}
            <span className="unseen"> ({excerpt.code})</span>
          </SubmitButton>
        </Form>
      )}
    </li>
  )
}

const LONGEST = 60

function shortened(words: string): string {
  return words.length <= LONGEST ? words : `${words.slice(0, LONGEST)}…`
}
