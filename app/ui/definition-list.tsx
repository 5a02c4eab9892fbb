import type { ReactNode } from 'react'

/** Facts about one thing: what it is called, what it is. An absent fact is left out by the caller. */
export function DefinitionList({ facts }: { facts: { term: string; value: ReactNode }[] }) {
  return (
    <dl className="definitions">
      {facts.map(({ term, value }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
