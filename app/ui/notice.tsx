import type { ReactNode } from 'react'
import type { Tone } from './state.tsx'

/** A sentence that the page wants read before the rest. */
export function Notice({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <div className="notice" data-tone={tone}>
      <div>{children}</div>
    </div>
  )
}
