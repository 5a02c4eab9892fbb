import { Link } from 'react-router'
import { m } from '#messages'
import type { TitledLink } from './choice.ts'
import { Menu } from './menu.tsx'

export interface Person {
  name: string
  /** Role in words, in this convention. */
  role?: string
  links: TitledLink[]
  /** Address that signs out when it is posted to. */
  signOut: string
}

/** Who is signed in, what is theirs, and the way out. */
export function AccountMenu({ person }: { person: Person }) {
  return (
    <Menu
      kind="account"
      summary={
        <>
          <span className="word">{m.ui_account()}</span>
          <span className="name">{person.name}</span>
        </>
      }
    >
      <p className="who">
        <strong>{person.name}</strong>
        {person.role && <span className="soft">{person.role}</span>}
      </p>
      <ul className="plain">
        {person.links.map(({ href, title }) => (
          <li key={href}>
            <Link to={href}>{title}</Link>
          </li>
        ))}
        <li>
          <form method="post" action={person.signOut}>
            <button type="submit">{m.ui_sign_out()}</button>
          </form>
        </li>
      </ul>
    </Menu>
  )
}
