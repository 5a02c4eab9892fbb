import { Link } from 'react-router'
import { m } from '#messages'
import type { TitledLink } from './choice.ts'
import { Menu } from './menu.tsx'

/** The convention one works in; a menu when the reader has others. */
export function ConventionSwitch({ current, others }: { current: TitledLink; others: TitledLink[] }) {
  if (others.length === 0) return <strong className="convention">{current.title}</strong>
  return (
    <Menu
      kind="convention"
      summary={
        <>
          <span className="unseen">{m.ui_convention_current()}</span>
          <strong>{current.title}</strong>
        </>
      }
    >
      <ul className="plain" aria-label={m.ui_convention_others()}>
        {others.map(({ href, title }) => (
          <li key={href}>
            <Link to={href}>{title}</Link>
          </li>
        ))}
      </ul>
    </Menu>
  )
}
