import type { ReactNode } from 'react'

export type Tone = 'plain' | 'good' | 'warn' | 'bad'

/** A state in one or two words. Shape and word say it too: colour alone never does. */
export function State({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className="state" data-tone={tone}>
      <span>{children}</span>
    </span>
  )
}
