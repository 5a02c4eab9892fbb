import { Link } from 'react-router'
import { m } from '#messages'
import type { TitledLink } from './choice.ts'

/** Where the page stands, from the convention down. The page itself is its title, not a link here. */
export function Breadcrumb({ trail }: { trail: TitledLink[] }) {
  return (
    <nav className="breadcrumb" aria-label={m.ui_breadcrumb()}>
      <ol className="plain">
        {trail.map(({ href, title }) => (
          <li key={href}>
            <Link to={href}>{title}</Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}
