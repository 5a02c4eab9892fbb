import { type ReactNode, useEffect, useRef } from 'react'
import { Link, useLocation } from 'react-router'
import { m } from '#messages'
import { AccountMenu, type Person } from './account-menu.tsx'
import { Brand } from './brand.tsx'
import { Breadcrumb } from './breadcrumb.tsx'
import type { TitledLink } from './choice.ts'
import { ConventionSwitch } from './convention-switch.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { type RoomLink, RoomNavigation } from './room-navigation.tsx'
import { type Flash, Toast } from './toast.tsx'

export interface ShellProps {
  /** Rooms that the reader may enter, in the convention's order. */
  rooms?: RoomLink[]
  breadcrumb?: TitledLink[]
  convention?: TitledLink
  /** The reader's other conventions. */
  conventions?: TitledLink[]
  person?: Person
  /** True while the data on screen are invented. */
  demonstration?: boolean
  flash?: Flash | null
  children: ReactNode
}

/** What stands around every page. */
export function Shell(props: ShellProps) {
  const { rooms = [], breadcrumb = [], convention, conventions = [], person, demonstration = false, flash } = props
  const { pathname, key } = useLocation()
  const main = useFocusOnArrival(pathname, key)
  // The menus' keys: a menu left open closes when the reader has arrived elsewhere.
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {m.ui_skip_content()}
      </a>
      {demonstration ? <Demonstration /> : <div />}
      <header className="masthead">
        <Link className="brand" to={convention?.href ?? '/'}>
          <Brand />
          Palier
        </Link>
        {convention && <ConventionSwitch key={`convention ${pathname}`} current={convention} others={conventions} />}
        <LanguageSwitch />
        {person && <AccountMenu key={`account ${pathname}`} person={person} />}
      </header>
      <div className={rooms.length > 0 ? 'desk with-rooms' : 'desk'}>
        {rooms.length > 0 && <RoomNavigation key={pathname} rooms={rooms} />}
        <main className="sheet" id="content" tabIndex={-1} ref={main}>
          <Toast flash={flash ?? null} />
          {breadcrumb.length > 0 && <Breadcrumb trail={breadcrumb} />}
          {props.children}
        </main>
      </div>
      <footer className="footer">
        <Link to="/accessibility">{m.ui_accessibility_link()}</Link>
      </footer>
    </div>
  )
}

function Demonstration() {
  return (
    <aside className="demonstration" aria-label={m.ui_demonstration_label()}>
      <p>{m.ui_demonstration()}</p>
    </aside>
  )
}

// Without a page load nothing tells a screen reader that the page changed: the focus goes where a load would put it.
// So it does when the page stayed but the button that was pressed is gone from it.
function useFocusOnArrival(pathname: string, key: string) {
  const main = useRef<HTMLElement>(null)
  const arrived = useRef({ pathname, key })
  useEffect(() => {
    const before = arrived.current
    arrived.current = { pathname, key }
    const isLost = before.key !== key && document.activeElement === document.body
    if (before.pathname !== pathname || isLost) main.current?.focus({ preventScroll: true })
  }, [pathname, key])
  return main
}
