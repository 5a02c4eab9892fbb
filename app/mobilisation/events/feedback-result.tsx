import { formatNumber } from '#app/ui/format.ts'
import { m } from '#messages'
import type { Face } from './choices.ts'
import { FACE_WORDS } from './words.ts'

export function FeedbackResult(props: {
  total: number | null
  faces: { face: Face; count: number | null }[]
  words: string[]
}) {
  const { total, faces, words } = props
  if (total === null) return <p>{m.mobilisation_too_few()}</p>
  return (
    <>
      <ul>
        {faces.map(({ face, count }) => (
          <li key={face}>
            {m.mobilisation_need_count({
              need: FACE_WORDS[face](),
              count: count === null ? m.mobilisation_hidden_count() : formatNumber(count),
            })}
          </li>
        ))}
      </ul>
      {words.length > 0 && (
        <ul>
          {words.map((said) => (
            <li key={said}>
              <q lang="fr">{said}</q>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
