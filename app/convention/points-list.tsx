import type { Point } from './points.ts'

/** Objectives or tasks, in the contract's own language whatever the reader's. */
export function PointsList({ points }: { points: readonly Point[] }) {
  return (
    <ul lang="fr">
      {points.map(({ text, parts }) => (
        <li key={text}>
          {text}
          {parts.length > 0 && (
            <ul>
              {parts.map((part) => (
                <li key={part}>{part}</li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  )
}
