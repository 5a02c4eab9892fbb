import type { ReactNode } from 'react'

/** Presses side by side, the most likely one first. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className="actions">{children}</div>
}
