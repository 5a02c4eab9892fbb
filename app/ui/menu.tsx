import type { FocusEvent, KeyboardEvent, ReactNode } from 'react'

/** What a press unfolds over the page. Needs no script to open; with scripts it closes on Escape, and when the focus goes elsewhere. */
export function Menu(props: { summary: ReactNode; children: ReactNode; kind?: 'account' | 'convention' }) {
  const { summary, children, kind } = props
  return (
    <details className={kind ? `menu ${kind}` : 'menu'} onKeyDown={closeOnEscape} onBlur={closeBehind}>
      <summary>{summary}</summary>
      <div>{children}</div>
    </details>
  )
}

function closeOnEscape({ key, currentTarget }: KeyboardEvent<HTMLDetailsElement>) {
  if (key !== 'Escape' || !currentTarget.open) return
  currentTarget.open = false
  currentTarget.querySelector('summary')?.focus() // what had the focus is no longer shown
}

function closeBehind({ relatedTarget, currentTarget }: FocusEvent<HTMLDetailsElement>) {
  // Without a new place the window itself was left, or a press met nothing: both leave the menu as it is.
  if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) currentTarget.open = false
}
