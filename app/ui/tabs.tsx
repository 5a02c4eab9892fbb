import { NavLink } from 'react-router'
import type { TitledLink } from './choice.ts'

/** Pages of one thing, side by side. Links, not panels: each has an address, and all work before JavaScript. */
export function Tabs({ label, tabs }: { label: string; tabs: TitledLink[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      <ul className="plain">
        {tabs.map(({ href, title }) => (
          <li key={href}>
            <NavLink to={href} end>
              {title}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
