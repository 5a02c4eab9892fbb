import { useEffect, useState } from 'react'
import { m } from '#messages'
import type { Tone } from './state.tsx'

/** A sentence about what was just done, carried over one redirect by a cookie. */
export interface Flash {
  id: string
  tone: Tone
  message: string
  /** Address to post to, which takes back what was done. */
  undo?: { action: string; title: string }
}

/** The region is always there, so that a screen reader says what arrives in it. */
export function Toast({ flash }: { flash: Flash | null }) {
  const [closed, setClosed] = useState<string | null>(null)
  const [alive, setAlive] = useState(false)
  useEffect(() => setAlive(true), [])
  const shown = flash && flash.id !== closed ? flash : null
  return (
    <div className="toast" role="status">
      {shown && (
        <div className="notice" data-tone={shown.tone}>
          <p>{shown.message}</p>
          {shown.undo && (
            <form method="post" action={shown.undo.action}>
              <button type="submit">{shown.undo.title}</button>
            </form>
          )}
          {alive && (
            <button type="button" onClick={() => setClosed(shown.id)}>
              {m.ui_close()}
            </button>
          )}
        </div>
      )}
    </div>
  )
}
