/** Gone and come words, by their mark and by a word that is heard. */
import { m } from '#messages'
import type { Piece } from '#packages/word-diff/diff-words.ts'

export function ChangedText({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a piece has no name but its place
    <PieceShown key={index} {...piece} />
  ))
}

function PieceShown({ kind, text }: Piece) {
  if (kind === 'same') return text
  if (kind === 'removed')
    return (
      <del>
        <span className="unseen">{m.ui_text_removed()} </span>
        {text}
      </del>
    )
  return (
    <ins>
      <span className="unseen">{m.ui_text_inserted()} </span>
      {text}
    </ins>
  )
}
