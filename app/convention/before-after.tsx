/** Two versions side by side, field by field: only what differs. */
import type { ReactNode } from 'react'
import { ChangedText } from '#app/ui/changed-text.tsx'
import { m } from '#messages'
import { diffWords } from '#packages/word-diff/diff-words.ts'

export interface ChangedField {
  term: string
  /** Nothing where the field did not exist yet, or does no more. */
  before: string | null
  after: string | null
  /** In the convention's own words, which are French. */
  isText?: boolean
}

export function BeforeAfter({ caption, fields }: { caption: string; fields: ChangedField[] }) {
  const changed = fields.filter(({ before, after }) => (before ?? '') !== (after ?? ''))
  if (changed.length === 0) return <p>{m.convention_nothing_differs()}</p>
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{m.convention_field()}</th>
            <th scope="col">{m.convention_before()}</th>
            <th scope="col">{m.convention_after()}</th>
          </tr>
        </thead>
        <tbody>
          {changed.map((field) => (
            <FieldRow key={field.term} {...field} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function FieldRow({ term, before, after, isText = false }: ChangedField) {
  const pieces = isText && before !== null && after !== null ? diffWords(before, after) : null
  const side = (text: string | null, gone: 'removed' | 'added'): ReactNode => {
    if (text === null || text === '') return m.convention_nothing()
    if (!isText) return text
    return (
      <span className="letter" lang="fr">
        {pieces ? <ChangedText pieces={pieces.filter(({ kind }) => kind !== gone)} /> : text}
      </span>
    )
  }
  return (
    <tr>
      <th scope="row">{term}</th>
      <td data-title={m.convention_before()}>{side(before, 'added')}</td>
      <td data-title={m.convention_after()}>{side(after, 'removed')}</td>
    </tr>
  )
}
